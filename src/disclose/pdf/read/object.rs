//! What a PDF is made of, and how it is spelled. Only spellings that our files use are understood:
//! no comments, no names written in two ways, no key twice.

/// Something is not as our files are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Odd;

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// Another object of the file, by its number.
    Ref(u32),
}

/// Values by their keys. Whoever reads one takes out what is known; what is left over is odd.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Dict(Vec<(String, Object)>);

impl Dict {
    /// Takes a value out.
    pub(super) fn take(&mut self, key: &str) -> Option<Object> {
        let at = self.0.iter().position(|(known, _)| known == key)?;
        Some(self.0.swap_remove(at).1)
    }

    /// Takes a value out that must be there.
    pub(super) fn need(&mut self, key: &str) -> Result<Object, Odd> {
        self.take(key).ok_or(Odd)
    }

    /// Takes a value out that must be just so.
    pub(super) fn expect(&mut self, key: &str, value: &Object) -> Result<(), Odd> {
        ensure(self.take(key).as_ref() == Some(value))
    }

    /// Takes a name out that must be this.
    pub(super) fn expect_name(&mut self, key: &str, name: &str) -> Result<(), Odd> {
        self.expect(key, &Object::Name(name.to_owned()))
    }

    /// Nothing may be left over.
    pub(super) fn done(self) -> Result<(), Odd> {
        ensure(self.0.is_empty())
    }

    /// What is left over, in the order in which it was written.
    pub(super) fn into_entries(self) -> Vec<(String, Object)> {
        self.0
    }
}

/// Odd unless it holds.
pub(super) fn ensure(holds: bool) -> Result<(), Odd> {
    if holds { Ok(()) } else { Err(Odd) }
}

impl Object {
    pub(super) fn dict(self) -> Result<Dict, Odd> {
        let Object::Dict(dict) = self else { return Err(Odd) };
        Ok(dict)
    }

    pub(super) fn array(self) -> Result<Vec<Object>, Odd> {
        let Object::Array(items) = self else { return Err(Odd) };
        Ok(items)
    }

    pub(super) fn name(self) -> Result<String, Odd> {
        let Object::Name(name) = self else { return Err(Odd) };
        Ok(name)
    }

    pub(super) fn text(self) -> Result<Vec<u8>, Odd> {
        let Object::Text(bytes) = self else { return Err(Odd) };
        Ok(bytes)
    }

    pub(super) fn reference(&self) -> Result<u32, Odd> {
        let Object::Ref(number) = self else { return Err(Odd) };
        Ok(*number)
    }

    /// A whole number that is not negative.
    pub(super) fn index(&self) -> Result<usize, Odd> {
        let Object::Int(number) = self else { return Err(Odd) };
        usize::try_from(*number).map_err(|_| Odd)
    }

    pub(super) fn number(&self) -> Result<f64, Odd> {
        if let Object::Real(number) = self {
            return Ok(*number);
        }
        let Object::Int(number) = self else { return Err(Odd) };
        Ok(*number as f64)
    }

    /// A text that a person reads: plain letters, or two bytes each behind a mark that says so.
    pub(super) fn words(self) -> Result<String, Odd> {
        let bytes = self.text()?;
        match bytes.strip_prefix(&[0xfe, 0xff]) {
            Some(wide) => utf16(wide),
            None if bytes.iter().all(|byte| (0x20..0x7f).contains(byte)) => {
                String::from_utf8(bytes).map_err(|_| Odd)
            }
            None => Err(Odd),
        }
    }
}

/// Letters of two bytes each, the higher one first.
pub(super) fn utf16(bytes: &[u8]) -> Result<String, Odd> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    ensure(rest.is_empty())?;
    char::decode_utf16(pairs.iter().map(|&pair| u16::from_be_bytes(pair)))
        .collect::<Result<_, _>>()
        .map_err(|_| Odd)
}

/// What stands next in a stream of operations.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Token {
    Value(Object),
    Word(String),
}

