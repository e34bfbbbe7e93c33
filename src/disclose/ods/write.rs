//! Writes a disclosure as ODS: six parts and their list. Nothing names an author; times come from the
//! release.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::content;
use crate::detect::Cancel;
use crate::disclose::Disclosure;
use crate::disclose::characters::has_unfit_character;
use crate::disclose::format::{Output, WriteError};
use crate::disclose::office::write::push_escaped;
use crate::law::style;

/// Most rows of a sheet, the heading included.
const MOST_ROWS: usize = 1 << 20;
/// Most columns of a sheet.
const MOST_COLUMNS: usize = 1 << 14;
/// Owner may read and write.
const PERMISSIONS: u32 = 0o600;

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const STYLES: &str = concat!(
    r#"<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0""#,
    r#" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0""#,
    r#" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">"#,
    r#"<office:styles><style:default-style style:family="table-cell">"#,
    r#"<style:text-properties fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/>"#,
    r#"</style:default-style><style:style style:name="Default" style:family="table-cell">"#,
    r#"<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top""#,
    r#" style:text-align-source="fix" fo:padding="0.06cm"/>"#,
    r#"<style:paragraph-properties fo:text-align="start"/>"#,
    r#"</style:style></office:styles><office:automatic-styles><style:page-layout style:name="page">"#,
    r#"<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm""#,
    r#" style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1"/>"#,
    r#"</style:page-layout></office:automatic-styles><office:master-styles>"#,
    r#"<style:master-page style:name="Default" style:page-layout-name="page"/>"#,
    r#"</office:master-styles></office:document-styles>"#,
);

/// The heading row of the table stays in view; a program that shows the workbook begins with the cover.
const SETTINGS: &str = concat!(
    r#"<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0""#,
    r#" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3">"#,
    r#"<office:settings><config:config-item-set config:name="ooo:view-settings">"#,
    r#"<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>"#,
    r#"<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>"#,
    r#"<config:config-item-map-named config:name="Tables">"#,
    r#"<config:config-item-map-entry config:name="Disclosure">"#,
    r#"<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>"#,
    r#"<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>"#,
    r#"<config:config-item config:name="ActiveSplitRange" config:type="short">2</config:config-item>"#,
    r#"<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>"#,
    r#"</config:config-item-map-entry></config:config-item-map-named>"#,
    r#"<config:config-item config:name="ActiveTable" config:type="string">About</config:config-item>"#,
    r#"</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"#,
    r#"</office:settings></office:document-settings>"#,
);

const MANIFEST: &str = concat!(
    r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0""#,
    r#" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3""#,
    r#" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>"#,
    r#"<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>"#,
    r#"<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>"#,
    r#"<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>"#,
    r#"<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>"#,
    r#"</manifest:manifest>"#,
);

/// Writes the workbook.
pub(super) fn write(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    check_size(disclosure)?;
    // What says of which kind the file is must stand in front of it with its size, which takes an
    // archive that can be gone back in. It holds packed bytes alone.
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(PERMISSIONS)
        .last_modified_time(DateTime::default());
    let stored = packed.compression_method(CompressionMethod::Stored);
    archive.start_file("mimetype", stored).map_err(failed)?;
    archive.write_all(MIMETYPE.as_bytes())?;
    archive.start_file("content.xml", packed).map_err(failed)?;
    content::write(disclosure, &mut archive, cancel)?;
    let meta = meta(disclosure)?;
    for (name, xml) in [
        ("styles.xml", STYLES),
        ("meta.xml", &meta),
        ("settings.xml", SETTINGS),
        ("META-INF/manifest.xml", MANIFEST),
    ] {
        archive.start_file(name, packed).map_err(failed)?;
        archive.write_all(DECLARATION.as_bytes())?;
        archive.write_all(xml.as_bytes())?;
    }
    let bytes = archive.finish().map_err(failed)?.into_inner();
    out.write_all(&bytes)?;
    Ok(())
}

fn meta(disclosure: &Disclosure) -> Result<String, WriteError> {
    let about = disclosure.meta();
    let title =
        if about.is_draft { format!("{}. {}", style().draft, about.title) } else { about.title.clone() };
    if has_unfit_character(&title) {
        return Err(WriteError::Table("The title has a character that ODS cannot hold"));
    }
    let moment = about.released_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut xml = concat!(
        r#"<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0""#,
        r#" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0""#,
        r#" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">"#,
        "<office:meta><meta:generator>Withheld</meta:generator><dc:title>",
    )
    .to_owned();
    // A line break in the title would be lost or not, as the reader pleases.
    let words: Vec<&str> = title.split_whitespace().collect();
    push_escaped(&mut xml, &words.join(" "));
    xml.push_str("</dc:title><dc:language>en-GB</dc:language><meta:creation-date>");
    xml.push_str(&moment);
    xml.push_str("</meta:creation-date><dc:date>");
    xml.push_str(&moment);
    xml.push_str("</dc:date></office:meta></office:document-meta>");
    Ok(xml)
}

fn check_size(disclosure: &Disclosure) -> Result<(), WriteError> {
    if disclosure.row_count() >= MOST_ROWS {
        return Err(WriteError::Table(
            "There are more than 1,048,575 entries, and a sheet of a spreadsheet program holds no more",
        ));
    }
    if disclosure.columns().len() > MOST_COLUMNS {
        return Err(WriteError::Table(
            "There are more than 16,384 columns, and a sheet of a spreadsheet program holds no more",
        ));
    }
    Ok(())
}

fn failed(error: ZipError) -> WriteError {
    if let ZipError::Io(error) = error {
        return WriteError::Io(error);
    }
    WriteError::Library("ODS")
}
