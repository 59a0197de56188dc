//! Tests of contacts: what goes in comes out.

use super::*;

#[test]
fn a_contact_gives_back_what_it_was_made_of() {
    let first = Instant::from_unix_seconds(631_152_000 - 14 * 3600);
    let last = Instant::from_unix_seconds(4_102_444_799 + 12 * 3600);
    for received in [Moment::second(first), Moment::day(last)] {
        for answered in [None, Some(Moment::second(last)), Some(Moment::day(first))] {
            for channel in Channel::ALL {
                for origin in Origin::ALL {
                    let made = Contact::new(received, answered, channel, origin, DepartmentId(7));
                    assert_eq!(made.received(), received);
                    assert_eq!(made.answered(), answered);
                    assert_eq!((made.channel(), made.origin()), (channel, origin));
                    assert_eq!(made.exemption(), None);
                    let exempt = made.exempt_for(Some(ExemptionId(2)));
                    assert_eq!(exempt.exemption(), Some(ExemptionId(2)));
                    assert_eq!(exempt.exempt_for(None), made);
                }
            }
        }
    }
}
