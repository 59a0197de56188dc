//! The `svarstid` command.

fn main() {}
