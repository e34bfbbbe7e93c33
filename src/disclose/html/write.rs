//! Writes a disclosure as a page. Text stands between tags alone, never in an attribute, a comment or
//! the style.

use super::page::{ABOUT, ENTRIES, KEY, KEY_CAPTION, POLICY, READING, REGION, SKIP, STYLE, SUBJECT};
use crate::detect::Cancel;
use crate::disclose::about::KEY_HEADINGS;
use crate::disclose::characters::has_unfit_character;
use crate::disclose::format::{Output, WriteError};
use crate::disclose::{Cell, ColumnKind, Disclosure, Front, KeyRow, Piece, front};
use crate::law::style;

/// Most entries of a page: a browser holds all of it at once, and a reader aloud as well.
const MOST_ENTRIES: usize = 20_000;
/// Most bytes of released text of a page.
const MOST_BYTES: u64 = 64 << 20;
/// Rows between two looks at the cancel switch.
const ROWS_PER_LOOK: usize = 512;

/// Writes the page.
pub(super) fn write(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    check_size(disclosure)?;
    let front = front(disclosure);
    check_front(disclosure, &front)?;
    let mut page = String::new();
    push_head(&mut page, disclosure, &front);
    push_about(&mut page, disclosure, &front);
    push_table_head(&mut page, disclosure, &front);
    for row in 0..disclosure.row_count() {
        if row % ROWS_PER_LOOK == 0 && cancel.is_cancelled() {
            return Err(WriteError::Cancelled);
        }
        out.write_all(page.as_bytes())?;
        page.clear();
        push_row(&mut page, disclosure, row)?;
    }
    page.push_str("</tbody></table></div></section>\n</main>\n</body>\n</html>\n");
    out.write_all(page.as_bytes())?;
    Ok(())
}

