//! Where the parts of a chart stand: across in percent of the width, so that text keeps its
//! size on a phone, and down in pixels. What they look like is the template's matter.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::render::picture::{Picture, Series};
use crate::render::printed::{HELD_BACK, printable};
use crate::report::ChartKind;

/// A chart, ready for the template.
#[derive(Debug, Serialize)]
pub(super) struct Svg {
    kind: &'static str,
    title: String,
    description: String,
    height: u32,
    /// What tells several series or levels apart.
    legend: Vec<Key>,
    texts: Vec<Text>,
    boxes: Vec<Box>,
    lines: Vec<Line>,
    marks: Vec<Mark>,
}

#[derive(Debug, Serialize)]
struct Key {
    class: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct Text {
    x: String,
    y: u32,
    anchor: &'static str,
    class: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct Box {
    x: String,
    y: u32,
    width: String,
    height: u32,
    class: String,
}

#[derive(Debug, Serialize)]
struct Line {
    x1: String,
    y1: u32,
    x2: String,
    y2: u32,
    class: String,
}

/// A point of a line, with the shape of its series.
#[derive(Debug, Serialize)]
struct Mark {
    x: String,
    y: u32,
    series: usize,
}

/// Series that are told apart; further ones look like the first again.
const SHAPES: usize = 4;

impl Svg {
    /// Lays out a picture.
    pub(super) fn of(picture: &Picture<'_>) -> Self {
        let mut svg = Self {
            kind: "",
            title: printable(&picture.chart.title),
            description: printable(&picture.chart.description),
            height: 0,
            legend: Vec::new(),
            texts: Vec::new(),
            boxes: Vec::new(),
            lines: Vec::new(),
            marks: Vec::new(),
        };
        match picture.kind {
            ChartKind::Bars => svg.bars(picture),
            ChartKind::Trend => svg.trend(picture),
            ChartKind::HeatMap => svg.heat_map(picture),
        }
        if picture.kind != ChartKind::HeatMap && picture.series.len() > 1 {
            let key = |(index, series): (usize, &Series)| Key {
                class: format!("s{}", index % SHAPES),
                text: series.title.clone(),
            };
            svg.legend = picture.series.iter().enumerate().map(key).collect();
        }
        svg
    }

    fn text(&mut self, x: f64, y: u32, anchor: &'static str, class: &str, text: &str) {
        let (class, text) = (class.to_owned(), text.to_owned());
        self.texts.push(Text { x: percent(x), y, anchor, class, text });
    }

    /// Each bar below its label, with its figure at the right end.
    fn bars(&mut self, picture: &Picture<'_>) {
        const LABEL: u32 = 14;
        const BAR: u32 = 11;
        const FIGURE: u32 = 15;
        self.kind = "bars";
        let has_one = picture.series.len() == 1;
        let mut y = 2;
        for (row, label) in picture.labels.iter().enumerate() {
            self.text(0.0, y + LABEL, "start", "label", label);
            if !has_one {
                y += 4;
            }
            for (index, series) in picture.series.iter().enumerate() {
                let Some(point) = series.points.get(row) else { continue };
                if has_one {
                    self.text(1.0, y + LABEL, "end", "figure", &point.text);
                    y += LABEL + 5;
                } else {
                    y += FIGURE;
                    self.text(1.0, y + LABEL - 1, "end", "figure", &point.text);
                    y += 4;
                }
                let track = if has_one { 1.0 } else { 0.86 };
                let wide = picture.part(point.value.unwrap_or(0)) * track;
                self.boxed(0.0, y, track, BAR, "track");
                self.boxed(0.0, y, wide, BAR, &format!("bar s{}", index % SHAPES));
            }
            y += BAR + 12;
        }
        self.height = y;
    }

    fn boxed(&mut self, x: f64, y: u32, width: f64, height: u32, class: &str) {
        let (x, width, class) = (percent(x), percent(width), class.to_owned());
        self.boxes.push(Box { x, y, width, height, class });
    }

