//! Opening: what understands the rows of one file, made of its profile and its header.

use std::cell::RefCell;

use super::columns::Header;
use super::condition::Holds;
use super::error::ExtractError;
use super::moment::MomentOf;
use super::span::SpanOf;
use super::text::TextOf;
use super::{Extractor, PLAIN, Site};
use crate::calendar::DayTable;
use crate::normalise::horizon::Horizon;
use crate::normalise::moments::Clock;
use crate::normalise::nulls::Nulls;
use crate::normalise::words::{Lookup, WordMap};
use crate::profile::language::{Condition, Family, MomentForm, Profile, Slot};

/// Slots without which figures would be wrong: a file has to have a column of each that the
/// profile takes from one.
const NEEDED: [Slot; 9] = [
    Slot::Channel,
    Slot::Received,
    Slot::Answered,
    Slot::At,
    Slot::Direction,
    Slot::From,
    Slot::To,
    Slot::Case,
    Slot::Message,
];

impl<'a> Extractor<'a> {
    /// For files with this header. `home` is the audit's own zone; stamps later than `horizon`
    /// are faults.
    ///
    /// # Errors
    /// [`ExtractError`] when the file lacks columns that the profile needs, or nobody says its
    /// zone.
    pub fn new(
        profile: &Profile,
        header: &[String],
        site: Site,
        home: &'a DayTable,
        horizon: Option<&'a Horizon>,
    ) -> Result<Self, ExtractError> {
        let file = match &profile.input.file {
            Some(pattern) => pattern.group(&site.file).unwrap_or_default(),
            None => site.file.as_str(),
        };
        let file = file.to_owned();
        let header = Header::of(header, &file);
        let mut ring = None;
        let mut texts: [Option<TextOf>; Slot::ALL.len()] = Default::default();
        let mut moments: [Option<MomentOf>; 2] = Default::default();
        for (slot, rule) in &profile.fields {
            let text = TextOf::new(rule, &header);
            if text.is_nothing() && NEEDED.contains(slot) {
                return Err(ExtractError::missing(*slot, rule));
            }
            let read = |form: &MomentForm| {
                let order = site.date_order;
                let zones = [site.zone, site.site_zone];
                let moment = MomentOf::new(form, &header, zones, order, home.zone());
                moment.ok_or(ExtractError::NoZone { profile: profile.name.clone() })
            };
            if let Some(form) = &rule.span {
                let moments = form.moments.as_ref().map(read).transpose()?;
                ring = Some(SpanOf::new(form, &rule.source, moments, &header));
            }
            if let Some(form) = &rule.moment {
                let moment = read(form)?;
                if moment.lacks_a_span() {
                    return Err(ExtractError::missing_span(*slot, form));
                }
                moments[usize::from(*slot == Slot::Answered)] = Some(moment);
            }
            texts[*slot as usize] = Some(text);
        }
        let holds = |condition: &Condition| Holds::new(condition, &header);
        let pairing = profile.pairing.as_ref();
        let collapse = profile.collapse.as_ref();
        let answered_when = collapse.and_then(|collapse| collapse.answered_when.as_ref());
        let defers_when = collapse.and_then(|collapse| collapse.defers_when.as_ref());
        let mut channels = WordMap::channels();
        for (word, channel) in &site.channel_words {
            channels = channels.with(word, *channel);
        }
        let mut origins = WordMap::origins();
        for (word, origin) in &site.origin_words {
            origins = origins.with(word, *origin);
        }
        let groups_by_id = match (&texts[Slot::Group as usize], &texts[Slot::Id as usize]) {
            (Some(group), Some(id)) => group.is_surely(id),
            (group, _) => group.is_none(),
        };
        let tells = |slot: Slot| texts[slot as usize].as_ref().is_some_and(|t| !t.is_nothing());
        let tells_department =
            site.department.is_some() || tells(Slot::Department) || tells(Slot::Unit);
        let mut channels = Lookup::new(channels);
        let of_all = texts[Slot::Channel as usize].as_ref().and_then(TextOf::of_every_row);
        let channel = site.channel.or_else(|| of_all.and_then(|word| channels.get(word)));
        let leg_and_group = match (&texts[Slot::Leg as usize], &texts[Slot::Group as usize]) {
            (Some(leg), Some(group)) => leg.first_column().zip(group.first_column()),
            _ => None,
        };
        let is_rows = profile.family == Family::Rows;
        let has_words = |slot: &Slot| texts[*slot as usize].as_ref().is_some_and(TextOf::has_words);
        let mapped = PLAIN.into_iter().filter(has_words).collect();
        Ok(Self {
            clock: Clock { home, horizon },
            nulls: Nulls::new(profile.input.nulls.iter().chain(&site.nulls).cloned().collect()),
            alone: std::array::from_fn(|slot| texts[slot].as_ref().and_then(TextOf::column_alone)),
            texts,
            moments,
            mapped,
            channels: RefCell::new(channels),
            origins: RefCell::new(Lookup::new(origins)),
            keep: profile.keep.iter().map(holds).collect(),
            drop: profile.drop.iter().map(|(drop, why)| (holds(drop), *why)).collect(),
            reject: profile.reject.iter().map(|(all, why)| (holds(all), why.clone())).collect(),
            ring,
            file,
            warned: Default::default(),
            leg_and_group: leg_and_group.map(|(leg, group)| [leg, group]),
            answered_when: answered_when.map(holds),
            defers_when: defers_when.map(holds),
            opener: pairing.and_then(|pairing| pairing.opener.as_ref()).map(holds),
            closer: pairing.and_then(|pairing| pairing.closer.as_ref()).map(holds),
            at: if is_rows { Slot::Received } else { Slot::At },
            is_rows,
            groups_by_id,
            tells_department,
            channel,
            site,
        })
    }
}
