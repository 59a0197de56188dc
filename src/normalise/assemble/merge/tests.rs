//! Tests of merging: legs that stand together and legs that stand anywhere become the same calls.

use proptest::prelude::*;

use super::*;
use crate::calendar::{Calendar, DayTable, Instant};
use crate::contact::Moment;
use crate::normalise::assemble::Source;
use crate::normalise::event::{Abilities, PartyId};
use crate::organisation::Organisation;

/// A row: its group (0 for none), its source, its second, whether it was picked up, and who
/// called.
type Row = (u32, u16, i64, bool, u32);

/// Rows of three sources, of which the last tells each event in one row.
fn assembler<'t>(rows: &[Row], ids: &mut Ids, table: &'t DayTable) -> Assembler<'t> {
    let mut assembler = Assembler::new(&Organisation::default(), None, table);
    for collapses in [true, true, false] {
        assembler.sources.push(Source {
            name: String::new(),
            strategies: Abilities::NONE,
            window_days: 0,
            collapses,
            last: Vec::new(),
            exchange: None,
            tells_legs: false,
        });
    }
    for (line, (group, source, second, is_picked_up, caller)) in rows.iter().enumerate() {
        let at = Instant::from_unix_seconds(1_781_787_600 + second);
        let answered = is_picked_up.then(|| at.plus_s(5));
        let (party, line) = (PartyId(*caller), line as u32);
        let event = Event::new(Moment::second(at), answered);
        assembler.events.list.push(Event { party, line, source: *source, ..event });
        let id = if *group == 0 { String::new() } else { format!("mainserver-17.{group}") };
        assembler.ids.push(ids.pack(id.as_bytes()));
    }
    assembler
}

#[test]
fn rows_of_one_call_are_one_event_of_the_first_moment_and_the_first_answer() {
    let table = Calendar::swedish().table;
    for rows in [
        [(1, 0, 9, true, 0), (1, 0, 3, true, 7), (1, 0, 4, false, 8), (2, 0, 5, false, 9)],
        [(1, 0, 9, true, 0), (2, 0, 5, false, 9), (1, 0, 3, true, 7), (1, 0, 4, false, 8)],
    ] {
        let mut ids = Ids::default();
        let mut assembler = assembler(&rows, &mut ids, &table);
        assert_eq!(assembler.groups_stand_together(), rows[1].0 == 1);
        assert_eq!(assembler.collapse(&ids, &Joined::default()), 2);
        let mut whole: Vec<_> = assembler.events.list.iter().collect();
        whole.sort_by_key(|event| event.happened);
        let told = |event: &Event| (event.happened.instant(), event.answered(), event.party.0);
        let at = |second: i64| Instant::from_unix_seconds(1_781_787_600 + second);
        assert_eq!(told(whole[0]), (at(3), Some(at(8)), 7));
        assert_eq!(told(whole[1]), (at(5), None, 9));
    }
}

proptest! {
    /// The obvious way: as if rows of a call stood anywhere.
    #[test]
    fn neighbours_are_merged_as_rows_anywhere_are(
        mut rows in prop::collection::vec(
            (0_u32..5, 0_u16..3, 0_i64..4, any::<bool>(), 0_u32..3), 0..14,
        ),
        is_in_order in any::<bool>(),
    ) {
        if is_in_order {
            rows.sort_by_key(|row| (row.0, row.1));
        }
        let (mut ids, table) = (Ids::default(), Calendar::swedish().table);
        let mut slow = assembler(&rows, &mut ids, &table);
        let mut quick = assembler(&rows, &mut ids, &table);
        let alone = Joined::default();
        prop_assert_eq!(quick.collapse(&ids, &alone), slow.collapse_scattered(&ids, &alone));
        prop_assert_eq!(quick.events.list, slow.events.list);
        prop_assert_eq!(quick.ids, slow.ids);
    }
}
