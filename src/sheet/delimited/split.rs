//! Splits decoded text into records and fields, as it comes.
//!
//! Our own, because three things matter here that are not told by a general reader: on which line
//! a record begins whatever the line ends are, where a quotation mark is missing, and what a blank
//! line is.

use memchr::memchr3;

/// A record: the fields of one row.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Line on which it begins, from 1.
    pub(super) line: u32,
    /// Number of lines it runs over.
    pub(super) lines: u32,
    /// Whether a closing quotation mark was followed by more text, or never came.
    pub(super) odd_quote: bool,
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// Number of fields.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The fields, without their quotation marks.
    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| self.text.get(start..end).unwrap_or(""))
    }

    /// Whether a field holds a character of value zero.
    pub(super) fn has_zero(&self) -> bool {
        self.text.contains('\0')
    }

    /// Number of bytes of text so far.
    pub(super) fn byte_len(&self) -> usize {
        self.text.len()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.odd_quote = false;
    }
}

/// Kinds of line end seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct LineEnds {
    pub(super) lf: u64,
    pub(super) crlf: u64,
    pub(super) cr: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// Before the first character of a field.
    Start,
    Bare,
    Quoted,
    /// After a quotation mark within a quoted field: its end, or the first of two.
    AfterQuote,
}

/// Cuts text into records.
#[derive(Debug)]
pub(super) struct Splitter {
    separator: u8,
    state: State,
    record: Record,
    line: u32,
    /// The last character was a CR: an LF now belongs to it.
    after_cr: bool,
    ends: LineEnds,
}

impl Splitter {
    /// `separator` is an ASCII character other than a quotation mark or line end.
    pub(super) fn new(separator: u8) -> Splitter {
        let record = Record { line: 1, ..Record::default() };
        Splitter {
            separator,
            state: State::Start,
            record,
            line: 1,
            after_cr: false,
            ends: LineEnds::default(),
        }
    }

    /// Line ends seen outside quotation marks.
    pub(super) fn line_ends(&self) -> LineEnds {
        self.ends
    }

    /// Bytes of the record that is being read.
    pub(super) fn open_bytes(&self) -> usize {
        self.record.byte_len()
    }

    /// Line on which the record that is being read began.
    pub(super) fn open_line(&self) -> u32 {
        self.record.line
    }

