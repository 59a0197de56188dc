//! What to know about a report: what was rejected, what is inexact, what is odd.

use crate::contact::Channel;
use crate::fault::Code;
use crate::judge::Outcome;
use crate::tally::KeyPart;

use super::audit::AuditFacts;
use super::audited::Text;
use super::{Cell, Lang, Section, Table};

impl Text {
    /// Rejected rows by code, odd stamps, contacts without a rule, and lint of the rules.
    /// `groups` is the first table, whose total is told.
    pub(super) fn to_know(&self, facts: &AuditFacts<'_>, groups: &Table<'_>) -> Option<Section> {
        let lang = self.lang;
        let mut lines = Vec::new();
        for code in Code::ALL {
            let count = facts.provenance.faults.of(code);
            if count > 0 {
                let rows = lang.plural(count, lang.pick("rad", "row"), lang.pick("rader", "rows"));
                let rejected = lang.plural(
                    count,
                    lang.pick("avvisad", "rejected"),
                    lang.pick("avvisade", "rejected"),
                );
                let meaning = lang.pick(code.swedish(), code.description());
                let count = self.count(count);
                lines.push(format!("{count} {rows} {rejected} [{code}]: {meaning}"));
            }
        }
        if facts.ambiguous_stamps > 0 {
            let count = facts.ambiguous_stamps;
            let stamps = lang.plural(
                count,
                lang.pick("tidsstämpel", "stamp"),
                lang.pick("tidsstämplar", "stamps"),
            );
            let count = self.count(count);
            lines.push(match lang {
                Lang::Swedish => format!(
                    "{count} {stamps} i den timme som klockan visar två gånger på hösten; den \
                     första gången räknas, utom för ett svar som då vore tidigare än kontakten"
                ),
                Lang::English => format!(
                    "{count} {stamps} in the hour that the clock shows twice in autumn; the first \
                     time counts, except for an answer that would then precede its contact"
                ),
            });
        }
        if facts.bare_dates > 0 {
            let count = self.count(facts.bare_dates);
            let contacts = lang.plural(
                facts.bare_dates,
                lang.pick("kontakt", "contact"),
                lang.pick("kontakter", "contacts"),
            );
            lines.push(match lang {
                Lang::Swedish => format!(
                    "{count} {contacts} med bara datum: ett svar är i tid till och med dagen då \
                     tiden går ut, och tiden till svar är hela dygn"
                ),
                Lang::English => format!(
                    "{count} {contacts} with dates only: an answer is in time until the day of \
                     the due moment ends, and the time to answer is whole days"
                ),
            });
        }
        lines.extend(self.unregulated(facts, groups));
        lines.extend(facts.remarks.iter().cloned());
        for finding in facts.lint {
            lines.push(format!(
                "[{}] {}",
                finding.kind.id(),
                lang.pick(&finding.swedish, &finding.english)
            ));
        }
        let title = lang.pick("Att veta", "To know");
        (!lines.is_empty()).then(|| Section::prose(title, lines))
    }

    /// How many contacts have no rule, by channel.
    fn unregulated(&self, facts: &AuditFacts<'_>, groups: &Table<'_>) -> Option<String> {
        let lang = self.lang;
        let total = match groups.total_cell(Outcome::Unregulated.id()) {
            Some(Cell::Count(0)) | None => return None,
            Some(Cell::Count(total)) => *total,
            Some(_) => {
                let held_back = lang.pick(
                    "Hur många kontakter som är utan regel i riktlinjen visas inte",
                    "How many contacts are without a rule in the guideline is held back",
                );
                return Some(held_back.to_owned());
            }
        };
        let mut by_channel: Vec<(Channel, u64)> = Vec::new();
        for (key, figures) in &facts.kinds {
            let count = figures.count(Outcome::Unregulated);
            if let (Some(KeyPart::Channel(channel)), 1..) = (key.first(), count) {
                match by_channel.iter_mut().find(|(known, _)| known == channel) {
                    Some((_, sum)) => *sum += count,
                    None => by_channel.push((*channel, count)),
                }
            }
        }
        by_channel.sort();
        let parts: Vec<String> = by_channel
            .into_iter()
            .map(|(channel, count)| format!("{} {}", lang.channel(channel), self.count(count)))
            .collect();
        let contacts =
            lang.plural(total, lang.pick("kontakt", "contact"), lang.pick("kontakter", "contacts"));
        let no_rule = lang.pick("utan regel i riktlinjen", "without a rule in the guideline");
        if facts.extras.min_n.is_some() {
            return Some(format!("{} {contacts} {no_rule}", self.count(total)));
        }
        Some(format!("{} {contacts} {no_rule}: {}", self.count(total), parts.join(", ")))
    }
}
