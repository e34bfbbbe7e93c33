//! Words as OpenDocument writes them: a line is a paragraph, a run of spaces a count, a tab an element.

use crate::disclose::office::write::push_escaped;

/// Writes runs of words as paragraphs.
pub(super) struct Paragraphs<'x> {
    xml: &'x mut String,
    /// Spaces that are not written yet.
    spaces: usize,
    /// Nothing stands in the paragraph yet.
    is_at_start: bool,
    ended_by_return: bool,
}

impl<'x> Paragraphs<'x> {
    /// Begins the first paragraph.
    pub(super) fn begin(xml: &'x mut String) -> Paragraphs<'x> {
        xml.push_str("<text:p>");
        Paragraphs { xml, spaces: 0, is_at_start: true, ended_by_return: false }
    }

    /// Adds released words. `\r\n`, `\r` and `\n` all end a line.
    pub(super) fn words(&mut self, words: &str) {
        let mut from = 0;
        for (at, c) in words.char_indices() {
            let ended_by_return = std::mem::take(&mut self.ended_by_return);
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                continue;
            }
            self.plain(words.get(from..at).unwrap_or(""));
            from = at + 1;
            match c {
                ' ' => self.spaces += 1,
                '\t' => {
                    self.push_spaces(true);
                    self.xml.push_str("<text:tab/>");
                    self.is_at_start = false;
                }
                '\n' if ended_by_return => {}
                _ => {
                    self.push_spaces(true);
                    self.xml.push_str("</text:p><text:p>");
                    self.is_at_start = true;
                    self.ended_by_return = c == '\r';
                }
            }
        }
        self.plain(words.get(from..).unwrap_or(""));
    }

    /// Adds a mark, which holds no spaces at its ends.
    pub(super) fn mark(&mut self, mark: &str) {
        self.push_spaces(false);
        self.xml.push_str(r#"<text:span text:style-name="mark">"#);
        push_escaped(self.xml, mark);
        self.xml.push_str("</text:span>");
        self.is_at_start = false;
        self.ended_by_return = false;
    }

    /// Ends the last paragraph.
    pub(super) fn end(mut self) {
        self.push_spaces(true);
        self.xml.push_str("</text:p>");
    }

    fn plain(&mut self, words: &str) {
        if !words.is_empty() {
            self.push_spaces(false);
            push_escaped(self.xml, words);
            self.is_at_start = false;
        }
    }

    /// A single space between letters stands as it is; any other would be lost.
    fn push_spaces(&mut self, is_at_end: bool) {
        let count = std::mem::take(&mut self.spaces);
        match count {
            0 => {}
            1 if !self.is_at_start && !is_at_end => self.xml.push(' '),
            1 => self.xml.push_str("<text:s/>"),
            count => {
                self.xml.push_str(r#"<text:s text:c=""#);
                self.xml.push_str(&count.to_string());
                self.xml.push_str(r#""/>"#);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let mut xml = String::new();
        let mut paragraphs = Paragraphs::begin(&mut xml);
        paragraphs.words(words);
        paragraphs.end();
        assert_eq!(xml, expected, "{words:?}");
    }

    #[test]
    fn spaces_and_lines_are_kept() {
        check("a b", "<text:p>a b</text:p>");
        check(" a  b ", r#"<text:p><text:s/>a<text:s text:c="2"/>b<text:s/></text:p>"#);
        check("a\r\nb\rc\nd", "<text:p>a</text:p><text:p>b</text:p><text:p>c</text:p><text:p>d</text:p>");
        check("\r\n\n", "<text:p></text:p><text:p></text:p><text:p></text:p>");
        check("a \t b", "<text:p>a<text:s/><text:tab/> b</text:p>");
        check("<a & \"b\">", "<text:p>&lt;a &amp; &quot;b&quot;&gt;</text:p>");
        check("\u{a0}é\u{2028}", "<text:p>\u{a0}é\u{2028}</text:p>");
    }

    #[test]
    fn a_mark_stands_among_words() {
        let mut xml = String::new();
        let mut paragraphs = Paragraphs::begin(&mut xml);
        paragraphs.words("PC ");
        paragraphs.mark("[s40(2)]");
        paragraphs.words(" ");
        paragraphs.end();
        let mark = r#"<text:span text:style-name="mark">[s40(2)]</text:span>"#;
        assert_eq!(xml, format!("<text:p>PC {mark}<text:s/></text:p>"));
    }
}
