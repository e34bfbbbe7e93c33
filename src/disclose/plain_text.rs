//! A document as text, for a terminal.

use super::{Document, Table, TextBlock};

/// The document as lines of text: title and headings underlined, tables as lists of their rows.
pub fn plain_text(document: &Document) -> String {
    let mut lines = Vec::new();
    if !document.running.is_empty() {
        lines.extend([document.running.clone(), String::new()]);
    }
    underlined(&mut lines, &document.title, '=');
    for block in &document.blocks {
        match block {
            TextBlock::Heading(level, text) => {
                underlined(&mut lines, text, if *level < 3 { '-' } else { '·' })
            }
            TextBlock::Paragraph(text) => lines.push(text.clone()),
            TextBlock::Bullets(items) => lines.extend(items.iter().map(|text| format!("- {text}"))),
            TextBlock::Quote(texts) => lines.extend(texts.iter().map(|text| format!("> {text}"))),
            TextBlock::Table(table) => rows(&mut lines, table),
        }
        lines.push(String::new());
    }
    if !document.running.is_empty() {
        lines.push(document.running.clone());
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}

fn underlined(lines: &mut Vec<String>, text: &str, line: char) {
    lines.push(text.to_owned());
    lines.push(line.to_string().repeat(text.chars().count()));
}

/// Two columns are a name and its value; of more, each cell says what it is.
fn rows(lines: &mut Vec<String>, table: &Table) {
    for row in &table.rows {
        match row.as_slice() {
            [name, value] => lines.push(format!("{name}: {value}")),
            cells => {
                let named = table.headings.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
                let parts: Vec<String> = named.map(|(heading, cell)| format!("{heading}: {cell}")).collect();
                lines.push(format!("- {}", parts.join("; ")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there() {
        let words = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let document = Document {
            title: "Title".to_owned(),
            running: "MARKED".to_owned(),
            blocks: vec![
                TextBlock::Heading(2, "Head".to_owned()),
                TextBlock::Paragraph("Words.".to_owned()),
                TextBlock::Bullets(words(&["one"])),
                TextBlock::Quote(words(&["said"])),
                TextBlock::Table(Table {
                    headings: words(&["What", "Value"]),
                    rows: vec![words(&["Name", "x"])],
                }),
                TextBlock::Table(Table {
                    headings: words(&["A", "B", "C"]),
                    rows: vec![words(&["1", "", "3"])],
                }),
            ],
            ..Document::default()
        };
        let expected = "MARKED\n\nTitle\n=====\nHead\n----\n\nWords.\n\n- one\n\n> said\n\nName: x\n\n- A: 1; C: 3\n\nMARKED\n";
        assert_eq!(plain_text(&document), expected);
    }
}