    /// Takes more text; `each` is given every record that is complete.
    pub(super) fn feed<E>(
        &mut self,
        text: &str,
        each: &mut impl FnMut(&Record) -> Result<(), E>,
    ) -> Result<(), E> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.after_cr {
                self.after_cr = false;
                if byte == b'\n' {
                    self.second_half_of_line_end();
                    at += 1;
                    continue;
                }
            }
            let run = self.run(bytes.get(at..).unwrap_or_default());
            if run > 0 {
                // Cut at ASCII characters only, so always between letters.
                self.record.text.push_str(text.get(at..at + run).unwrap_or(""));
                match self.state {
                    State::Quoted => {}
                    State::AfterQuote => {
                        let stray = bytes.get(at..at + run).is_some_and(|run| !run.trim_ascii().is_empty());
                        self.record.odd_quote |= stray;
                        self.state = State::Bare;
                    }
                    State::Start | State::Bare => self.state = State::Bare,
                }
                at += run;
                continue;
            }
            at += 1;
            self.step(byte, each)?;
        }
        Ok(())
    }

    /// The text is over; `each` is given the last record, if there is one.
    pub(super) fn finish<E>(&mut self, each: &mut impl FnMut(&Record) -> Result<(), E>) -> Result<(), E> {
        if self.state == State::Quoted {
            self.record.odd_quote = true;
        }
        let nothing =
            self.state == State::Start && self.record.ends.is_empty() && self.record.text.is_empty();
        if nothing { Ok(()) } else { self.end_record(each) }
    }

    /// How many bytes from here are plain text of the field.
    fn run(&self, bytes: &[u8]) -> usize {
        let end = match self.state {
            State::Quoted => memchr3(b'"', b'\n', b'\r', bytes),
            State::Start | State::AfterQuote if bytes.first() == Some(&b'"') => Some(0),
            // More text after a closing quotation mark is taken as it stands.
            State::Bare | State::Start | State::AfterQuote => memchr3(self.separator, b'\n', b'\r', bytes),
        };
        end.unwrap_or(bytes.len())
    }

    /// Takes a character that ends a run.
    fn step<E>(&mut self, byte: u8, each: &mut impl FnMut(&Record) -> Result<(), E>) -> Result<(), E> {
        match (self.state, byte) {
            (State::Start, b'"') => self.state = State::Quoted,
            (State::Quoted, b'"') => self.state = State::AfterQuote,
            (State::AfterQuote, b'"') => {
                self.record.text.push('"');
                self.state = State::Quoted;
            }
            (State::Quoted, line_end) => {
                self.line += 1;
                self.after_cr = line_end == b'\r';
                self.record.text.push(char::from(line_end));
            }
            (State::Start | State::Bare | State::AfterQuote, b'\r' | b'\n') => {
                self.line += 1;
                self.after_cr = byte == b'\r';
                if byte == b'\r' {
                    self.ends.cr += 1
                } else {
                    self.ends.lf += 1
                }
                return self.end_record(each);
            }
            (State::Start | State::Bare | State::AfterQuote, _separator) => self.end_field(),
        }
        Ok(())
    }

    fn second_half_of_line_end(&mut self) {
        if self.state == State::Quoted {
            self.record.text.push('\n');
        } else {
            self.ends.cr -= 1;
            self.ends.crlf += 1;
        }
    }

    fn end_field(&mut self) {
        self.record.ends.push(self.record.text.len());
        self.state = State::Start;
    }

    fn end_record<E>(&mut self, each: &mut impl FnMut(&Record) -> Result<(), E>) -> Result<(), E> {
        self.end_field();
        self.record.lines = (self.line - self.record.line).max(1);
        each(&self.record)?;
        self.record.clear();
        self.record.line = self.line;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn split(text: &str, step: usize) -> (Vec<(u32, bool, Vec<String>)>, LineEnds) {
        let mut splitter = Splitter::new(b',');
        let mut records = Vec::new();
        let mut each = |record: &Record| {
            records.push((record.line, record.odd_quote, record.fields().map(str::to_owned).collect()));
            Ok::<(), Infallible>(())
        };
        let letters: Vec<char> = text.chars().collect();
        for piece in letters.chunks(step) {
            splitter.feed(&piece.iter().collect::<String>(), &mut each).unwrap();
        }
        splitter.finish(&mut each).unwrap();
        (records, splitter.line_ends())
    }

    fn check(text: &str, expected: &[(u32, bool, &[&str])]) {
        let expected: Vec<(u32, bool, Vec<String>)> = expected
            .iter()
            .map(|(line, odd, fields)| (*line, *odd, fields.iter().map(|f| (*f).to_owned()).collect()))
            .collect();
        for step in [1, 2, 3, 1000] {
            assert_eq!(split(text, step).0, expected, "in pieces of {step}");
        }
    }

    #[test]
    fn records_begin_on_their_lines() {
        check("a,b\nc,d\n", &[(1, false, &["a", "b"]), (2, false, &["c", "d"])]);
        check("a\r\n\r\nb", &[(1, false, &["a"]), (2, false, &[""]), (3, false, &["b"])]);
        check("a\rb\rc", &[(1, false, &["a"]), (2, false, &["b"]), (3, false, &["c"])]);
        check("\"x\r\ny\",\"z\nq\"\nb", &[(1, false, &["x\r\ny", "z\nq"]), (4, false, &["b"])]);
        check("", &[]);
        check("a,", &[(1, false, &["a", ""])]);
    }

    #[test]
    fn quotation_marks() {
        check("\"say \"\"é\"\"\",b", &[(1, false, &["say \"é\"", "b"])]);
        check("5\" pipe,b", &[(1, false, &["5\" pipe", "b"])]);
        check("\"\"\n\"\"", &[(1, false, &[""]), (2, false, &[""])]);
        check("\"a\" ,b", &[(1, false, &["a ", "b"])]);
        check("\"a\"é,b", &[(1, true, &["aé", "b"])]);
        check("\"a,b\nc", &[(1, true, &["a,b\nc"])]);
        check("1,\"a\n2,\"b\"\n3,c", &[(1, true, &["1", "a\n2,b\""]), (3, false, &["3", "c"])]);
    }

    #[test]
    fn counts_line_ends() {
        let ends = split("a\nb\r\nc\rd", 1).1;
        assert_eq!(ends, LineEnds { lf: 1, crlf: 1, cr: 1 });
    }
}
