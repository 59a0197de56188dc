//! The yardstick of the speed figures: a bare `csv::ByteRecord` loop over one file, as a program
//! of its own, so that whole processes are compared ([`benches/peers/run`]).
//!
//! ```text
//! cargo run --release --example bare_csv -- big.csv
//! ```
//!
//! It prints the number of rows and looks at no cell. Nothing that reads CSV through the crate
//! `csv` on one core, and does something with it, can be faster than this.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufReader, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let log = std::env::args_os().nth(1).ok_or("which file?")?;
    // The buffer that is fastest for the loop; larger ones are no faster.
    let mut reader = csv::Reader::from_reader(BufReader::with_capacity(1 << 16, File::open(log)?));
    let mut record = csv::ByteRecord::new();
    let mut rows = 0_u64;
    while reader.read_byte_record(&mut record)? {
        black_box(&record);
        rows += 1;
    }
    writeln!(io::stdout(), "{rows}")?;
    Ok(())
}
