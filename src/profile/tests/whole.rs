//! Whole profiles: what each of their lines becomes.

use crate::calendar::Zone;
use crate::profile::language::{
    Cell, Condition, Family, Format, Header, Ignored, KeyKind, Layout, Profile, Ragged, Rule,
    Shift, Slot, SourceZone, SpanText, Strategy, Subject, Test, Text, Unit, Unknown,
};

pub(super) const CICERON: &str = include_str!("ciceron.toml");
pub(super) const ASTERISK: &str = include_str!("asterisk.toml");
pub(super) const EXO: &str = include_str!("exo.toml");

pub(super) fn parsed(text: &str) -> Profile {
    Profile::parse(text).unwrap_or_else(|complaints| panic!("{complaints:#?}"))
}

fn rule(profile: &Profile, slot: Slot) -> &Rule {
    &profile.fields.iter().find(|(own, _)| *own == slot).unwrap().1
}

fn cells(names: &[&str]) -> Vec<Cell> {
    names.iter().map(|name| Cell { name: (*name).to_owned(), nth: 1 }).collect()
}

#[test]
fn a_diarium_without_quotes_has_bare_dates_by_direction() {
    let profile = parsed(CICERON);
    assert_eq!((profile.name.as_str(), &profile.family), ("ciceron-test", &Family::Events));
    assert_eq!(profile.text, CICERON);
    assert_eq!(profile.detect.header_sets, [["diarienr", "atgardsnr", "ink_utg"]]);
    assert_eq!(profile.input.nulls, ["NULL"]);
    let Format::Table(form) = &profile.input.format else { panic!("a table") };
    assert_eq!((form.delimiter, form.is_quoted), (Some('¤'), false));
    assert_eq!((&form.header, form.ragged), (&Header::Found, Ragged::Reject));

    let at = rule(&profile, Slot::At);
    let incoming = cells(&["ink_dat", "reg_dat"]);
    let (outgoing, other) = (cells(&["utg_dat", "reg_dat"]), cells(&["reg_dat"]));
    assert_eq!(at.source, Text::ByDirection { incoming, outgoing, other });
    assert_eq!(at.substr, Some((0, 10)));
    let moment = at.moment.as_ref().unwrap();
    assert_eq!(moment.layouts, [Layout::Pattern("%Y-%m-%d".to_owned())]);
    assert_eq!(moment.zone, SourceZone::Fixed(Zone::STOCKHOLM));
    assert!(moment.is_date_only && !moment.midnight_means_day);

    assert_eq!(rule(&profile, Slot::Case).kind, KeyKind::CaseNumber);
    assert_eq!(rule(&profile, Slot::Channel).source, Text::Constant("letter".to_owned()));
    let words = rule(&profile, Slot::Direction).words.as_ref().unwrap();
    assert!(words.exact.contains(&("EXP".to_owned(), "out".to_owned())));
    assert_eq!(words.unknown, Unknown::Reject);
    let [(Condition::All(all), Ignored::Unsent)] = profile.drop.as_slice() else { panic!() };
    assert!(matches!(
        &all[1],
        Condition::Test { subject: Subject::Slot(Slot::To), test: Test::Empty }
    ));
    let pairing = profile.pairing.unwrap();
    assert_eq!((pairing.strategies, pairing.window_days), (vec![Strategy::Case], Some(180)));
    assert!(!pairing.once && pairing.opener.is_none() && profile.collapse.is_none());
}

