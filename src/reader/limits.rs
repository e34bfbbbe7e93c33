//! What a reading process may take. It sets its own limits before it looks at the file.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A file of any size may take so much memory,
const MEMORY_BASE: u64 = 1 << 30;
/// and so many times its own size. A table takes up to three times its text, and text is packed
/// to a fifth or less.
const MEMORY_PER_BYTE: u64 = 6;
/// Seconds on the processor, for a file of any size and for each megabyte of it. An honest
/// workbook takes a tenth of that on an old computer.
const PROCESSOR_BASE: u64 = 30;
const PROCESSOR_PER_MEGABYTE: u64 = 4;
/// A reading process says how far it is; one that says nothing for so long, and for a second
/// longer with each megabyte, hangs.
const SILENCE_BASE: u64 = 30;

/// Limits of a reading process.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of memory, and of what it may answer.
    pub memory_bytes: u64,
    /// Seconds on the processor.
    pub processor_secs: u64,
    /// How long it may say nothing.
    pub silence: Duration,
}

impl Limits {
    /// The limits for a file of so many bytes.
    pub fn of(byte_len: u64) -> Limits {
        let megabytes = byte_len >> 20;
        Limits {
            memory_bytes: MEMORY_BASE.saturating_add(byte_len.saturating_mul(MEMORY_PER_BYTE)),
            processor_secs: PROCESSOR_BASE + megabytes.saturating_mul(PROCESSOR_PER_MEGABYTE),
            silence: Duration::from_secs(SILENCE_BASE + megabytes),
        }
    }

    /// Holds this process to the limits, and to leaving nothing on the disk: no file, and no core
    /// dump, which would be case text. Where the system has no such limit, the plain checks of the
    /// readers and the patience of who started this process remain.
    #[cfg(unix)]
    pub(super) fn hold(&self) {
        use rustix::process::{Resource, Rlimit, setrlimit};

        let fixed = |most: u64| Rlimit { current: Some(most), maximum: Some(most) };
        // The system ends a process at the first number with a signal of its own.
        let processor = Rlimit {
            current: Some(self.processor_secs),
            maximum: Some(self.processor_secs.saturating_add(5)),
        };
        let limits = [
            (Resource::As, fixed(self.memory_bytes)),
            (Resource::Cpu, processor),
            (Resource::Core, fixed(0)),
            (Resource::Fsize, fixed(0)),
        ];
        for (resource, limit) in limits {
            // A system may know a limit and not hold it; then the others still count.
            let _ = setrlimit(resource, limit);
        }
    }

    /// This system offers no such limits to a program without unsafe code.
    #[cfg(not(unix))]
    pub(super) fn hold(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_grow_with_the_file() {
        let small = Limits::of(1000);
        assert_eq!((small.memory_bytes >> 20, small.processor_secs), (1024, 30));
        let large = Limits::of(3 << 30);
        assert_eq!((large.memory_bytes >> 30, large.processor_secs), (19, 30 + 3072 * 4));
        assert!(large.silence > small.silence);
    }
}
