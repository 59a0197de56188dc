//! Figures (SPEC 6): counts, shares and times of a group of judged contacts.

use super::audit::Judged;

/// The columns of `audit --format csv` behind those of `--by`.
pub(crate) const COLUMNS: [&str; 11] = [
    "contacts",
    "met",
    "late",
    "overdue",
    "pending",
    "exempt",
    "unregulated",
    "met_percent",
    "p50_hours",
    "p90_hours",
    "max_hours",
];

/// Seconds as hours with two decimals, half up.
pub(crate) fn hours(seconds: i64) -> String {
    let hundredths = seconds / 36 + i64::from(seconds % 36 >= 18);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A share with one decimal, half up; 100.0 only if all are, 0.0 only if none is.
pub(crate) fn percent(met: usize, judged: usize) -> String {
    if judged == 0 {
        return String::new();
    }
    let (tenths, rest) = (met * 1000 / judged, met * 1000 % judged);
    let mut tenths = if rest * 2 >= judged { tenths + 1 } else { tenths };
    if tenths == 1000 && met < judged {
        tenths = 999;
    }
    if tenths == 0 && met > 0 {
        tenths = 1;
    }
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The smallest observed time within which at least `percent` of the judged were answered.
fn quantile(times: &[i64], judged: usize, percent: usize) -> String {
    let within = |time: i64| times.iter().filter(|own| **own <= time).count();
    // Times are sorted, so the first that is enough is the smallest.
    let first = times.partition_point(|time| within(*time) * 100 < judged * percent);
    times.get(first).map_or(String::new(), |time| hours(*time))
}

/// The figures of a group, in the order of the columns.
pub(crate) fn figures(group: &[&Judged]) -> Vec<String> {
    let count = |verdict: &str| group.iter().filter(|own| own.verdict == verdict).count();
    let verdicts = ["met", "late", "overdue", "pending", "exempt", "unregulated"];
    let judged = count("met") + count("late") + count("overdue");
    let is_judged = |own: &&&Judged| ["met", "late", "overdue"].contains(&own.verdict);
    let mut times: Vec<i64> =
        group.iter().filter(is_judged).filter_map(|own| own.to_answer_s).collect();
    times.sort_unstable();
    let mut figures = vec![group.len().to_string()];
    figures.extend(verdicts.map(|verdict| count(verdict).to_string()));
    figures.push(percent(count("met"), judged));
    figures.push(quantile(&times, judged, 50));
    figures.push(quantile(&times, judged, 90));
    figures.push(times.last().map_or(String::new(), |time| hours(*time)));
    figures
}

/// A field as RFC 4180 writes it.
pub(crate) fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

/// A field of text from the input: what a spreadsheet would take for a formula gets an
/// apostrophe in front.
pub(crate) fn foreign(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@']) {
        true => field(&format!("'{text}")),
        false => field(text),
    }
}

/// Where a name stands in Swedish order: å, ä and ö last, whatever case; spaces and signs first.
pub(crate) fn order(name: &str) -> Vec<u32> {
    let place = |c: char| match c {
        'å' => 1000,
        'ä' => 1001,
        'ö' => 1002,
        c if c.is_alphabetic() => 100 + c as u32,
        // Before letters: the space, then the dash, then what is no word at all.
        ' ' => 0,
        '-' => 1,
        '(' => 2,
        c => 3 + c as u32 % 10,
    };
    name.to_lowercase().chars().map(place).collect()
}
