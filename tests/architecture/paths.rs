//! Finds every path that a Rust source names, with its `use` groups opened.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path as it is written, as `["crate", "law", "ExemptionId"]` or `["super", "super", "*"]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The module it stands in: that of the file, and inline modules within it.
    pub module: Vec<String>,
    /// Its segments; a glob is `*`.
    pub segments: Vec<String>,
    /// Whether it is given another name with `as`.
    pub renamed: bool,
}

/// What a source holds.
#[derive(Default, Debug)]
pub struct Source {
    /// Every path, a lone identifier included, in order.
    pub paths: Vec<Found>,
    /// Ways around the file layout: `#[path]`, `include!`, `extern crate self`.
    pub detours: Vec<&'static str>,
}

/// Reads a source that stands in this module.
pub fn read(module: &[String], text: &str) -> Result<Source, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("it is not Rust: {error}"))?;
    let mut source = Source::default();
    source.walk(module, &trees(tokens));
    Ok(source)
}

impl Source {
    fn walk(&mut self, module: &[String], tokens: &[TokenTree]) {
        let mut at = 0;
        while at < tokens.len() {
            self.note_detours(&tokens[at..]);
            if let Some((name, body)) = inline_module(&tokens[at..]) {
                let inner = [module, &[name]].concat();
                self.walk(&inner, &body);
                at += 3;
            } else if ident(tokens.get(at)).is_some() {
                at += self.path(module, &[], &tokens[at..]);
            } else if let Some(TokenTree::Group(group)) = tokens.get(at) {
                self.walk(module, &trees(group.stream()));
                at += 1;
            } else {
                at += 1;
            }
        }
    }

    /// Reads the path at the start of `tokens`, after `prefix`; says how many tokens it took.
    fn path(&mut self, module: &[String], prefix: &[String], tokens: &[TokenTree]) -> usize {
        let mut segments = prefix.to_vec();
        let mut at = 0;
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(name)) => {
                    segments.push(name.to_string().trim_start_matches("r#").to_owned());
                    at += 1;
                }
                Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
                    segments.push("*".to_owned());
                    at += 1;
                    break;
                }
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.group(module, &segments, &trees(group.stream()));
                    return at + 1;
                }
                _ => break,
            }
            if is_double_colon(&tokens[at..]) && continues(tokens.get(at + 2)) {
                at += 2;
            } else {
                break;
            }
        }
        let renamed = ident(tokens.get(at)).as_deref() == Some("as");
        self.paths.push(Found { module: module.to_vec(), segments, renamed });
        at.max(1)
    }

    /// Reads the members of a `use` group, which commas separate.
    fn group(&mut self, module: &[String], prefix: &[String], tokens: &[TokenTree]) {
        for member in tokens.split(|token| is_punct(Some(token), ',')).filter(|member| !member.is_empty()) {
            let member = if is_double_colon(member) { &member[2..] } else { member };
            self.path(module, prefix, member);
        }
    }

    fn note_detours(&mut self, tokens: &[TokenTree]) {
        let word = |at: usize| ident(tokens.get(at));
        if word(0).as_deref() == Some("include") && is_punct(tokens.get(1), '!') {
            self.detours.push("include!");
        }
        if word(0).as_deref() == Some("path") && is_punct(tokens.get(1), '=') && is_literal(tokens.get(2)) {
            self.detours.push("#[path]");
        }
        let three = [word(0), word(1), word(2)];
        if three.iter().map(Option::as_deref).eq([Some("extern"), Some("crate"), Some("self")]) {
            self.detours.push("extern crate self");
        }
    }
}

fn trees(tokens: TokenStream) -> Vec<TokenTree> {
    tokens.into_iter().collect()
}

fn inline_module(tokens: &[TokenTree]) -> Option<(String, Vec<TokenTree>)> {
    if ident(tokens.first()).as_deref() != Some("mod") {
        return None;
    }
    match tokens.get(2) {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => {
            Some((ident(tokens.get(1))?, trees(body.stream())))
        }
        _ => None,
    }
}

fn ident(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(name)) => Some(name.to_string()),
        _ => None,
    }
}

fn is_punct(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

fn is_literal(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Literal(_)))
}

fn is_double_colon(tokens: &[TokenTree]) -> bool {
    is_punct(tokens.first(), ':') && is_punct(tokens.get(1), ':')
}

/// Whether a path goes on with this token after `::`; the `<` of a type does not count.
fn continues(token: Option<&TokenTree>) -> bool {
    match token {
        Some(TokenTree::Ident(_)) => true,
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        other => is_punct(other, '*'),
    }
}
