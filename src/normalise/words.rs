//! Words for channels and origins, in Swedish and English, as tables.
//!
//! A word that could mean two things is not here: an unknown word is a fault that somebody
//! sees, a wrong one is a wrong figure that nobody sees. `Intern` and `Extern` are no channels,
//! though real logs have them in that column.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::fold;
use super::glimpse::Glimpse;
use crate::contact::{Channel, Origin};

/// Every channel and the words that mean it, beside its own names.
const CHANNEL_WORDS: [(Channel, &[&str]); 8] = [
    (
        Channel::Phone,
        &[
            "tfn",
            "tel",
            "tele",
            "samtal",
            "telefonsamtal",
            "inkommande samtal",
            "mobiltelefon",
            "röstbrevlåda",
            "röstmeddelande",
            "telefonsvarare",
            "telephone",
            "phone call",
            "call",
            "calls",
            "voice",
            "voicemail",
            "voice mail",
        ],
    ),
    (
        Channel::Sms,
        &["textmeddelande", "sms-meddelande", "text message", "text messages", "sms message"],
    ),
    (
        Channel::Email,
        &["epost", "mejl", "mail", "mails", "emails", "e-mails", "e-postmeddelande", "mailbox"],
    ),
    (
        Channel::Letter,
        &[
            "pappersbrev",
            "brevpost",
            "post",
            "vanlig post",
            "fysisk post",
            "letters",
            "paper letter",
            "postal",
            "postal mail",
        ],
    ),
    (
        Channel::Visit,
        &[
            "personligt besök",
            "besökare",
            "reception",
            "receptionen",
            "disk",
            "receptionsdisk",
            "visits",
            "desk",
            "front desk",
            "counter",
            "walk-in",
            "in person",
        ],
    ),
    (
        Channel::Chat,
        &["livechatt", "webbchatt", "chats", "livechat", "live chat", "webchat", "web chat"],
    ),
    (
        Channel::Web,
        &[
            "webben",
            "internet",
            "e-tjänst",
            "etjänst",
            "e-tjänster",
            "formulär",
            "webbformulär",
            "webformulär",
            "hemsida",
            "hemsidan",
            "webbplats",
            "webbplatsen",
            "online",
            "website",
            "web form",
            "webform",
            "e-service",
        ],
    ),
    (Channel::Social, &["sociala media", "facebook", "instagram", "linkedin"]),
];

/// Both origins and the words that mean them, beside their own names.
const ORIGIN_WORDS: [(Origin, &[&str]); 2] = [
    (
        Origin::External,
        &[
            "ext",
            "externt",
            "externa",
            "kund",
            "kunder",
            "invånare",
            "kommuninvånare",
            "medborgare",
            "privatperson",
            "allmänhet",
            "allmänheten",
            "utifrån",
            "customer",
            "customers",
            "citizen",
            "citizens",
            "resident",
            "public",
        ],
    ),
    (
        Origin::Internal,
        &[
            "int",
            "internt",
            "interna",
            "kollega",
            "kollegor",
            "medarbetare",
            "anställd",
            "anställda",
            "inifrån",
            "colleague",
            "colleagues",
            "employee",
            "employees",
            "staff",
        ],
    ),
];

static CHANNELS: LazyLock<WordMap<Channel>> = LazyLock::new(WordMap::channels);
static ORIGINS: LazyLock<WordMap<Origin>> = LazyLock::new(WordMap::origins);

/// The channel that `word` means, by the built-in words; `None` for an unknown word.
///
/// # Example
/// ```
/// use svarstid::{contact::Channel, normalise::channel};
/// assert_eq!(channel("E-POST".as_bytes()), Some(Channel::Email));
/// assert_eq!(channel(b" e_post"), Some(Channel::Email));
/// assert_eq!(channel(b"Intern"), None);
/// ```
pub fn channel(word: &[u8]) -> Option<Channel> {
    CHANNELS.get(word)
}

/// The origin that `word` means, by the built-in words; `None` for an unknown word.
///
/// # Example
/// ```
/// use svarstid::{contact::Origin, normalise::origin};
/// assert_eq!(origin("Invånare".as_bytes()), Some(Origin::External));
/// assert_eq!(origin(b"kollega"), Some(Origin::Internal));
/// ```
pub fn origin(word: &[u8]) -> Option<Origin> {
    ORIGINS.get(word)
}

