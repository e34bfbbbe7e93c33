//! The other end of the pipe: starts the reading process, listens, and ends it when it is time.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::frame::{self, FILE, REQUEST_BYTES, Request};
use super::{COMMAND, Limits};
use crate::sheet::{Import, Problem, Progress, ReadOptions, Watch, wire};

/// The watcher is asked at least this often, so that stopping takes no longer.
const TICK: Duration = Duration::from_millis(50);
/// A process that has closed its output is gone after this.
const FAREWELL: Duration = Duration::from_secs(5);
/// Frames that may wait to be taken.
const WAITING: usize = 8;
/// So much of what the process says before it dies is looked at, in bytes.
const LAST_WORDS: u64 = 16 << 10;

const SAVE_AS_XLSX: &str =
    "Open it in Excel, save a copy as Excel Workbook (.xlsx) and use the copy, or ask for a new export.";
const TRY_AGAIN: &str = "Try again; if it happens again, ask for a new export.";
const COPY_HERE: &str =
    "If it is on a network drive, copy it to this computer first. Else ask for a new export.";

/// Reads a file in a process of its own.
pub(super) fn read(
    program: &Path,
    limits: Option<Limits>,
    path: &Path,
    options: &ReadOptions,
    watch: &mut Watch<'_>,
) -> Result<Import, Problem> {
    // A file that cannot be asked about is refused in the process, in words.
    let limits = limits.unwrap_or_else(|| Limits::of(fs::metadata(path).map_or(0, |about| about.len())));
    let mut process = Process::start(program, path)?;
    process.ask(options, limits);
    let heard = process.listen(limits, watch);
    match heard {
        Ok(Err(Problem::OutOfMemory)) => Err(over_memory(limits)),
        Ok(result) => result,
        Err(Ending::Stopped) => Err(Problem::Cancelled),
        Err(Ending::Silent) => {
            let seconds = limits.silence.as_secs();
            let why = format!("the reader did not come further for {seconds} seconds, and was stopped");
            Err(not_safe(why, COPY_HERE))
        }
        Err(Ending::Garbled) => {
            Err(not_safe("the reader did not answer as it should, and was stopped", TRY_AGAIN))
        }
        Err(Ending::TooMuch) => Err(over_memory(limits)),
        Err(Ending::Over) => Err(process.autopsy(limits)),
    }
}

/// How listening ended without an answer.
enum Ending {
    /// The watcher wanted it.
    Stopped,
    /// Nothing came for too long.
    Silent,
    /// What came is no answer.
    Garbled,
    /// More came than can be honest.
    TooMuch,
    /// The process ended.
    Over,
}

/// A reading process. It ends when this does.
struct Process {
    child: Child,
    frames: Receiver<(u8, Vec<u8>)>,
    last_words: Option<JoinHandle<String>>,
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    fn start(program: &Path, path: &Path) -> Result<Process, Problem> {
        let mut command = Command::new(program);
        command.arg(COMMAND).env(FILE, path);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        without_console(&mut command);
        let mut child = command.spawn().map_err(|error| {
            not_safe(format_args!("the reader could not be started ({error})"), "Start the program again.")
        })?;
        let (sender, frames) = sync_channel(WAITING);
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        thread::spawn(move || stdout.map(|stdout| pass_on(stdout, &sender)));
        let last_words = Some(thread::spawn(move || stderr.map(overhear).unwrap_or_default()));
        Ok(Process { child, frames, last_words })
    }

    /// Sends the request. If the process is gone already, its end says why.
    fn ask(&mut self, options: &ReadOptions, limits: Limits) {
        let ReadOptions { sheet, header_row, encoding, password } = options.clone();
        let request = Request { sheet, header_row, encoding, password, limits };
        let mut bytes = Zeroizing::new(Vec::with_capacity(REQUEST_BYTES));
        if serde_json::to_writer(&mut *bytes, &request).is_ok()
            && let Some(mut stdin) = self.child.stdin.take()
        {
            let _ = stdin.write_all(&bytes);
        }
    }

