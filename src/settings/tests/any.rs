//! Random settings that are valid, with every option used in every way.

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::calendar::{Closure, Day, Interval, OpeningHours, Weekday, WorkingCalendar, Zone};
use crate::contact::{Channel, Origin};
use crate::organisation::{
    Domain, ExtensionRange, Mailbox, NumberRange, Organisation, PairingSettings,
};
use crate::policy::{
    DeclaredReading, GroupTarget, Guideline, Override, Permille, Policy, Rating, Rule, Within,
};
use crate::profile::{DateOrder, ENCODINGS, Field, Source};
use crate::settings::{MaxRejects, Settings};

fn name() -> impl Strategy<Value = String> {
    any::<String>().prop_filter("says something", |text| !text.trim().is_empty())
}

fn names(most: usize) -> impl Strategy<Value = Vec<String>> {
    btree_set(name(), 1..=most)
        .prop_map(|names| names.into_iter().collect::<Vec<_>>())
        .prop_shuffle()
}

fn day() -> impl Strategy<Value = Day> {
    let day = |year| Day::from_ymd(year, 1, 1).unwrap().unix_days();
    (day(1990)..day(2100)).prop_map(Day::from_unix_days)
}

fn span() -> impl Strategy<Value = (Option<Day>, Option<Day>)> {
    (option::of(day()), option::of(day())).prop_map(|(a, b)| match (a, b) {
        (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
        either => either,
    })
}

fn within() -> impl Strategy<Value = Within> {
    let forms = vec![
        "N workdays",
        "N workdays until closing",
        "N workdays until same time",
        "N workdays, rolled",
        "N workdays until closing, rolled",
        "N hours",
        "N hours on workdays",
        "N hours in opening hours",
    ];
    (select(forms), 1..999_u32)
        .prop_map(|(form, n)| form.replace('N', &n.to_string()).parse().unwrap())
}

fn channels() -> impl Strategy<Value = Vec<Channel>> {
    subsequence(Channel::ALL.to_vec(), 1..=8).prop_shuffle()
}

fn rule() -> impl Strategy<Value = Rule> {
    let origin = option::of(select(Origin::ALL.to_vec()));
    let target = option::of(0..=1000_u32);
    (any::<String>(), channels(), origin, within(), any::<bool>(), span(), target).prop_map(
        |(paragraph, channels, origin, within, deemed_previous_workday, (from, until), target)| {
            let target = target.and_then(|tenths| Permille::from_percent(f64::from(tenths) / 10.0));
            let id = String::new();
            Rule {
                id,
                paragraph,
                channels,
                origin,
                within,
                deemed_previous_workday,
                deemed_external: false,
                from,
                until,
                target,
            }
        },
    )
}

fn guideline() -> impl Strategy<Value = Guideline> {
    let other = (name(), any::<String>(), any::<String>(), option::of(day()), option::of(day()))
        .prop_map(|(name, authority, reference, adopted, revised)| Guideline {
            name,
            authority,
            reference,
            adopted,
            revised,
        });
    prop_oneof![Just(Guideline::nykvarn()), other]
}

fn policy() -> impl Strategy<Value = Policy> {
    let rules = (names(4), vec(rule(), 4)).prop_map(|(ids, rules)| {
        ids.into_iter().zip(rules).map(|(id, rule)| Rule { id, ..rule }).collect::<Vec<_>>()
    });
    let change = (option::of(within()), option::of(any::<bool>()));
    let readings = (names(3), vec(vec(option::of(change), 4), 0..=3));
    (guideline(), rules, readings).prop_map(|(guideline, rules, (names, changes))| {
        let reading = |(name, changes): (String, Vec<Option<_>>)| {
            let overrides = rules
                .iter()
                .zip(changes)
                .filter_map(|(rule, change)| {
                    let (within, deemed_previous_workday) = change?;
                    Some(Override { rule: rule.id.clone(), within, deemed_previous_workday })
                })
                .collect();
            DeclaredReading { name, overrides }
        };
        let readings = names.into_iter().zip(changes).map(reading).collect();
        Policy { guideline, rules, readings }
    })
}

/// Hours of one day, not overlapping; at least one stretch.
fn hours() -> impl Strategy<Value = Vec<Interval>> {
    btree_set(0..=1440_u32, 2..6).prop_map(|minutes| {
        let minutes: Vec<u32> = minutes.into_iter().collect();
        minutes.chunks_exact(2).map(|m| Interval::new(m[0] * 60, m[1] * 60).unwrap()).collect()
    })
}

fn opening_hours() -> impl Strategy<Value = OpeningHours> {
    let dates = btree_map(day(), prop_oneof![Just(Vec::new()), hours()], 0..3);
    (vec(hours(), 5..=7), dates).prop_map(|(week, dates)| {
        let mut hours = OpeningHours::default();
        for (weekday, intervals) in Weekday::ALL.into_iter().zip(week) {
            hours.set_weekday(weekday, intervals).unwrap();
        }
        for (day, intervals) in dates {
            hours.set_date(day, intervals).unwrap();
        }
        hours
    })
}

fn closures() -> impl Strategy<Value = Vec<Closure>> {
    let closure =
        (day(), 0..60_i32, name(), any::<String>()).prop_map(|(day, days, name, ground)| {
            let end_of_years = Day::from_ymd(2099, 12, 31).unwrap();
            Closure { first: day, last: day.plus(days).min(end_of_years), name, ground }
        });
    vec(closure, 0..4)
}

fn source() -> impl Strategy<Value = Source> {
    let globs = vec(select(vec!["a*.csv", "?.txt", "[ab]\"å\".csv"]), 0..3);
    let fields = subsequence(Field::ALL.to_vec(), 0..=7).prop_shuffle();
    let columns = (fields, vec(name(), 7)).prop_map(|(f, n)| f.into_iter().zip(n).collect());
    let channel_words = btree_map(any::<String>(), select(Channel::ALL.to_vec()), 0..3);
    let origin_words = btree_map(any::<String>(), select(Origin::ALL.to_vec()), 0..3);
    let constants = (
        option::of(select(Channel::ALL.to_vec())),
        option::of(select(Origin::ALL.to_vec())),
        option::of(any::<String>()),
    );
    let zone = option::of(select(Zone::names().collect::<Vec<_>>()));
    let profile = option::of(select(vec!["ciceron-csv", "46elks", "own-calls"]));
    let format = (
        option::of(select(DateOrder::ALL.to_vec())),
        vec(any::<String>(), 0..3),
        option::of(select(ENCODINGS.to_vec())),
        option::of(select(vec![',', ';', '\t', '|', '\\', '\u{1f}'])),
        option::of(1..i64::MAX as u64),
    );
    (globs, columns, (channel_words, origin_words), constants, (zone, profile), format).prop_map(
        |(globs, columns, words, (channel, origin, department), (zone, profile), format)| {
            let profile = profile.map(str::to_owned);
            let mut columns: Vec<(Field, String)> = columns;
            columns.retain(|_| profile.is_none());
            let mapped = |field| columns.iter().any(|(own, _)| *own == field);
            let (date_order, nulls, encoding, delimiter, header_line) = format;
            Source {
                name: String::new(),
                files: globs.into_iter().map(str::to_owned).collect(),
                profile,
                channel: channel.filter(|_| !mapped(Field::Channel)),
                origin: origin.filter(|_| !mapped(Field::Origin)),
                department: department.filter(|_| !mapped(Field::Department)),
                columns,
                channel_words: words.0.into_iter().collect(),
                origin_words: words.1.into_iter().collect(),
                time_zone: zone.and_then(Zone::named),
                date_order,
                nulls,
                encoding: encoding.map(str::to_owned),
                delimiter,
                header_line,
            }
        },
    )
}

fn organisation() -> impl Strategy<Value = Organisation> {
    let domains = select(vec!["kommun.example", "=example.se", "åäö.example"]);
    let numbers = select(vec![
        "08-555 00 000..08-555 00 999",
        "+46 70 000 00 42",
        "08-555 01*",
        "0046 8 555 00 100",
    ]);
    let extensions = select(vec!["1000..1999", "42", "00..99"]);
    let boxes = select(vec!["kommun@kommun.example", "\"a \\ b\"@åäö.example", "bygg@example.se"]);
    let all = (vec(domains, 0..3), vec(numbers, 0..3), vec(extensions, 0..3), vec(boxes, 0..3));
    all.prop_map(|(domains, numbers, extensions, boxes)| {
        let mut organisation = Organisation {
            domains: domains.into_iter().map(|text| Domain::parse(text).unwrap()).collect(),
            numbers: numbers.into_iter().map(|text| NumberRange::parse(text).unwrap()).collect(),
            extensions: extensions
                .iter()
                .map(|text| ExtensionRange::parse(text).unwrap())
                .collect(),
            function_boxes: Vec::new(),
        };
        let mailboxes = boxes.iter().map(|text| Mailbox::parse(text).unwrap());
        let is_own = |mailbox: &Mailbox| organisation.owns_address(mailbox.as_str());
        let has_none = organisation.domains.is_empty();
        organisation.function_boxes =
            mailboxes.filter(|mailbox| has_none || is_own(mailbox)).collect();
        organisation
    })
}

fn pairing() -> impl Strategy<Value = PairingSettings> {
    let spans = (1..=PairingSettings::MOST_WINDOW_DAYS, 0..=PairingSettings::MOST_RING_S);
    (spans, any::<[bool; 4]>()).prop_map(|((window_days, ignore_rings_under_s), flags)| {
        let [cross_channels, merge_repeats, answered_by_new_call, same_department] = flags;
        PairingSettings {
            window_days,
            ignore_rings_under_s,
            cross_channels,
            merge_repeats,
            answered_by_new_call,
            same_department,
        }
    })
}

fn targets() -> impl Strategy<Value = Vec<GroupTarget>> {
    let target = (
        (option::of(name()), option::of(name())),
        option::of(select(Channel::ALL.to_vec())),
        option::of(select(Origin::ALL.to_vec())),
        0..=1000_u32,
    );
    vec(target, 0..4).prop_map(|all| {
        let mut targets: Vec<GroupTarget> = Vec::new();
        for ((board, department), channel, origin, tenths) in all {
            let percent = Permille::from_percent(f64::from(tenths) / 10.0).unwrap();
            let target = GroupTarget { board, department, channel, origin, percent };
            if !targets.iter().any(|own| own.is_of_the_same(&target)) {
                targets.push(target);
            }
        }
        targets
    })
}

fn rating() -> impl Strategy<Value = Rating> {
    let limits = btree_set(1..=1000_u32, 3);
    prop_oneof![
        Just(Rating::default()),
        (names(3), limits).prop_map(|(words, limits)| {
            let tenths = std::iter::once(0).chain(limits);
            let from = |tenths| Permille::from_percent(f64::from(tenths) / 10.0).unwrap();
            Rating::new(tenths.map(from).zip(words).collect())
        }),
    ]
}

pub(super) fn any_settings() -> impl Strategy<Value = Settings> {
    let ends = prop_oneof![Just((6, 30)), (1..=31_u32).prop_map(|day| (7, day)), Just((8, 31))];
    let rejects = prop_oneof![
        any::<u64>().prop_map(MaxRejects::Rows),
        (0..=1000_u32)
            .prop_map(|t| MaxRejects::Share(Permille::from_percent(f64::from(t) / 10.0).unwrap())),
    ];
    let sources = (names(3), vec(source(), 0..=3)).prop_map(|(names, sources)| {
        names.into_iter().zip(sources).map(|(name, source)| Source { name, ..source }).collect()
    });
    let zone = select(Zone::names().collect::<Vec<_>>());
    let working = (closures(), opening_hours())
        .prop_map(|(closures, hours)| WorkingCalendar::new(closures, hours));
    let files = (vec(name(), 0..3), vec(name(), 0..3), vec(name(), 1..3));
    let own = (organisation(), pairing(), targets(), rating());
    (zone, ends, rejects, policy(), working, files, own, sources).prop_map(
        |(zone, interim_report_ends, max_rejects, policy, working, files, own, sources)| Settings {
            time_zone: Zone::named(zone).unwrap(),
            interim_report_ends,
            max_rejects,
            policy,
            targets: own.2,
            rating: own.3,
            working,
            exemption_files: files.0.into_iter().map(Into::into).collect(),
            register_files: files.1.into_iter().map(Into::into).collect(),
            // Only with own profiles may a source name one that is not built in.
            profile_files: files.2.into_iter().map(Into::into).collect(),
            organisation: own.0,
            pairing: own.1,
            sources,
        },
    )
}