/// Words and what they mean, whatever their case, accents, dashes and spaces (see [`fold`]).
///
/// # Example
/// ```
/// use svarstid::{contact::Channel, normalise::WordMap};
/// let words = WordMap::channels().with("Växeln", Channel::Phone);
/// assert_eq!(words.get(b"VAXELN"), Some(Channel::Phone));
/// assert_eq!(words.get("växel".as_bytes()), None);
/// ```
#[derive(Clone, Debug)]
pub struct WordMap<T> {
    folded: FxHashMap<String, T>,
}

impl WordMap<Channel> {
    /// The built-in words for channels.
    pub fn channels() -> Self {
        let mut map = Self::empty();
        for (channel, words) in CHANNEL_WORDS {
            map.insert_all(channel, &[channel.id(), channel.swedish(), channel.english()]);
            map.insert_all(channel, words);
        }
        map
    }
}

impl WordMap<Origin> {
    /// The built-in words for origins.
    pub fn origins() -> Self {
        let mut map = Self::empty();
        for (origin, words) in ORIGIN_WORDS {
            map.insert_all(origin, &[origin.id(), origin.swedish(), origin.english()]);
            map.insert_all(origin, words);
        }
        map
    }
}

impl<T: Copy> WordMap<T> {
    /// No words.
    pub fn empty() -> Self {
        Self { folded: FxHashMap::default() }
    }

    /// The same words and `word`, which means `value`; it replaces an older meaning.
    #[must_use]
    pub fn with(mut self, word: &str, value: T) -> Self {
        self.folded.insert(fold(word), value);
        self
    }

    /// What `word` (UTF-8) means; `None` for an unknown word and for bytes that are not UTF-8.
    ///
    /// Allocates unless the word is spelled as it is kept; [`Lookup`] is for the row loop.
    pub fn get(&self, word: &[u8]) -> Option<T> {
        let word = std::str::from_utf8(word).ok()?;
        self.folded.get(word).or_else(|| self.folded.get(&fold(word))).copied()
    }

    fn insert_all(&mut self, value: T, words: &[&str]) {
        for word in words {
            self.folded.insert(fold(word), value);
        }
    }
}

/// A [`WordMap`] that remembers spellings, so that a column of few words costs no allocation
/// a row.
///
/// # Example
/// ```
/// use svarstid::{contact::Channel, normalise::{Lookup, WordMap}};
/// let mut lookup = Lookup::new(WordMap::channels());
/// assert_eq!(lookup.get(b"Telefon"), Some(Channel::Phone));
/// assert_eq!(lookup.get(b"Telefon"), Some(Channel::Phone)); // a hash and a comparison
/// ```
#[derive(Clone, Debug)]
pub struct Lookup<T> {
    words: WordMap<T>,
    /// Short spellings met, each in the slot of its glimpse; a later one takes the slot.
    short: Vec<Option<(Glimpse, Option<T>)>>,
    seen: FxHashMap<Box<[u8]>, Option<T>>,
}

impl<T: Copy> Lookup<T> {
    /// Spellings that are remembered. A column of free text must not fill the memory.
    const REMEMBERED: usize = 256;

    /// The longest spelling that is remembered, in bytes.
    const LONGEST: usize = 64;

    /// Slots for short spellings.
    const SLOTS: usize = 64;

    /// A lookup in `words` that has seen nothing yet.
    pub fn new(words: WordMap<T>) -> Self {
        Self { words, short: vec![None; Self::SLOTS], seen: FxHashMap::default() }
    }

    /// What `word` means, as [`WordMap::get`] says.
    #[inline]
    pub fn get(&mut self, word: &[u8]) -> Option<T> {
        if word.len() <= Glimpse::EXACT {
            let glimpse = Glimpse::of(word);
            if let Some((known, value)) = self.short[glimpse.slot(Self::SLOTS)]
                && known == glimpse
            {
                return value;
            }
        }
        self.get_unseen(word)
    }

    #[cold]
    fn get_unseen(&mut self, word: &[u8]) -> Option<T> {
        let value = match self.seen.get(word) {
            Some(&known) => known,
            None => self.learn(word),
        };
        if word.len() <= Glimpse::EXACT {
            let glimpse = Glimpse::of(word);
            self.short[glimpse.slot(Self::SLOTS)] = Some((glimpse, value));
        }
        value
    }

    fn learn(&mut self, word: &[u8]) -> Option<T> {
        let value = self.words.get(word);
        if self.seen.len() < Self::REMEMBERED && word.len() <= Self::LONGEST {
            self.seen.insert(word.into(), value);
        }
        value
    }
}

#[cfg(test)]
mod tests;
