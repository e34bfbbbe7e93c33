//! Size and SHA-256 of a file as it lies on disk.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::text::hex;

const BUFFER_BYTES: usize = 1 << 18;

/// Size in bytes, and SHA-256 in lower-case hex.
pub(super) fn fingerprint(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    let mut byte_len = 0;
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok((byte_len, hex(&hash.finalize())));
        }
        hash.update(buffer.get(..count).unwrap_or(&[]));
        byte_len += count as u64;
    }
}
