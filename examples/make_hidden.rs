//! Writes the made-up workbook that holds everything a workbook can hide: `cargo run --example make_hidden --
//! FILE.xlsm`. The picture of the intake report in `docs/pictures` shows it.

#[path = "../tests/sheet/support/mod.rs"]
mod sheet_support;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "everything.xlsm".to_owned());
    std::fs::write(path, sheet_support::everything::everything().bytes())
}