#[test]
fn calls_without_a_header_name_their_columns_and_derive_the_answer() {
    let profile = parsed(ASTERISK);
    let Format::Table(form) = &profile.input.format else { panic!("a table") };
    let Header::None { columns, required } = &form.header else { panic!("no header") };
    assert_eq!((columns.len(), *required, columns[19].as_str()), (21, 17, "linkedid"));
    let answered = rule(&profile, Slot::Answered).moment.as_ref().unwrap();
    let shift = |name: &str, sign| {
        let span = SpanText::Column(cells(&[name]).remove(0), Unit::SECONDS);
        Shift { span, sign }
    };
    assert_eq!(answered.plus, [shift("duration", 1), shift("billsec", -1)]);
    assert_eq!(
        (&answered.layouts[..], answered.zone),
        (&[Layout::Usual(None)][..], SourceZone::Site)
    );
    let group = &rule(&profile, Slot::Group).source;
    assert_eq!(*group, Text::Coalesce(cells(&["linkedid", "uniqueid"])));
    let Some(Condition::All(all)) = profile.collapse.unwrap().answered_when else { panic!() };
    assert!(matches!(&all[2], Condition::Not(_)));
    assert!(matches!(&all[1], Condition::Test { test: Test::Above(limit), .. } if *limit == 0.0));
}

#[test]
fn a_trace_of_mail_has_two_headers_and_two_separators() {
    let profile = parsed(EXO);
    assert_eq!(profile.detect.header_sets.len(), 2);
    let to = rule(&profile, Slot::To);
    assert_eq!(to.source, Text::Column(cells(&["recipient_status", "RecipientAddress"])));
    assert_eq!((to.split.join(" "), to.kind), ("; ##".to_owned(), KeyKind::Email));
    let [(Condition::Any(any), Ignored::Automatic)] = profile.drop.as_slice() else { panic!() };
    assert_eq!(any.len(), 2);
    assert!(profile.collapse.is_some());
}

#[test]
fn a_rule_may_have_every_step() {
    let text = EXO.replace(
        "id = { from",
        r#"reply_to = { template = "{{{a}-{b#2}}}", regex = "^(.+)$" }
channel = { from = "x", map_regex = [["^wa:", "chat"]], on_empty = "sms", on_unknown = "= web" }
id = { from"#,
    );
    let profile = parsed(&text.replace("channel = \"email\"\n", ""));
    let channel = rule(&profile, Slot::Channel).words.as_ref().unwrap();
    assert_eq!(channel.patterns[0].1, "chat");
    assert_eq!(channel.empty.as_deref(), Some("sms"));
    assert_eq!(channel.unknown, Unknown::Means("web".to_owned()));
    let reply = rule(&profile, Slot::ReplyTo);
    assert_eq!(reply.kind, KeyKind::MessageId);
    assert!(reply.pattern.is_some());
    let Text::Template(pieces) = &reply.source else { panic!("a template") };
    assert_eq!(format!("{pieces:?}").matches("Cell {").count(), 2);
    assert!(format!("{pieces:?}").contains("nth: 2"));
}

#[test]
fn a_refused_profile_has_advice_and_nothing_to_read() {
    let profile = parsed(
        "name = \"outlook\"\ntitle = \"Outlook CSV\"\nfamily = \"refused\"\nadvice = \"it has no \
         dates\"\n[detect]\nheader = [\"Subject\", \"Body\"]\n",
    );
    assert_eq!(profile.family, Family::Refused { advice: "it has no dates".to_owned() });
    assert!(profile.fields.is_empty());
}

#[test]
fn xml_json_and_mail_are_read_by_paths() {
    let with = |detect: &str, input: &str| {
        let text = EXO.lines().map(|line| match line {
            line if line.starts_with("header = ") => detect,
            line => line,
        });
        let text: Vec<&str> = text.collect();
        parsed(&format!("{}\n[input]\n{input}\n", text.join("\n"))).input.format
    };
    let xml = with("xml_root = [\"smses\"]", "format = \"xml\"\nrecords = [\"smses/sms\"]");
    assert!(matches!(xml, Format::Xml { records } if records == ["smses/sms"]));
    let json = with("json_keys = [\"id\"]", "format = \"json\"\nrecords = \"data\"");
    assert!(matches!(json, Format::Json { records } if records == "data"));
    assert!(matches!(with("mail = true", "format = \"mail\""), Format::Mail));
}
