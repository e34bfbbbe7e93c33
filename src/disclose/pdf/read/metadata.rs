//! What a file says of itself: title, language, the moment of release, and to which standards it is
//! built. No author, no program, no history beyond that.

use jiff::tz::TimeZone;

use super::container::Container;
use super::expected::Expected;
use super::identity;
use super::object::{Dict, Object, Odd, ensure};

/// Compares the end of the file and its information; gives the catalogue.
pub(super) fn read(file: &mut Container<'_>, expected: &Expected, page_count: usize) -> Result<Dict, Odd> {
    let mut trailer = file.trailer.clone();
    let identifiers = trailer.need("ID")?.array()?;
    let info = trailer.need("Info")?.reference()?;
    let root = trailer.need("Root")?.reference()?;
    trailer.done()?;
    check_info(file.dict(info)?, expected)?;
    let mut catalogue = file.dict(root)?;
    let metadata = catalogue.need("Metadata")?.reference()?;
    // The same for the document and for this version of it: there is only one.
    let identity = identity::of(file.before(metadata)?);
    ensure(identifiers == vec![Object::Text(identity.clone().into_bytes()); 2])?;
    let (mut packet, bytes) = file.stream(metadata)?;
    packet.expect_name("Type", "Metadata")?;
    packet.expect_name("Subtype", "XML")?;
    packet.done()?;
    ensure(bytes == packet_of(expected, page_count, &identity).as_bytes())?;
    Ok(catalogue)
}

fn check_info(mut info: Dict, expected: &Expected) -> Result<(), Odd> {
    ensure(info.need("Title")?.words()? == expected.title)?;
    let moment = expected.made_at.to_zoned_datetime(TimeZone::UTC).strftime("D:%Y%m%d%H%M%SZ").to_string();
    info.expect("CreationDate", &Object::Text(moment.clone().into_bytes()))?;
    info.expect("ModDate", &Object::Text(moment.into_bytes()))?;
    info.done()
}

fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\'' => escaped.push_str("&apos;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// The packet of metadata, word for word.
fn packet_of(expected: &Expected, page_count: usize, identity: &str) -> String {
    let title = escaped(&expected.title);
    let moment = expected.made_at.to_zoned_datetime(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00");
    let event = |action: &str| {
        format!(
            "<rdf:li rdf:parseType=\"Resource\"><stEvt:action>{action}</stEvt:action>\
             <stEvt:when>{moment}</stEvt:when><stEvt:instanceID>{identity}_source</stEvt:instanceID></rdf:li>"
        )
    };
    format!(
        "{PACKET_HEAD}<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>\
         <xmp:ModifyDate>{moment}</xmp:ModifyDate><xmp:CreateDate>{moment}</xmp:CreateDate>\
         <xmpMM:History><rdf:Seq>{}{}</rdf:Seq></xmpMM:History>{SCHEMAS}\
         <pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\
         <xmpTPg:NPages>{page_count}</xmpTPg:NPages><dc:format>application/pdf</dc:format>\
         <xmpMM:InstanceID>{identity}</xmpMM:InstanceID><xmpMM:DocumentID>{identity}</xmpMM:DocumentID>\
         <xmpMM:RenditionClass>proof</xmpMM:RenditionClass><pdf:PDFVersion>1.7</pdf:PDFVersion>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
        event("saved"),
        event("converted"),
    )
}

const PACKET_HEAD: &str = "\
<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\" x:xmptk=\"xmp-writer\">\
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\x20\x20\
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\x20\x20\
xmlns:stEvt=\"http://ns.adobe.com/xap/1.0/sType/ResourceEvent#\"\x20\x20\
xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\x20\x20\
xmlns:xmpTPg=\"http://ns.adobe.com/xap/1.0/t/pg/\"\x20\x20\
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\x20\x20\
xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\x20\x20\
xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\x20\x20\
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\x20\x20\
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\x20\x20\
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\" >";
const SCHEMAS: &str = "\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>XMP Media Management schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://ns.adobe.com/xap/1.0/mm/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>xmpMM</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>UUID based identifier for specific incarnation of a document\
</pdfaProperty:description><pdfaProperty:name>InstanceID</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>Adobe PDF schema\
</pdfaSchema:schema><pdfaSchema:namespaceURI>http://ns.adobe.com/pdf/1.3/\
</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdf</pdfaSchema:prefix><pdfaSchema:property>\
<rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:category>external\
</pdfaProperty:category><pdfaProperty:description>Keywords associated with the document\
</pdfaProperty:description><pdfaProperty:name>Keywords</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Version of the PDF specification to which the document conforms\
</pdfaProperty:description><pdfaProperty:name>PDFVersion</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Name of the application that created the PDF document\
</pdfaProperty:description><pdfaProperty:name>Producer</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Whether the document has been trapped</pdfaProperty:description>\
<pdfaProperty:name>Trapped</pdfaProperty:name><pdfaProperty:valueType>Text\
</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>\
<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA Identification schema\
</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/\
</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property>\
<rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:category>internal\
</pdfaProperty:category><pdfaProperty:description>Part Number of ISO 14289 (PDF/UA)\
</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq>\
</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>";
