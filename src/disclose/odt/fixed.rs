//! What is the same in every ODT file. The reader knows it by its SHA-256.

/// What kind of file it is; its first bytes.
pub(super) const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";

/// Which parts there are.
pub(super) const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"#;

/// Every style that a document uses, and the page, up to the head of the page. Text is near black on
/// white, headings dark blue: 12 and 11 to 1.
pub(super) const STYLES: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3">
<office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial" style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2" style:tab-stop-distance="1.25cm"/><style:text-properties style:font-name="Arial" fo:color="#1a1a1a" fo:font-size="11pt" fo:language="en" fo:country="GB" fo:hyphenate="false"/></style:default-style>
<style:default-style style:family="table"><style:table-properties table:border-model="collapsing" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"><style:paragraph-properties fo:margin-top="0cm" fo:margin-bottom="0.25cm" fo:line-height="120%"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:class="chapter"><style:paragraph-properties fo:margin-bottom="0.5cm" fo:line-height="105%" fo:keep-with-next="always" fo:keep-together="always" fo:padding-bottom="0.28cm" fo:border-bottom="1.5pt solid #1b3a5c"/><style:text-properties fo:color="#1b3a5c" fo:font-size="20pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:default-outline-level="1" style:class="text"><style:paragraph-properties fo:margin-top="0.38cm" fo:margin-bottom="0.21cm" fo:line-height="105%" fo:keep-with-next="always" fo:keep-together="always"/><style:text-properties fo:color="#1b3a5c" fo:font-size="14pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:default-outline-level="2" style:class="text"><style:paragraph-properties fo:margin-top="0.28cm" fo:margin-bottom="0.18cm" fo:line-height="105%" fo:keep-with-next="always" fo:keep-together="always"/><style:text-properties fo:color="#1b3a5c" fo:font-size="12pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_3" style:display-name="Heading 3" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:default-outline-level="3" style:class="text"><style:paragraph-properties fo:margin-top="0.2cm" fo:margin-bottom="0.14cm" fo:line-height="105%" fo:keep-with-next="always" fo:keep-together="always"/><style:text-properties fo:color="#333333" fo:font-size="11pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard" style:class="text"/>
<style:style style:name="List_20_Bullet" style:display-name="List Bullet" style:family="paragraph" style:parent-style-name="Standard" style:class="list"><style:paragraph-properties fo:margin-bottom="0.12cm"/></style:style>
<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Standard" style:class="html"><style:paragraph-properties fo:margin-left="0.5cm" fo:margin-right="0.5cm" fo:margin-bottom="0.17cm" fo:padding-left="0.35cm" fo:padding-top="0.06cm" fo:padding-bottom="0.06cm" fo:border-left="2.25pt solid #8fa3b8"/><style:text-properties fo:color="#333333"/></style:style>
<style:style style:name="Gap" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0cm" fo:line-height="0.28cm"/><style:text-properties fo:font-size="6pt"/></style:style>
<style:style style:name="Table_20_Contents" style:display-name="Table Contents" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:margin-bottom="0cm" fo:line-height="110%"/><style:text-properties fo:font-size="10pt"/></style:style>
<style:style style:name="Table_20_Heading" style:display-name="Table Heading" style:family="paragraph" style:parent-style-name="Table_20_Contents" style:class="extra"><style:paragraph-properties fo:keep-with-next="always"/><style:text-properties fo:color="#1b3a5c" fo:font-weight="bold"/></style:style>
<style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:margin-bottom="0cm" fo:line-height="100%" fo:text-align="center"/><style:text-properties fo:font-size="9pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Footer" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:margin-bottom="0cm" fo:line-height="100%"><style:tab-stops><style:tab-stop style:position="8.2cm" style:type="center"/><style:tab-stop style:position="16.4cm" style:type="right"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:color="#4a4a4a" fo:font-size="9pt"/></style:style>
<style:style style:name="Bullet_20_Symbols" style:display-name="Bullet Symbols" style:family="text"><style:text-properties fo:color="#1b3a5c"/></style:style>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:style-name="Bullet_20_Symbols" text:bullet-char="•"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.8cm" fo:text-indent="-0.5cm" fo:margin-left="0.8cm"/></style:list-level-properties><style:text-properties style:font-name="Arial"/></text:list-level-style-bullet></text:list-style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="1.2cm" fo:margin-bottom="1.1cm" fo:margin-left="2.3cm" fo:margin-right="2.3cm"/><style:header-style><style:header-footer-properties fo:min-height="1.3cm" fo:margin-bottom="0.7cm" style:dynamic-spacing="false"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="1.3cm" fo:margin-top="0.7cm" style:dynamic-spacing="false"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">"##;

/// What stands between the foot of the page and the end of the styles.
pub(super) const STYLES_END: &str = "</style:master-page></office:master-styles></office:document-styles>";

/// The beginning of the content: what tables look like, up to the widths of their columns.
pub(super) const CONTENT: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">
<office:automatic-styles>
<style:style style:name="Ruled" style:family="table"><style:table-properties style:width="16.4cm" table:align="left" fo:margin-top="0cm" fo:margin-bottom="0cm" table:border-model="collapsing"/></style:style>
<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties fo:padding="0.13cm" fo:padding-left="0.18cm" fo:padding-right="0.18cm" fo:background-color="#e9eef4" fo:border-left="none" fo:border-right="none" fo:border-top="1pt solid #1b3a5c" fo:border-bottom="1pt solid #1b3a5c"/></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.13cm" fo:padding-left="0.18cm" fo:padding-right="0.18cm" fo:border-left="none" fo:border-right="none" fo:border-top="none" fo:border-bottom="0.5pt solid #c5ced8"/></style:style>
<style:style style:name="Last" style:family="table-cell"><style:table-cell-properties fo:padding="0.13cm" fo:padding-left="0.18cm" fo:padding-right="0.18cm" fo:border-left="none" fo:border-right="none" fo:border-top="none" fo:border-bottom="1pt solid #1b3a5c"/></style:style>
"##;
