//! `withheld verify`: proves an existing disclosure again.

use std::path::PathBuf;

use super::args::{FileOptions, KeyOptions};
use super::exit::{Failure, NOT_PROVEN, print};
use super::{case, load};
use crate::detect::Cancel;
use crate::disclose::{Certificate, Secrets, VerifyError, build, build_info, pack, verify_pack};
use crate::review::{Policy, Workspace};
use crate::store::{self, CaseFile, Head};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The release folder
    dir: PathBuf,
    /// The case file or spreadsheet it was made from
    #[arg(long, value_name = "CASE")]
    against: PathBuf,
    #[command(flatten)]
    options: FileOptions,
    #[command(flatten)]
    key: KeyOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { dir, against, options, key } = args;
    let certificate = pack::read_certificate(dir).map_err(failure)?;
    let workspace = if store::is_case_file(against) {
        let key = case::key_to_open(against, key)?;
        let file = CaseFile::open_to_read(against, &key).map_err(case::failure)?;
        as_released(&file, &certificate)?
    } else {
        load::searched(load::import(against, options)?, load::phrases(options.phrases.as_deref())?)?
    };
    let policy = if certificate.draft { Policy::Draft } else { Policy::Final };
    let disclosure = build(&workspace, policy, &build_info(certificate.released_at));
    let secrets = Secrets::collect(&workspace, policy);
    let report = verify_pack(dir, &disclosure, &[], &secrets, &Cancel::default()).map_err(failure)?;
    for failure in &report.failures {
        print(failure)?;
    }
    if !report.is_clean() {
        let count = report.failure_count;
        return Err(Failure::new(
            NOT_PROVEN,
            format_args!(
                "Not proven: {count} things are not as they were released. Do not send this folder."
            ),
        ));
    }
    print(format_args!("Proven: {} files, {} cells.", report.files.len(), report.cells))
}

/// The case as it was at the release: later decisions do not count.
fn as_released(file: &CaseFile, certificate: &Certificate) -> Result<Workspace, Failure> {
    let not_this = || {
        Failure::new(
            NOT_PROVEN,
            "The state named in the certificate is not in this case file: it is another case, or the file was put \
             back to an earlier state.",
        )
    };
    let named = certificate.chain_head.clone().ok_or_else(not_this)?;
    let head = Head { sequence: named.sequence, sha256: named.sha256 };
    let loaded = file.load_until(&head).map_err(case::failure)?.ok_or_else(not_this)?;
    case::replay(loaded)
}

fn failure(error: VerifyError) -> Failure {
    match &error {
        VerifyError::Io(_) | VerifyError::Cancelled => Failure::wrong_use(format_args!("{error}.")),
        VerifyError::Certificate => Failure::new(NOT_PROVEN, format_args!("{error}.")),
    }
}