fn push_head(page: &mut String, disclosure: &Disclosure, front: &Front) {
    page.push_str("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    page.push_str(POLICY);
    page.push_str("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    if disclosure.meta().is_draft {
        push_text(page, &style().draft);
        page.push_str(". ");
    }
    push_text(page, &front.title);
    page.push_str("</title>\n<style>");
    page.push_str(STYLE);
    page.push_str("</style>\n</head>\n");
}

fn push_about(page: &mut String, disclosure: &Disclosure, front: &Front) {
    let Front { title, facts, reading, key } = front;
    page.push_str("<body>\n<a class=\"skip\" href=\"#entries\">");
    page.push_str(SKIP);
    page.push_str("</a>\n<header>\n");
    push_element(page, "p", SUBJECT);
    push_element(page, "h1", title);
    if disclosure.meta().is_draft {
        page.push_str("<p class=\"draft\">");
        push_text(page, &style().draft);
        page.push_str("</p>\n");
    }
    page.push_str("</header>\n<main>\n");
    begin_section(page, "about", ABOUT);
    page.push_str("<dl>\n");
    for (label, value) in facts {
        page.push_str("<div><dt>");
        push_text(page, label);
        page.push_str("</dt><dd>");
        push_text(page, value);
        page.push_str("</dd></div>\n");
    }
    page.push_str("</dl>\n</section>\n");
    begin_section(page, "how", READING);
    for sentence in reading {
        push_element(page, "p", sentence);
    }
    page.push_str("</section>\n");
    if !key.is_empty() {
        push_key(page, key);
    }
}

fn push_key(page: &mut String, key: &[KeyRow]) {
    begin_section(page, "key", KEY);
    page.push_str("<table class=\"key\">\n<caption>");
    page.push_str(KEY_CAPTION);
    page.push_str("</caption>\n<thead><tr>");
    for heading in KEY_HEADINGS {
        page.push_str("<th scope=\"col\">");
        page.push_str(heading);
        page.push_str("</th>");
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for KeyRow { mark, meaning } in key {
        page.push_str("<tr><th scope=\"row\"><mark>");
        push_text(page, mark);
        page.push_str("</mark></th><td>");
        push_text(page, meaning);
        page.push_str("</td></tr>\n");
    }
    page.push_str("</tbody></table>\n</section>\n");
}

fn push_table_head(page: &mut String, disclosure: &Disclosure, front: &Front) {
    begin_section(page, "entries", ENTRIES);
    page.push_str("<div class=\"scroll\" role=\"region\" aria-label=\"");
    page.push_str(REGION);
    page.push_str("\" tabindex=\"0\"><table class=\"data\">\n<caption>");
    push_text(page, &front.title);
    page.push_str("</caption>\n<thead><tr>");
    for column in disclosure.columns() {
        page.push_str(match column.kind {
            ColumnKind::Number => "<th scope=\"col\" class=\"number\">",
            ColumnKind::Short => "<th scope=\"col\" class=\"short\">",
            ColumnKind::Long => "<th scope=\"col\" class=\"long\">",
        });
        push_lines(page, &column.heading, &mut false);
        page.push_str("</th>");
    }
    page.push_str("</tr></thead>\n<tbody>\n");
}

fn push_row(page: &mut String, disclosure: &Disclosure, row: usize) -> Result<(), WriteError> {
    page.push_str("<tr id=\"entry-");
    page.push_str(&(row + 1).to_string());
    page.push_str("\">");
    for (at, (cell, column)) in disclosure.row(row).zip(disclosure.columns()).enumerate() {
        // The first column is the entry's own number.
        let (begin, end) = if at == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
        page.push_str(begin);
        push_cell(page, cell).map_err(|why| WriteError::Cell {
            entry: row + 1,
            column: at + 1,
            heading: column.heading.clone(),
            why,
        })?;
        page.push_str(end);
    }
    page.push_str("</tr>\n");
    Ok(())
}

fn push_cell(page: &mut String, cell: Cell<'_>) -> Result<(), &'static str> {
    let mut ended_by_return = false;
    for piece in cell.pieces() {
        match piece {
            Piece::Text(words) if has_unfit_character(words) => {
                return Err("the cell has an invisible control character, and HTML cannot hold it");
            }
            Piece::Text(words) => push_lines(page, words, &mut ended_by_return),
            Piece::Withheld(mark) => {
                page.push_str("<mark>");
                push_text(page, mark.text());
                page.push_str("</mark>");
                ended_by_return = false;
            }
        }
    }
    Ok(())
}

fn begin_section(page: &mut String, id: &str, heading: &str) {
    for part in ["<section aria-labelledby=\"", id, "\">\n<h2 id=\"", id, "\">", heading, "</h2>\n"] {
        page.push_str(part);
    }
}

fn push_element(page: &mut String, name: &str, text: &str) {
    for part in ["<", name, ">"] {
        page.push_str(part);
    }
    push_text(page, text);
    for part in ["</", name, ">\n"] {
        page.push_str(part);
    }
}

/// Appends text with its line breaks: `\r\n`, `\r` and `\n` all end a line.
fn push_lines(page: &mut String, text: &str, ended_by_return: &mut bool) {
    for c in text.chars() {
        let was_return = std::mem::replace(ended_by_return, c == '\r');
        match c {
            '\n' if was_return => {}
            '\n' | '\r' => page.push_str("<br>"),
            c => push_character(page, c),
        }
    }
}

/// Appends text on one line.
fn push_text(page: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\n' | '\r' => page.push(' '),
            c => push_character(page, c),
        }
    }
}

fn push_character(page: &mut String, c: char) {
    match c {
        '&' => page.push_str("&amp;"),
        '<' => page.push_str("&lt;"),
        '>' => page.push_str("&gt;"),
        c => page.push(c),
    }
}

fn check_front(disclosure: &Disclosure, front: &Front) -> Result<(), WriteError> {
    let values = front.facts.iter().map(|(_, value)| value.as_str());
    if values.chain([front.title.as_str()]).any(has_unfit_character) {
        return Err(WriteError::Table(
            "The title, the public authority or the reference has a character that HTML cannot hold",
        ));
    }
    if disclosure.columns().iter().any(|column| has_unfit_character(&column.heading)) {
        return Err(WriteError::Table("A heading has a character that HTML cannot hold"));
    }
    Ok(())
}

fn check_size(disclosure: &Disclosure) -> Result<(), WriteError> {
    if disclosure.row_count() > MOST_ENTRIES {
        return Err(WriteError::Table(
            "There are more than 20,000 entries, and a page of HTML with so many is slow to open and to read \
             aloud",
        ));
    }
    if disclosure.byte_len() > MOST_BYTES {
        return Err(WriteError::Table(
            "There are more than 64 MB of text, and a page of HTML with so much is slow to open and to read \
             aloud",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclose::Meta;
    use crate::disclose::disclosure::{Builder, Column};

    fn refusal(rows: usize) -> Option<String> {
        let mut builder = Builder::new(Meta::default(), [Column::ours("Entry", ColumnKind::Number)]);
        for row in 0..rows {
            builder.text_cell(&(row + 1).to_string());
        }
        let outcome = write(&builder.finish(), &mut std::io::sink(), &Cancel::default());
        outcome.err().map(|error| error.to_string())
    }

    #[test]
    fn a_page_that_is_too_long_is_refused_with_advice() {
        assert_eq!(refusal(MOST_ENTRIES), None);
        let told = refusal(MOST_ENTRIES + 1).unwrap();
        assert!(told.contains("20,000") && told.contains("Release this disclosure as CSV"), "{told}");
    }
}