    /// A line a series, with its figures where there is one.
    fn trend(&mut self, picture: &Picture<'_>) {
        const TOP: u32 = 28;
        const BOTTOM: u32 = 208;
        const FIRST: f64 = 0.07;
        const LAST: f64 = 0.94;
        const GRID: i64 = 4;
        self.kind = "trend";
        self.height = BOTTOM + 30;
        let count = picture.labels.len();
        let across = |index: usize| match count {
            0 | 1 => (FIRST + LAST) / 2.0,
            _ => FIRST + (LAST - FIRST) * index as f64 / (count - 1) as f64,
        };
        let down =
            |value: i64| BOTTOM - (picture.part(value) * f64::from(BOTTOM - TOP)).round() as u32;
        for step in 0..=GRID {
            let value = (i128::from(picture.top) * i128::from(step) / i128::from(GRID)) as i64;
            let y = down(value);
            self.lines.push(line((0.0, y), (1.0, y), "grid"));
            self.text(0.0, y - 3, "start", "axis", &picture.axis(value));
        }
        let room = desk_room(picture.labels.iter().map(String::as_str));
        for (index, label) in picture.labels.iter().enumerate() {
            if let Some(class) = shown(index, count, room) {
                self.text(across(index), BOTTOM + 20, "middle", &format!("label {class}"), label);
            }
        }
        for (number, series) in picture.series.iter().enumerate() {
            let class = format!("line s{}", number % SHAPES);
            let mut before = None;
            let room = desk_room(series.points.iter().map(|point| point.text.as_str()));
            for (index, point) in series.points.iter().enumerate() {
                // No line over a month without a figure.
                let here = point.value.map(|value| (across(index), down(value)));
                if let (Some(from), Some(to)) = (before, here) {
                    self.lines.push(line(from, to, &class));
                }
                before = here;
                let Some((x, y)) = here else { continue };
                self.marks.push(Mark { x: percent(x), y, series: number % SHAPES });
                if let (1, Some(class)) = (picture.series.len(), shown(index, count, room)) {
                    self.text(x, y - 10, "middle", &format!("figure {class}"), &point.text);
                }
            }
        }
    }

    /// A field a cell, rows downwards.
    fn heat_map(&mut self, picture: &Picture<'_>) {
        const TOP: u32 = 22;
        const ROW: u32 = 28;
        const LABELS: f64 = 0.14;
        self.kind = "heat";
        let count = picture.series.len().max(1);
        let wide = (1.0 - LABELS) / count as f64;
        let rows = picture.labels.len() as u32;
        self.height = TOP + rows * ROW + 4;
        for (row, label) in (0_u32..).zip(&picture.labels) {
            self.text(0.0, TOP + row * ROW + 18, "start", "label", label);
        }
        for (column, series) in picture.series.iter().enumerate() {
            let x = LABELS + wide * column as f64;
            let middle = x + wide / 2.0;
            // Every third title has room on a phone.
            let class = if column % 3 == 0 { "axis" } else { "axis desk" };
            self.text(middle, 14, "middle", class, &series.title);
            for (row, point) in (0_u32..).zip(&series.points) {
                let level = picture.level(point.value);
                let y = TOP + row * ROW;
                // What is held back is told by its sign too, also where figures have no room.
                let (field, figure) = match point.is_held_back {
                    true => ("field held".to_owned(), "figure".to_owned()),
                    false => (format!("field h{level}"), format!("figure desk t{level}")),
                };
                self.boxed(x, y, wide, ROW, &field);
                self.text(middle, y + 18, "middle", &figure, &point.text);
            }
        }
        let keys = picture.levels().into_iter();
        self.legend = keys.map(|(level, text)| Key { class: format!("h{level}"), text }).collect();
        if picture.holds_back() {
            self.legend.insert(0, Key { class: "h0".to_owned(), text: picture.axis(0) });
            let text = format!("{HELD_BACK} {}", picture.held_back());
            self.legend.push(Key { class: "held".to_owned(), text });
        }
    }
}

/// Whether one of `count` texts has room, where `desk` of them have on a desk: everywhere, on a
/// desk only, or nowhere. The last always has.
fn shown(index: usize, count: usize, desk: usize) -> Option<&'static str> {
    const PHONE: usize = 4;
    let from_last = (count - 1).saturating_sub(index);
    let step = count.div_ceil(desk.max(1));
    // What is shown on a phone is shown on a desk too, with even gaps on both.
    let phone_step = step * count.div_ceil(PHONE).div_ceil(step);
    match (from_last.is_multiple_of(phone_step), from_last.is_multiple_of(step)) {
        (true, _) => Some("any"),
        (false, true) => Some("desk"),
        (false, false) => None,
    }
}

/// How many texts of that many characters stand side by side on a desk.
fn desk_room<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    const WIDTH: usize = 700;
    const LETTER: usize = 8;
    WIDTH / (texts.map(|text| text.width()).max().unwrap_or(0) + 2) / LETTER
}

fn line(from: (f64, u32), to: (f64, u32), class: &str) -> Line {
    let class = class.to_owned();
    Line { x1: percent(from.0), y1: from.1, x2: percent(to.0), y2: to.1, class }
}

/// A part of the width.
fn percent(part: f64) -> String {
    format!("{:.2}%", part * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_at_even_gaps_on_a_desk_and_on_a_phone() {
        for count in 1..60 {
            for desk in 1..20 {
                let of = |is_shown: fn(&str) -> bool| -> Vec<usize> {
                    (0..count).filter(|at| shown(*at, count, desk).is_some_and(is_shown)).collect()
                };
                for (told, most) in [(of(|_| true), desk), (of(|class| class == "any"), 4)] {
                    let gaps: Vec<usize> = told.windows(2).map(|pair| pair[1] - pair[0]).collect();
                    assert!(gaps.windows(2).all(|pair| pair[0] == pair[1]), "{count} {desk}");
                    assert!(told.len() <= most.max(1), "{count} {desk}: {told:?}");
                    assert_eq!(told.last(), Some(&(count - 1)));
                }
            }
        }
    }
}
