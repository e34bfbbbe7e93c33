//! Ways to leak from a page.

use std::io::Cursor;

use withheld::detect::Cancel;
use withheld::disclose::proof::prove;
use withheld::disclose::{Rule, Secrets, build};
use withheld::review::Policy;

use super::support::{info, written};
use super::{Leak, case, format, is_caught, put, utf16};

fn honest() -> String {
    String::from_utf8(written(&format("html"), &build(&case(), Policy::Final, &info()))).unwrap()
}

fn rules(bytes: &[u8]) -> Vec<Rule> {
    let case = case();
    let disclosure = build(&case, Policy::Final, &info());
    let secrets = Secrets::collect(&case, Policy::Final);
    let mut input = Cursor::new(bytes);
    let html = format("html");
    let proof = prove(&html, "x", "x.html", &mut input, &disclosure, &secrets, &Cancel::default()).unwrap();
    proof.rules_broken().into_iter().collect()
}

/// What stands in the page, and what is put in its place.
const EDITS: &[(&str, &str, &str, Rule)] = &[
    ("comment in the head", "<title>", "<!--Adeyemi--><title>", Rule::WithheldWords),
    ("comment in a cell", "<td>PC ", "<td><!--Adeyemi-->PC ", Rule::PartDiffers),
    ("comment behind the page", "</html>\n", "</html>\n<!--Adeyemi-->", Rule::PartDiffers),
    ("comment before the page", "<!DOCTYPE html>", "<!--Adeyemi--><!DOCTYPE html>", Rule::WithheldWords),
    ("instruction", "<title>", "<?Adeyemi?><title>", Rule::WithheldWords),
    ("letters behind the page", "</html>\n", "</html>\nAdeyemi", Rule::PartDiffers),
    (
        "letters between rows",
        "</tr>\n<tr id=\"entry-2\">",
        "</tr>\nAdeyemi<tr id=\"entry-2\">",
        Rule::PartDiffers,
    ),
    ("value of a data- attribute", "<td>PC ", "<td data-name=\"Adeyemi\">PC ", Rule::PartDiffers),
    ("name of a data- attribute", "<td>PC ", "<td data-adeyemi>PC ", Rule::PartDiffers),
    ("title of a cell", "<td>PC ", "<td title=\"Adeyemi\">PC ", Rule::PartDiffers),
    ("attribute of an end", "</td>", "</td data-x=\"Adeyemi\">", Rule::PartDiffers),
    ("attribute of a mark", "<td>PC <mark>", "<td>PC <mark title=\"Adeyemi\">", Rule::PartDiffers),
    ("attribute that stands twice", "lang=\"en-GB\"", "lang=\"en-GB\" lang=\"Adeyemi\"", Rule::WithheldWords),
    ("label", "aria-label=\"Table of the entries\"", "aria-label=\"Adeyemi\"", Rule::WithheldWords),
    ("name of a row", "id=\"entry-1\"", "id=\"Adeyemi\"", Rule::PartDiffers),
    ("script", "</head>", "<script>const x = \"Adeyemi\"</script></head>", Rule::WithheldWords),
    (
        "data in a script",
        "</main>",
        "<script type=\"application/json\">[\"Adeyemi\"]</script></main>",
        Rule::PartDiffers,
    ),
    ("handler", "<body>", "<body onload=\"x('Adeyemi')\">", Rule::WithheldWords),
    ("comment in the style", "<style>", "<style>/*Adeyemi*/", Rule::WithheldWords),
    ("letters from the style", "</style>", ".data::after{content:\"Adeyemi\"}</style>", Rule::WithheldWords),
    ("a second style", "</head>", "<style>/*Adeyemi*/</style></head>", Rule::WithheldWords),
    ("style of an element", "<td>PC ", "<td style=\"--x:Adeyemi\">PC ", Rule::PartDiffers),
    ("author", "<title>", "<meta name=\"author\" content=\"Adeyemi\"><title>", Rule::WithheldWords),
    ("title of the page", "<title>", "<title>Adeyemi ", Rule::WithheldWords),
    ("heading of the page", "<h1>", "<h1>Adeyemi ", Rule::WithheldWords),
    ("caption", "<caption>Body", "<caption>Adeyemi Body", Rule::WithheldWords),
    ("fact", "<dd>A force", "<dd>Adeyemi", Rule::WithheldWords),
    ("meaning of a mark", "– Personal Data", "– Adeyemi", Rule::WithheldWords),
    ("hidden element", "<td>PC ", "<td><span hidden>Adeyemi</span>PC ", Rule::PartDiffers),
    ("white text", "<td>PC ", "<td><span style=\"color:#fff\">Adeyemi</span>PC ", Rule::PartDiffers),
    ("alternative text", "<td>PC ", "<td><img alt=\"Adeyemi\">PC ", Rule::PartDiffers),
    ("template", "</main>", "<template>Adeyemi</template></main>", Rule::PartDiffers),
    ("what shows without scripts", "<main>", "<noscript>Adeyemi</noscript><main>", Rule::WithheldWords),
    ("closed details", "<main>", "<details><p>Adeyemi</p></details><main>", Rule::WithheldWords),
    ("field", "<main>", "<input type=\"hidden\" value=\"Adeyemi\"><main>", Rule::WithheldWords),
    ("link", "href=\"#entries\"", "href=\"?q=%41deyem%69\"", Rule::WithheldWords),
    ("packed link", "href=\"#entries\"", "href=\"data:,QWRleWVtaQ==\"", Rule::WithheldWords),
    ("escaped letters", "<h1>", "<h1>&#65;deyem&#x69; ", Rule::WithheldWords),
    ("escaped letters in a cell", "<td>PC ", "<td>PC &#65;deyem&#x69; ", Rule::CellDiffers),
    ("word split over elements", "<td>PC ", "<td>PC Ade<b>yemi</b> ", Rule::PartDiffers),
    ("word split over marks", "<td>PC ", "<td>PC <mark>Ade</mark><mark>yemi</mark> ", Rule::CellDiffers),
    ("word split over lines", "<td>PC ", "<td>PC Ade<br>yemi ", Rule::CellDiffers),
    ("words as the mark", "<td>PC <mark>[s40(2)]", "<td>PC <mark>Adeyemi", Rule::CellDiffers),
    ("words beside the mark", "<td>PC <mark>[s40(2)]", "<td>PC <mark>[s40(2) Adeyemi]", Rule::CellDiffers),
    ("no mark", "<td>PC <mark>[s40(2)]</mark>", "<td>PC [s40(2)]", Rule::CellDiffers),
    ("a different cell", "<td>PC ", "<td>PC Adeyemi ", Rule::CellDiffers),
    ("zero-width letters in a cell", "Battery", "Bat\u{200b}tery", Rule::CellDiffers),
    ("a heading of a column", ">Summary<", ">Adeyemi<", Rule::CellDiffers),
    ("surplus cell", "</td></tr>", "</td><td>Adeyemi</td></tr>", Rule::PartDiffers),
    (
        "surplus row",
        "</tbody></table></div>",
        "<tr><td>Adeyemi</td></tr></tbody></table></div>",
        Rule::PartDiffers,
    ),
    (
        "foot of the table",
        "</tbody></table></div>",
        "</tbody><tfoot><tr><td>Adeyemi</td></tr></tfoot></table></div>",
        Rule::PartDiffers,
    ),
    ("element that is never closed", "<td>PC ", "<td><p>PC ", Rule::PartDiffers),
    ("element that closes itself", "<td>PC ", "<td><i title=\"Adeyemi\"/>PC ", Rule::PartDiffers),
    ("a text that is no markup elsewhere", "<td>PC ", "<td><![CDATA[Adeyemi]]>PC ", Rule::PartDiffers),
    (
        "name of the document type",
        "<!DOCTYPE html>",
        "<!DOCTYPE html PUBLIC \"Adeyemi\">",
        Rule::WithheldWords,
    ),
    ("a byte of zero", "<td>PC ", "<td>PC \0", Rule::PartDiffers),
    ("carriage return", "<td>PC ", "<td>\rPC ", Rule::PartDiffers),
    ("byte order mark", "<!DOCTYPE", "\u{feff}<!DOCTYPE", Rule::PartDiffers),
    ("another policy", "default-src 'none'", "default-src *", Rule::PartDiffers),
    ("a page cut short", "</html>\n", "", Rule::PartDiffers),
];

#[test]
fn no_page_leaks() {
    let honest = honest();
    assert_eq!(rules(honest.as_bytes()), []);
    for (how, from, to, rule) in EDITS {
        assert!(honest.contains(from), "{from} is not there");
        let found = rules(honest.replacen(from, to, 1).as_bytes());
        assert!(found.contains(rule), "{how}: {found:?}");
    }
    let two_bytes = utf16(&honest);
    assert!(rules(&two_bytes).contains(&Rule::PartDiffers), "letters of two bytes");
    assert!(rules(b"Adeyemi").contains(&Rule::WithheldWords), "no page at all");
    assert!(rules(b"").contains(&Rule::PartDiffers), "nothing");
    let broken = [honest.as_bytes(), b"\xff"].concat();
    assert!(rules(&broken).contains(&Rule::PartDiffers), "bytes that are no letters");
}

#[test]
fn a_leak_is_never_released() {
    let leak = Leak {
        how: "title of a cell",
        write: |d, out, _| {
            let page = String::from_utf8(written(&format("html"), d)).unwrap();
            put(out, page.replacen("<td>PC ", "<td title=\"Adeyemi\">PC ", 1).as_bytes())
        },
        rule: Rule::PartDiffers,
    };
    is_caught("html", &leak);
}
