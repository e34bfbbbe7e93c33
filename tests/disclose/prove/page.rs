//! A released page as the tree that a browser builds of it.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use html5ever::serialize::{SerializeOpts, serialize};
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom, SerializableHandle};

/// The page's tree.
pub fn tree(bytes: &[u8]) -> RcDom {
    parse_document(RcDom::default(), ParseOpts::default()).from_utf8().one(bytes)
}

/// Whether the tree is what the page says: nothing added, moved or closed by the browser.
pub fn is_its_own_tree(bytes: &[u8]) -> bool {
    let mut written = Vec::new();
    let document = SerializableHandle::from(tree(bytes).document);
    serialize(&mut written, &document, SerializeOpts::default()).unwrap();
    let plain = |bytes: &[u8]| std::str::from_utf8(bytes).unwrap().replace('\n', "");
    plain(&written).replace("&nbsp;", "\u{a0}") == plain(bytes)
}

/// The rows of the released table, headings first; line breaks as such.
pub fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let dom = tree(bytes);
    assert!(dom.errors.borrow().is_empty(), "{:?}", dom.errors.borrow());
    let table = elements(&dom.document, "table").into_iter().find(|table| has_class(table, "data")).unwrap();
    let is_cell = |node: &Handle| matches!(name(node), Some("th" | "td"));
    let cells = |row: Handle| row.children.borrow().iter().filter(|n| is_cell(n)).map(text).collect();
    elements(&table, "tr").into_iter().map(cells).collect()
}

/// The elements of this name below a node, in order.
pub fn elements(node: &Handle, wanted: &str) -> Vec<Handle> {
    let mut found = Vec::new();
    for child in node.children.borrow().iter() {
        if name(child) == Some(wanted) {
            found.push(child.clone());
        }
        found.extend(elements(child, wanted));
    }
    found
}

/// Name of an element.
pub fn name(node: &Handle) -> Option<&str> {
    if let NodeData::Element { name, .. } = &node.data { Some(&name.local) } else { None }
}

/// Letters and line breaks of a node.
pub fn text(node: &Handle) -> String {
    if let NodeData::Text { contents } = &node.data {
        contents.borrow().to_string()
    } else if name(node) == Some("br") {
        "\n".to_owned()
    } else {
        node.children.borrow().iter().map(text).collect()
    }
}

fn has_class(node: &Handle, wanted: &str) -> bool {
    let NodeData::Element { attrs, .. } = &node.data else { return false };
    attrs.borrow().iter().any(|attr| &*attr.name.local == "class" && &*attr.value == wanted)
}
