//! The reading process: takes a request from standard input, and answers on standard output.

use std::io::{self, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::frame::{self, FILE, REQUEST_BYTES, Request};
use crate::sheet::{self, ReadOptions, wire};

/// A sign of life comes at least this often while the file is read.
const PULSE: Duration = Duration::from_millis(250);

/// Does what the hidden command [`super::COMMAND`] is for. The sentence says why it could not; it is
/// for those who run the command by hand.
pub fn serve() -> Result<(), String> {
    let by_hand = || format!("{} is for the program's own use.", super::COMMAND);
    let path = std::env::var_os(FILE).ok_or_else(by_hand)?;
    let mut request = Zeroizing::new(Vec::with_capacity(REQUEST_BYTES));
    io::stdin().lock().take(REQUEST_BYTES as u64).read_to_end(&mut request).map_err(|_| by_hand())?;
    let request: Request = serde_json::from_slice(&request).map_err(|_| by_hand())?;
    let Request { sheet, header_row, encoding, password, limits } = request;
    limits.hold();
    let options = ReadOptions { sheet, header_row, encoding, password };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    answer(Path::new(&path), &options, &mut out).map_err(|error| error.to_string())
}

fn answer(path: &Path, options: &ReadOptions, out: &mut impl Write) -> io::Result<()> {
    let mut told = (0, Instant::now());
    let read = sheet::read(path, options, &mut |at| {
        let permille = at.done.saturating_mul(1000) / at.total.max(1);
        if permille == told.0 && told.1.elapsed() < PULSE {
            return ControlFlow::Continue(());
        }
        told = (permille, Instant::now());
        let sent = frame::write(out, frame::PROGRESS, &frame::progress(at.done, at.total));
        // Nobody listens any more.
        if sent.and_then(|()| out.flush()).is_err() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    match read {
        Ok(import) => {
            wire::send(import, &mut |kind, bytes| frame::write(out, kind, bytes))?;
            frame::write(out, frame::DONE, b"")?;
        }
        Err(error) => frame::write(out, frame::PROBLEM, &serde_json::to_vec(&error.problem)?)?,
    }
    out.flush()
}
