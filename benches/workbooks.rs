//! How fast a workbook of a hundred thousand calls is read, made on the spot.
//!
//! ```text
//! cargo bench --bench workbooks
//! SVARSTID_BENCH_ROWS=1000000 SVARSTID_BENCH_RUNS=7 cargo bench --bench workbooks
//! ```

// The times go to the terminal of whoever runs the bench.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use svarstid::read::{Archive, sheets};

const HEADER: [&str; 10] = [
    "Ärendenr",
    "Kanal",
    "Inkom",
    "Besvarad",
    "Förvaltning",
    "Ursprung",
    "Från",
    "Till",
    "Samtalstid",
    "Kommentar",
];

/// A workbook of calls: two moments, three numbers and five texts a row.
fn workbook(rows: u32) -> Result<Vec<u8>, Box<dyn Error>> {
    let stamp = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in HEADER.iter().enumerate() {
        sheet.write(0, column as u16, *name)?;
    }
    let first = ExcelDateTime::parse_from_str("2026-01-01 08:00:00")?.to_excel();
    for row in 1..=rows {
        let received = first + f64::from(row) / 1440.0;
        sheet.write(row, 0, row)?;
        sheet.write(row, 1, "telefon")?;
        sheet.write_number_with_format(row, 2, received, &stamp)?;
        sheet.write_number_with_format(row, 3, received + 0.01, &stamp)?;
        sheet.write(row, 4, ["Servicecenter", "Bygg- och miljöförvaltningen"][row as usize % 2])?;
        sheet.write(row, 5, "extern")?;
        sheet.write(row, 6, format!("070-000 00 {:02}", row % 100))?;
        sheet.write(row, 7, "08-555 00 10")?;
        sheet.write(row, 8, row % 600)?;
        sheet.write(row, 9, format!("återringning {row}"))?;
    }
    Ok(book.save_to_buffer()?)
}

fn setting(name: &str, default: u32) -> Result<u32, Box<dyn Error>> {
    Ok(std::env::var(name).map_or(Ok(default), |text| text.parse())?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let rows = setting("SVARSTID_BENCH_ROWS", 100_000)?;
    let runs = setting("SVARSTID_BENCH_RUNS", 5)?;
    let bytes = workbook(rows)?;
    println!("{rows} rows of {} cells, {:.1} MB", HEADER.len(), bytes.len() as f64 / 1e6);
    let (mut unpacked, mut read) = (f64::MAX, f64::MAX);
    for _ in 0..runs {
        // The yardstick: what is left when nothing of it is understood.
        let started = Instant::now();
        let archive = Archive::open(bytes.clone())?;
        for index in 0..archive.members().len() {
            std::io::copy(&mut archive.unpack(index), &mut std::io::sink())?;
        }
        unpacked = unpacked.min(started.elapsed().as_secs_f64());

        let started = Instant::now();
        let known = |name: &str| name == "Inkom";
        let sheet = sheets(bytes.clone(), None)?.remove(0);
        let table = sheet.into_grid(&known, None)?.ok_or("no header")?;
        read = read.min(started.elapsed().as_secs_f64());
        if black_box(&table).grid.len() != rows as usize {
            return Err(format!("{} rows of {rows}", table.grid.len()).into());
        }
    }
    println!("unpacked alone {:>8.1} ms", unpacked * 1e3);
    println!("read           {:>8.1} ms, best of {runs}", read * 1e3);
    Ok(())
}