    fn listen(&mut self, limits: Limits, watch: &mut Watch<'_>) -> Result<Result<Import, Problem>, Ending> {
        let mut receiver: Option<wire::Receiver> = None;
        let mut at = Progress { done: 0, total: 0 };
        let mut heard_at = Instant::now();
        let mut bytes_in: u64 = 0;
        loop {
            if watch(at).is_break() {
                return Err(Ending::Stopped);
            }
            let (kind, bytes) = match self.frames.recv_timeout(TICK.min(limits.silence)) {
                Ok(frame) => frame,
                Err(RecvTimeoutError::Timeout) if heard_at.elapsed() >= limits.silence => {
                    return Err(Ending::Silent);
                }
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return Err(Ending::Over),
            };
            heard_at = Instant::now();
            bytes_in += bytes.len() as u64;
            if bytes_in > limits.memory_bytes {
                return Err(Ending::TooMuch);
            }
            match (kind, &mut receiver) {
                (frame::PROGRESS, _) => {
                    let (done, total) = frame::progress_of(&bytes).ok_or(Ending::Garbled)?;
                    at = Progress { done, total };
                }
                (frame::PROBLEM, _) => {
                    return serde_json::from_slice(&bytes).map(Err).map_err(|_| Ending::Garbled);
                }
                (wire::HEAD, None) => {
                    receiver = Some(wire::Receiver::new(&bytes).map_err(|_| Ending::Garbled)?);
                }
                (frame::DONE, Some(_)) => {
                    let receiver = receiver.take().ok_or(Ending::Garbled)?;
                    return receiver.finish().map(Ok).map_err(|_| Ending::Garbled);
                }
                (kind, Some(receiver)) => receiver.take(kind, &bytes).map_err(|_| Ending::Garbled)?,
                (_early, None) => return Err(Ending::Garbled),
            }
        }
    }

    /// Waits for the end of a process that has nothing more to say. One that stays is ended.
    fn end(&mut self) -> Option<ExitStatus> {
        let until = Instant::now() + FAREWELL;
        while Instant::now() < until {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            thread::sleep(TICK);
        }
        self.child.kill().ok()?;
        self.child.wait().ok()
    }

    /// Why the process ended without an answer.
    fn autopsy(&mut self, limits: Limits) -> Problem {
        let status = self.end();
        let words = self.last_words.take().and_then(|words| words.join().ok()).unwrap_or_default();
        // So the standard library says before it aborts.
        if words.contains("memory allocation of") {
            return over_memory(limits);
        }
        if words.contains("overflowed its stack") {
            return not_safe("its parts lie within each other too deep", SAVE_AS_XLSX);
        }
        match status.and_then(signal) {
            Some(24) => {
                let seconds = limits.processor_secs;
                not_safe(format_args!("it took more than {seconds} seconds of work"), SAVE_AS_XLSX)
            }
            Some(number) => {
                not_safe(format_args!("the reader was ended by the system (signal {number})"), TRY_AGAIN)
            }
            None => not_safe("the reader ended without an answer", TRY_AGAIN),
        }
    }
}

fn not_safe(why: impl std::fmt::Display, advice: &'static str) -> Problem {
    Problem::Unsafe { why: why.to_string(), advice: advice.into() }
}

fn over_memory(limits: Limits) -> Problem {
    let megabytes = limits.memory_bytes >> 20;
    not_safe(format_args!("it would need more than {megabytes} MB of memory"), SAVE_AS_XLSX)
}

/// Hands frames on until there are none, or nobody wants them.
fn pass_on(mut stdout: ChildStdout, to: &SyncSender<(u8, Vec<u8>)>) {
    while let Some(read) = frame::read(&mut stdout) {
        if to.send(read).is_err() {
            return;
        }
    }
}

/// What the process says on standard error; it holds no case text.
fn overhear(mut stderr: ChildStderr) -> String {
    let mut words = Vec::new();
    let _ = stderr.by_ref().take(LAST_WORDS).read_to_end(&mut words);
    let _ = io::copy(&mut stderr, &mut io::sink());
    String::from_utf8_lossy(&words).into_owned()
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

/// On Windows a console window would open for a moment.
#[cfg(windows)]
fn without_console(command: &mut Command) {
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    std::os::windows::process::CommandExt::creation_flags(command, CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_console(_: &mut Command) {}
