//! The whole sample, from the export to a release without anything in the way.

use std::sync::Arc;

use withheld::detect::{Cancel, Options};
use withheld::disclose::{
    BuildInfo, FORMATS, InternalInfo, PackRequest, Secrets, build, verify_pack, write_pack,
};
use withheld::review::{Event, Imported, Policy, Request, Workspace};
use withheld::sheet::{ReadOptions, guess_layout, read_bytes};

mod careful;

fn sample() -> Workspace {
    let export = include_bytes!("../../assets/sample/case-export.xlsx");
    let read = read_bytes("case-export.xlsx", export, &ReadOptions::default()).unwrap();
    let layout = guess_layout(&read.sheet);
    let request = Request::from_toml(include_str!("../../assets/sample/request.toml")).unwrap();
    let (sheet, report) = (Arc::new(read.sheet), read.report);
    let mut workspace = Workspace::new(Imported { sheet, report, layout, request, ..Imported::default() });
    let detected = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
    workspace.apply(Event::Detected(detected.into()));
    workspace
}

#[test]
fn the_sample_is_reviewed_released_and_proven_again() {
    let mut workspace = sample();
    careful::review(&mut workspace);
    let info = BuildInfo { released_at: jiff::Timestamp::UNIX_EPOCH, program_version: "0.1.0".to_owned() };
    let disclosure = build(&workspace, Policy::Final, &info);
    let secrets = Secrets::collect(&workspace, Policy::Final);
    let folder = tempfile::tempdir().unwrap();
    let out_dir = folder.path().join("release");
    let request = PackRequest {
        out_dir: &out_dir,
        case: &workspace,
        policy: Policy::Final,
        disclosure: &disclosure,
        secrets: &secrets,
        formats: FORMATS,
        documents: &[],
        internal: &InternalInfo::default(),
        protected: &[],
    };
    write_pack(&request, &|_| (), &Cancel::default()).unwrap();
    let report = verify_pack(&out_dir, &disclosure, &[], &secrets, &Cancel::default()).unwrap();
    assert!(report.is_clean(), "{:?}", report.failures);
    assert_eq!(disclosure.row_count(), workspace.entries(Policy::Final).len());
    assert!(disclosure.row_count() > 150);
}
