//! An example that has everything, to try a template on before any log is read.

use super::context::{
    BusiestWords, ComparisonWords, Context, FieldWords, FiguresWords, GuidelineWords, PartWords,
    PeriodWords, QualityWords, ReadingsWords, TargetWords,
};
use crate::report::Lang;

impl Context {
    /// Figures of nobody.
    pub(super) fn example(lang: Lang) -> Self {
        let text = str::to_owned;
        let figures = |name: &str| FiguresWords {
            name: text(name),
            contacts: Some(12),
            met: Some(7),
            late: Some(2),
            overdue: Some(1),
            pending: Some(1),
            exempt: Some(1),
            unregulated: Some(0),
            judged: Some(10),
            missed: Some(3),
            percent: Some(text("70,0")),
            median: Some(text("4,00")),
            p90: Some(text("30,00")),
            rating: Some(text("OK")),
            change: Some(text("higher")),
            ..FiguresWords::default()
        };
        let period = |name: &str| PeriodWords {
            name: text(name),
            first: text("2026-01-01"),
            last: text("2026-08-31"),
        };
        let part = |id: &str| PartWords {
            id: text(id),
            name: text(id),
            contacts: Some(2),
            percent: Some(text("20,0")),
        };
        Self {
            lang: lang.id(),
            board: Some(text("Nämnden")),
            guideline: GuidelineWords {
                name: text("Riktlinjer"),
                authority: text("Kommunen"),
                reference: text("KS/1"),
            },
            period: Some(period("2026-delår")),
            receipts: Some(period("")),
            as_of: Some(text("2026-08-31T23:59:59+02:00")),
            min_n: Some(5),
            total: figures("Totalt"),
            without_exemptions: Some(text("65,0")),
            departments: vec![figures("A"), figures("B")],
            highest: vec![figures("A")],
            lowest: vec![figures("B")],
            boards: vec![figures("Nämnden")],
            channels: vec![figures("e-post, extern")],
            months: vec![figures("2026-01"), figures("2026-02")],
            targets: vec![TargetWords {
                name: text("alla kontakter"),
                wanted: text("90,0"),
                percent: Some(text("70,0")),
                result: text("missed"),
            }],
            comparison: Some(ComparisonWords {
                name: text("2025-delår"),
                percent: Some(text("60,0")),
                judged: Some(10),
                change: Some(text("higher")),
                higher: vec![text("A")],
                lower: vec![text("B")],
                departments: 2,
                compared: 2,
                other_reading: Some(text("rolled")),
            }),
            times: vec![part("within-hour"), part("same-day")],
            busiest: Some(BusiestWords {
                fields: vec![FieldWords { weekday: text("måndag"), hour: text("10–11") }],
                contacts: 2,
                bare_dates: true,
                held_back: true,
            }),
            reasons: vec![part("unanswered")],
            exemptions: vec![part("beslut")],
            readings: ReadingsWords {
                own: text("default"),
                lowest: Some(text("60,0")),
                highest: Some(text("80,0")),
                same_outcomes: false,
                cannot_apply: vec![text("closing")],
            },
            quality: QualityWords {
                files: 1,
                rows: 14,
                rejected: 1,
                rejected_percent: Some(text("7,1")),
                duplicates: 1,
                outside_period: 0,
                after_as_of: 0,
                gaps: vec![text("…")],
                elsewhere: 3,
            },
        }
    }
}
