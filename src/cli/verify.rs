//! `withheld verify`: proves an existing disclosure again.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::args::{FileOptions, KeyOptions};
use super::exit::{Failure, NOT_PROVEN, output_failed, print};
use super::{case, load};
use crate::detect::Cancel;
use crate::disclose::proof::{KEY_BYTES, keyed_hashes};
use crate::disclose::{
    Certificate, Secrets, VerifyError, build, build_info, pack, pack_documents, release_documents,
    verify_pack,
};
use crate::law::texts_in_use;
use crate::review::{Policy, Workspace};
use crate::store::{self, CaseFile, Head};
use crate::text::hex;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The release folder
    dir: PathBuf,
    /// The case file or spreadsheet it was made from
    #[arg(long, value_name = "CASE")]
    against: PathBuf,
    /// Then print keyed hashes of the withheld strings, one a line, for an independent tool, and
    /// nothing else but the key, if it is made for the occasion
    #[arg(long)]
    independent: bool,
    /// Key of these hashes, in a file; a fresh one unless given
    #[arg(long, value_name = "FILE", requires = "independent")]
    hash_key: Option<PathBuf>,
    #[command(flatten)]
    options: FileOptions,
    #[command(flatten)]
    key: KeyOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { dir, against, independent, hash_key, options, key } = args;
    let certificate = pack::read_certificate(dir).map_err(failure)?;
    same_texts(&certificate)?;
    let workspace = if store::is_case_file(against) {
        as_released(&case::open_to_read(against, key)?, &certificate)?
    } else {
        load::searched(load::import(against, options)?, load::phrases(options.phrases.as_deref())?)?
    };
    let policy = if certificate.draft { Policy::Draft } else { Policy::Final };
    let disclosure = build(&workspace, policy, &build_info(certificate.released_at));
    let secrets = Secrets::collect(&workspace, policy);
    let documents = release_documents(&workspace, policy, certificate.released_at)
        .map_err(|error| Failure::new(NOT_PROVEN, error))?;
    let report = verify_pack(dir, &disclosure, &pack_documents(&documents), &secrets, &Cancel::default())
        .map_err(failure)?;
    if !report.is_clean() {
        for failure in &report.failures {
            print(failure)?;
        }
        let count = report.failure_count;
        return Err(Failure::new(
            NOT_PROVEN,
            format_args!(
                "Not proven: {count} things are not as they were released. Do not send this folder."
            ),
        ));
    }
    if *independent {
        return hashes(&workspace, policy, hash_key.as_deref());
    }
    print(format_args!("Proven: {} files, {} cells.", report.files.len(), report.cells))
}

/// A pack is proven under the texts that it was made under: letters and marks are made again from them.
fn same_texts(certificate: &Certificate) -> Result<(), Failure> {
    let differing = certificate.texts.differing(texts_in_use());
    if differing.is_empty() {
        return Ok(());
    }
    Err(Failure::wrong_use(format_args!(
        "The pack was made under {}, and {} here {} not the same. Name the folder of your force's own texts as it was \
         then, with --house DIR, or leave it out if there was none.",
        certificate.texts,
        differing.join(", "),
        if differing.len() == 1 { "is" } else { "are" }
    )))
}

/// Prints the key, unless it was given, and the hashes in order.
fn hashes(workspace: &Workspace, policy: Policy, key_file: Option<&Path>) -> Result<(), Failure> {
    let key = match key_file {
        Some(path) => fs::read(path).ok().filter(|key| key.len() >= KEY_BYTES).ok_or_else(|| {
            Failure::wrong_use(format_args!(
                "{} is no key: it cannot be read, or is shorter than {KEY_BYTES} bytes.",
                path.display()
            ))
        })?,
        None => {
            let mut fresh = vec![0; KEY_BYTES];
            getrandom::fill(&mut fresh).map_err(|error| {
                Failure::wrong_use(format_args!("The system gives no random numbers: {error}."))
            })?;
            print(format_args!("key {}", hex(&fresh)))?;
            fresh
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for hash in keyed_hashes(workspace, policy, &key) {
        writeln!(out, "{hash}").map_err(output_failed)?;
    }
    out.flush().map_err(output_failed)
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