/// Reads values one by one.
pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// Values in values that are understood: more than any file of ours has.
const MOST_DEPTH: usize = 16;

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Lexer<'b> {
        Lexer { bytes, at: 0 }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    /// Whether this stands here; goes on behind it.
    pub(super) fn skip(&mut self, expected: &[u8]) -> bool {
        let is_here = self.rest().starts_with(expected);
        if is_here {
            self.at += expected.len();
        }
        is_here
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next_byte(&mut self) -> Result<u8, Odd> {
        let byte = self.peek().ok_or(Odd)?;
        self.at += 1;
        Ok(byte)
    }

    /// A value of a file.
    pub(super) fn object(&mut self) -> Result<Object, Odd> {
        match self.token(0)?.ok_or(Odd)? {
            Token::Value(value) => Ok(value),
            Token::Word(_) => Err(Odd),
        }
    }

    /// A value or an operator; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token>, Odd> {
        self.token(0)
    }

    fn token(&mut self, depth: usize) -> Result<Option<Token>, Odd> {
        ensure(depth < MOST_DEPTH)?;
        self.skip_space();
        let Some(byte) = self.peek() else { return Ok(None) };
        let value = match byte {
            b'/' => Object::Name(self.name()?),
            b'(' => Object::Text(self.literal()?),
            b'[' => {
                self.at += 1;
                Object::Array(self.items(depth)?)
            }
            b'<' if self.skip(b"<<") => Object::Dict(self.entries(depth)?),
            b'<' => Object::Text(self.hex()?),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_ref()?,
            _ => return self.word().map(Some),
        };
        Ok(Some(Token::Value(value)))
    }

    fn value(&mut self, depth: usize) -> Result<Object, Odd> {
        match self.token(depth + 1)?.ok_or(Odd)? {
            Token::Value(value) => Ok(value),
            Token::Word(_) => Err(Odd),
        }
    }

    fn items(&mut self, depth: usize) -> Result<Vec<Object>, Odd> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.skip(b"]") {
                return Ok(items);
            }
            items.push(self.value(depth)?);
        }
    }

    fn entries(&mut self, depth: usize) -> Result<Dict, Odd> {
        let mut entries: Vec<(String, Object)> = Vec::new();
        loop {
            self.skip_space();
            if self.skip(b">>") {
                return Ok(Dict(entries));
            }
            ensure(self.peek() == Some(b'/'))?;
            let key = self.name()?;
            ensure(entries.iter().all(|(known, _)| *known != key))?;
            let value = self.value(depth)?;
            entries.push((key, value));
        }
    }

    fn name(&mut self) -> Result<String, Odd> {
        self.at += 1;
        let len = self.regular_len();
        let name = self.rest().get(..len).ok_or(Odd)?;
        self.at += len;
        // A name of ours has no letter that would need to be written as a number.
        ensure(!name.is_empty() && !name.contains(&b'#') && name.is_ascii())?;
        String::from_utf8(name.to_vec()).map_err(|_| Odd)
    }

    fn regular_len(&self) -> usize {
        let is_regular = |byte: &&u8| byte.is_ascii_graphic() && !b"()<>[]{}/%".contains(byte);
        self.rest().iter().take_while(is_regular).count()
    }

    fn word(&mut self) -> Result<Token, Odd> {
        let len = self.regular_len();
        ensure(len > 0)?;
        let word = String::from_utf8(self.rest().get(..len).ok_or(Odd)?.to_vec()).map_err(|_| Odd)?;
        self.at += len;
        Ok(match word.as_str() {
            "null" => Token::Value(Object::Null),
            "true" => Token::Value(Object::Bool(true)),
            "false" => Token::Value(Object::Bool(false)),
            _ => Token::Word(word),
        })
    }

    fn number_or_ref(&mut self) -> Result<Object, Odd> {
        let number = self.number()?;
        if let Object::Int(target) = number
            && self.skip(b" 0 R")
        {
            ensure(self.regular_len() == 0)?;
            return u32::try_from(target).map(Object::Ref).map_err(|_| Odd);
        }
        Ok(number)
    }

    fn number(&mut self) -> Result<Object, Odd> {
        let len = self.regular_len();
        let digits = std::str::from_utf8(self.rest().get(..len).ok_or(Odd)?).map_err(|_| Odd)?;
        self.at += len;
        ensure(digits.bytes().all(|byte| matches!(byte, b'-' | b'.' | b'0'..=b'9')))?;
        if digits.contains('.') {
            digits.parse().map(Object::Real).map_err(|_| Odd)
        } else {
            digits.parse().map(Object::Int).map_err(|_| Odd)
        }
    }

    fn hex(&mut self) -> Result<Vec<u8>, Odd> {
        self.at += 1;
        let len = self.rest().iter().position(|&byte| byte == b'>').ok_or(Odd)?;
        let digits = self.rest().get(..len).ok_or(Odd)?;
        self.at += len + 1;
        let (pairs, rest) = digits.as_chunks::<2>();
        ensure(rest.is_empty())?;
        let digit = |byte: u8| char::from(byte).to_digit(16).ok_or(Odd);
        pairs.iter().map(|&[high, low]| Ok((digit(high)? * 16 + digit(low)?) as u8)).collect()
    }

    fn literal(&mut self) -> Result<Vec<u8>, Odd> {
        self.at += 1;
        let mut bytes = Vec::new();
        let mut depth = 1;
        loop {
            let byte = self.next_byte()?;
            match byte {
                b'\\' => {
                    bytes.push(self.escaped()?);
                    continue;
                }
                b'(' => depth += 1,
                b')' => depth -= 1,
                b' '..=b'~' => {}
                _ => return Err(Odd),
            }
            if depth == 0 {
                return Ok(bytes);
            }
            bytes.push(byte);
        }
    }

    fn escaped(&mut self) -> Result<u8, Odd> {
        Ok(match self.next_byte()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            byte @ (b'(' | b')' | b'\\') => byte,
            first @ b'0'..=b'3' => {
                let digits = [first, self.next_byte()?, self.next_byte()?];
                ensure(digits.iter().all(|digit| matches!(digit, b'0'..=b'7')))?;
                digits.iter().fold(0, |value, digit| value * 8 + (digit - b'0'))
            }
            _ => return Err(Odd),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) -> Result<Object, Odd> {
        let mut lexer = Lexer::new(text.as_bytes());
        let object = lexer.object()?;
        ensure(lexer.rest().is_empty())?;
        Ok(object)
    }

    #[test]
    fn understands() {
        let text = |bytes: &[u8]| Object::Text(bytes.to_vec());
        for (written, expected) in [
            ("12", Object::Int(12)),
            ("-1.5", Object::Real(-1.5)),
            ("12 0 R", Object::Ref(12)),
            ("/Type", Object::Name("Type".to_owned())),
            (r"(a\(b\)(c)\\\n\101)", text(b"a(b)(c)\\\nA")),
            ("<fEff0041>", text(&[0xfe, 0xff, 0, 0x41])),
            ("[1 2 0 R null]", Object::Array(vec![Object::Int(1), Object::Ref(2), Object::Null])),
            ("true", Object::Bool(true)),
        ] {
            assert_eq!(reads(written), Ok(expected), "{written}");
        }
        let mut dict = reads("<</A 1/B<</C(x)>>>>").unwrap().dict().unwrap();
        assert_eq!(dict.take("A"), Some(Object::Int(1)));
        assert_eq!(dict.clone().done(), Err(Odd));
        assert!(dict.take("B").is_some());
        assert_eq!(dict.done(), Ok(()));
    }

    #[test]
    fn refuses() {
        for written in [
            "",
            "% hidden\n1",
            "1 % hidden",
            "<</A 1/A 2>>",
            "/A#42",
            "(a",
            "(\\q)",
            "(\u{e9})",
            "<4>",
            "<4x>",
            "[1",
            "1 1 R",
            "1e5",
            "obj",
            "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]",
        ] {
            assert_eq!(reads(written), Err(Odd), "{written}");
        }
    }

    #[test]
    fn reads_words() {
        assert_eq!(Object::Text(b"plain".to_vec()).words().as_deref(), Ok("plain"));
        assert_eq!(Object::Text(vec![0xfe, 0xff, 0x1e, 0xc5]).words().as_deref(), Ok("ễ"));
        assert_eq!(Object::Text(vec![0xfe, 0xff, 0xd8, 0]).words(), Err(Odd));
        assert_eq!(Object::Text(vec![0xe9]).words(), Err(Odd));
    }
}
