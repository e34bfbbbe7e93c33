//! The certificate as a page to be read: made from the certificate alone, so that it can be made again
//! from the file and compared. It cannot name its own SHA-256; it names that of the certificate.

use jiff::Timestamp;

use super::certificate::{CERTIFICATE_NAME, CertifiedFile, ExemptionCount};
use super::internal::MARKING;
use super::lines::one_line;
use super::{Certificate, Document, FullCertificate, Table, TextBlock};
use crate::law::ExemptionId;

/// Hexadecimal digits that stand together where a hash is read by people.
const DIGITS_TOGETHER: usize = 8;

/// The page of the certificate in the release folder.
pub fn certificate_page(certificate: &Certificate) -> Document {
    Document {
        title: title("Certificate of disclosure", certificate),
        running: certificate.notice.clone().unwrap_or_default(),
        blocks: public_blocks(certificate),
        made_at: certificate.released_at,
        is_dense: true,
        ..Document::default()
    }
}

/// The page of the certificate in the internal folder.
pub fn full_certificate_page(full: &FullCertificate) -> Document {
    let public = &full.public;
    let draft = public.notice.iter().map(|notice| TextBlock::Paragraph(format!("{notice}.")));
    let mut blocks: Vec<TextBlock> = draft.collect();
    blocks.push(heading("For the force’s own file"));
    blocks.push(facts(&[
        ("Released by", format!("{} (as given, not checked)", full.officer)),
        ("Source", full.source.file_name.clone()),
        ("Source, bytes", full.source.byte_len.to_string()),
        ("Source, SHA-256", grouped(&full.source.sha256)),
        ("Withheld strings searched for", full.strings_searched.to_string()),
        ("Too short to search outside cells", full.strings_too_short.to_string()),
        ("Texts outside cells searched", full.texts_searched.to_string()),
        ("Writing and proving took", format!("{} ms", full.duration_ms)),
    ]));
    if !full.in_reference.is_empty() {
        blocks.push(heading("Withheld words that are part of the request’s reference"));
        let rows =
            full.in_reference.iter().map(|settled| vec![one_line(&settled.words), one_line(&settled.reason)]);
        blocks.push(table(&["Words", "Why they may be"], rows));
        blocks
            .push(TextBlock::Paragraph("Everywhere else they were searched for like all others.".to_owned()));
    }
    if !full.internal_files.is_empty() {
        blocks.push(heading("Internal documents"));
        blocks.push(files(&full.internal_files));
    }
    blocks.push(TextBlock::Paragraph(
        "Who decided what, and when, stands in the log of the case file.".to_owned(),
    ));
    blocks.extend(public_blocks(public));
    Document {
        title: title("Internal certificate of disclosure", public),
        running: MARKING.to_owned(),
        blocks,
        made_at: public.released_at,
        is_dense: true,
        ..Document::default()
    }
}

fn title(what: &str, certificate: &Certificate) -> String {
    match certificate.reference.trim() {
        "" => what.to_owned(),
        reference => format!("{what} {}", one_line(reference)),
    }
}

fn public_blocks(certificate: &Certificate) -> Vec<TextBlock> {
    let head = match &certificate.chain_head {
        Some(head) => format!("Record {}, SHA-256 {}", head.sequence, grouped(&head.sha256)),
        None => "None: the release was made from a spreadsheet".to_owned(),
    };
    let Certificate { entries, cases, marks, program, version, .. } = certificate;
    let released = format!("{}, by {program} {version}", moment(certificate.released_at));
    let own = grouped(&certificate.sha256().unwrap_or_default());
    let guarded = certificate.guarded_cells;
    let texts: Vec<String> = certificate
        .texts
        .files()
        .map(|(name, hash)| format!("{}, SHA-256 {}", one_line(name), grouped(hash)))
        .collect();
    let counts = format!("{entries} entries of {cases} cases, {marks} marks, {guarded} guarded cells");
    vec![
        facts(&[
            ("Released", released),
            ("Table", counts),
            ("End of the case file’s chain", head),
            ("Certificate of the release", format!("{CERTIFICATE_NAME}, SHA-256 {own}")),
            ("The force’s own texts", texts.join("; ")),
        ]),
        heading("Marks by exemption"),
        exemptions(&certificate.exemptions),
        heading("Files"),
        files(&certificate.files),
        heading("What was checked"),
        TextBlock::Bullets(certificate.checks.clone()),
    ]
}

fn heading(text: &str) -> TextBlock {
    TextBlock::Heading(2, text.to_owned())
}

fn facts(facts: &[(&str, String)]) -> TextBlock {
    let known = facts.iter().filter(|(_, value)| !value.is_empty());
    table(&["What", "Value"], known.map(|(what, value)| vec![(*what).to_owned(), value.clone()]))
}

fn exemptions(counts: &[ExemptionCount]) -> TextBlock {
    if counts.is_empty() {
        return TextBlock::Paragraph("No mark rests on an exemption.".to_owned());
    }
    let rows = counts.iter().map(|count| {
        let house = ExemptionId::from_code(&count.code).map_or("", |exemption| &exemption.get().house);
        vec![count.code.clone(), house.to_owned(), count.marks.to_string()]
    });
    table(&["Code", "Exemption", "Marks"], rows)
}

fn files(files: &[CertifiedFile]) -> TextBlock {
    let rows = files.iter().map(|file| {
        let name = format!("{}, {} bytes", one_line(&file.name), file.bytes);
        let reader = match file.cells {
            0 => one_line(&file.reader),
            cells => format!("{}; {cells} cells or texts", one_line(&file.reader)),
        };
        vec![name, reader, grouped(&file.sha256)]
    });
    table(&["File", "Read back by", "SHA-256"], rows)
}

fn table(headings: &[&str], rows: impl Iterator<Item = Vec<String>>) -> TextBlock {
    let headings = headings.iter().map(|text| (*text).to_owned()).collect();
    TextBlock::Table(Table { headings, rows: rows.collect() })
}

/// By numbers alone: the name of a month can be a withheld name.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// A hash in groups that can be read and that break at the end of a line.
fn grouped(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().collect();
    let groups = digits.chunks(DIGITS_TOGETHER).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}
