//! Charts in a terminal: bars, sparklines and heat maps of block characters. Each says its
//! figures in digits too, and none needs colour.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::render::picture::{LEVELS, Picture, Point, Series};
use crate::render::printed::printable;
use crate::report::{ChartKind, Lang, Table};

use super::{GAP, Style, strong, write_wrapped};

/// Writes the chart of a table, where it has one that a terminal shows.
pub(super) fn write(
    table: &Table<'_>,
    lang: Lang,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !table.chart.as_ref().is_some_and(|chart| chart.in_terminal) {
        return Ok(());
    }
    let Some(picture) = Picture::of(table, lang) else { return Ok(()) };
    writeln!(out)?;
    write_wrapped("", &strong(&printable(&picture.chart.title), style), style.width, out)?;
    match picture.kind {
        ChartKind::Bars => bars(&picture, style.width, out),
        ChartKind::Trend => trends(&picture, lang, style.width, out),
        ChartKind::HeatMap => heat_map(&picture, lang, style.width, out),
    }
}

/// What stands where a figure is held back: another sign than that of none.
const HELD_BACK: char = '×';

/// A row a bar, its figure in front of it.
fn bars(picture: &Picture<'_>, width: usize, out: &mut dyn Write) -> io::Result<()> {
    /// A longer bar shows no more.
    const LONGEST: usize = 50;
    let has_one = picture.series.len() == 1;
    let names = || match has_one {
        true => picture.labels.iter().map(String::as_str).collect::<Vec<_>>(),
        false => picture.series.iter().map(|series| series.title.as_str()).collect(),
    };
    let name_width = widest(names().into_iter()).min(width * 2 / 5);
    let points = picture.series.iter().flat_map(|series| &series.points);
    let figure_width = widest(points.map(|point| point.text.as_str()));
    let indent = if has_one { 0 } else { GAP };
    let room = width.saturating_sub(indent + name_width + figure_width + 2 * GAP).min(LONGEST);
    for (row, label) in picture.labels.iter().enumerate() {
        if !has_one {
            writeln!(out, "{}", cut(label, width))?;
        }
        for series in &picture.series {
            let Some(point) = series.points.get(row) else { continue };
            let name = cut(if has_one { label } else { &series.title }, name_width);
            let line = format!(
                "{}{name}{}{}{}  {}",
                " ".repeat(indent),
                " ".repeat(name_width - name.width() + GAP),
                " ".repeat(figure_width - point.text.width()),
                point.text,
                bar(point.value.map_or(0.0, |value| picture.part(value)), room),
            );
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

/// A bar of `part` of `room`, to an eighth of a character.
fn bar(part: f64, room: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (part * room as f64 * 8.0).round() as usize;
    // What is more than nothing is seen.
    let eighths = if part > 0.0 { eighths.max(1) } else { 0 };
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

/// A line a series: a character a point, all from the same lowest figure to the same highest.
fn trends(picture: &Picture<'_>, lang: Lang, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let points = picture.series.iter().flat_map(|series| &series.points);
    let values = || points.clone().filter_map(|point| point.value);
    let (Some(low), Some(high)) = (values().min(), values().max()) else { return Ok(()) };
    let names = picture.series.iter().map(|series| series.title.as_str());
    let name_width = widest(names).min(width / 3);
    for series in &picture.series {
        trend(picture, series, (low, high), name_width, lang, width, out)?;
    }
    Ok(())
}

/// One line, and its own lowest and highest figures.
fn trend(
    picture: &Picture<'_>,
    series: &Series,
    (low, high): (i64, i64),
    name_width: usize,
    lang: Lang,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let block = |value: i64| match high - low {
        0 => BLOCKS[3],
        range => BLOCKS[(i128::from(value - low) * 7 / i128::from(range)) as usize],
    };
    let sign = |point: &Point| match (point.value, point.is_held_back) {
        (Some(value), _) => block(value),
        (None, true) => HELD_BACK,
        (None, false) => '·',
    };
    let line: Vec<char> = series.points.iter().map(sign).collect();
    let name = cut(&series.title, name_width);
    let lead = format!("{name}{}", " ".repeat(name_width - name.width() + GAP));
    let indent = " ".repeat(lead.width());
    for (index, part) in line.chunks(width - lead.width()).enumerate() {
        let lead = if index == 0 { &lead } else { &indent };
        writeln!(out, "{lead}{}", part.iter().collect::<String>())?;
    }
    let told = series.points.iter().zip(&picture.labels);
    let mut told =
        told.filter_map(|(point, label)| Some((point.value?, point.text.as_str(), label)));
    let (lowest, highest, latest) = (
        told.clone().min_by_key(|own| own.0),
        // The latest of several that are as high.
        told.clone().max_by_key(|own| own.0),
        told.next_back(),
    );
    let (Some(lowest), Some(highest), Some(latest)) = (lowest, highest, latest) else {
        return Ok(());
    };
    let words = lang.pick(["lägst", "högst", "senast"], ["lowest", "highest", "latest"]);
    let ends = [lowest, highest, latest];
    // Where all are the same there is no lowest.
    let from = if lowest.0 == highest.0 { 2 } else { 0 };
    // With its parentheses and a comma, a name fits on a line of its own.
    let room = width.saturating_sub(indent.width() + 3);
    let said = words.iter().zip(ends).skip(from);
    let said: Vec<String> = said
        .map(|(word, (_, text, label))| format!("{word} {text} ({})", cut(label, room)))
        .collect();
    let said = said.join(", ");
    // What is held back may be lower or higher.
    let said = match line.contains(&HELD_BACK) {
        true => {
            let of = lang.pick("av det som visas", "of what is shown");
            format!("{of}: {said}; {HELD_BACK}\u{a0}{}", picture.held_back())
        }
        false => said,
    };
    write_wrapped(&indent, &said, width, out)
}

/// Fields side by side, and what each shade means.
fn heat_map(
    picture: &Picture<'_>,
    lang: Lang,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    const SHADES: [char; LEVELS as usize + 1] = ['·', '░', '▒', '▓', '█'];
    /// Columns of a field, the widest first.
    const FIELDS: [usize; 3] = [4, 3, 2];
    let title_width = widest(picture.series.iter().map(|series| series.title.as_str()));
    let label_width = widest(picture.labels.iter().map(String::as_str)).min(width / 3);
    let room = width - label_width - GAP;
    let fits = |field: &usize| field * picture.series.len() <= room;
    let field = FIELDS.into_iter().filter(|own| *own <= title_width + 2).find(fits).unwrap_or(1);
    // Titles stand above their field, as many as have room.
    let step = (title_width + 1).div_ceil(field);
    for part in picture.series.chunks(room / field) {
        let mut titles = String::new();
        for (index, series) in part.iter().enumerate().step_by(step) {
            let at = index * field;
            titles.push_str(&" ".repeat(at.saturating_sub(titles.width())));
            titles.push_str(&series.title);
        }
        let indent = " ".repeat(label_width + GAP);
        writeln!(out, "{indent}{}", cut(&titles, room))?;
        for (row, label) in picture.labels.iter().enumerate() {
            let name = cut(label, label_width);
            let shade = |series: &Series| {
                let point = series.points.get(row);
                let sign = match point.is_some_and(|point| point.is_held_back) {
                    true => HELD_BACK,
                    false => SHADES[picture.level(point.and_then(|own| own.value)) as usize],
                };
                sign.to_string().repeat(field)
            };
            let fields: String = part.iter().map(shade).collect();
            writeln!(out, "{name}{}{fields}", " ".repeat(label_width - name.width() + GAP))?;
        }
    }
    let none = lang.pick("inga", "none");
    let mut key = vec![format!("{} {none}", SHADES[0])];
    let levels = picture.levels().into_iter();
    key.extend(levels.map(|(level, range)| format!("{}\u{a0}{range}", SHADES[level as usize])));
    key.extend(picture.holds_back().then(|| format!("{HELD_BACK}\u{a0}{}", picture.held_back())));
    write_wrapped("", &key.join("  "), width, out)
}

fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// `text` in at most `width` columns; what is cut off is a dot of three.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let has_room = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    let kept: String = text.chars().take_while(has_room).collect();
    kept + "…"
}

#[cfg(test)]
mod tests;
