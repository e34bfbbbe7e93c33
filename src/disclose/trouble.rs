//! What the system says when something cannot be written, in words that tell what to do.

use std::io;

/// Why a file or folder cannot be used, and what to do about it; goes on from its name, without a full stop.
pub(super) fn why(error: &io::Error) -> String {
    let kind = error.kind();
    let known = KNOWN.iter().find(|(kinds, _)| kinds.contains(&kind));
    known.map_or_else(
        || format!("the system says “{error}”. Try again, or choose another folder"),
        |(_, told)| (*told).to_owned(),
    )
}

const KNOWN: &[(&[io::ErrorKind], &str)] = &[
    (
        &[io::ErrorKind::NotFound],
        "the folder is not there. Check that its drive or share is connected, or choose another folder",
    ),
    (
        &[io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem],
        "the system does not allow writing there. Choose another folder",
    ),
    (
        &[io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded],
        "there is no room left there. Make room or choose another folder",
    ),
    (&[io::ErrorKind::NotADirectory], "a part of the path is a file. Choose another folder"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_is_told_whatever_the_system_says() {
        for kind in [
            io::ErrorKind::NotFound,
            io::ErrorKind::PermissionDenied,
            io::ErrorKind::StorageFull,
            io::ErrorKind::NotADirectory,
            io::ErrorKind::TimedOut,
        ] {
            let told = why(&kind.into());
            assert!(told.contains("hoose another folder") && !told.ends_with('.'), "{told}");
            assert!(!told.contains("os error") && !told.contains("No such"), "{told}");
        }
    }
}
