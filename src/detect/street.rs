//! How streets, blocks and houses are named: what the detectors of addresses share.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::plain::Plain;
use super::rule::{Rule, pattern};

/// Words that end the name of a street and hardly mean anything else beside a number.
static STREETS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "alley approach arcade av ave avenue blvd boulevard bypass cl close court cr cres crescent crt ct dr \
     drive drv embankment esplanade gardens gdn gdns gr grove grv highway la lane ln mews parade passage \
     pl place promenade rd road row sq square st str street ter terr terrace walk way wynd yard",
    )
});

/// Words that end the name of a street or a block and mean other things as well.
static PLACES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "acre acres arches bank barn barns barton bld bldg bldgs brae bridge broadway brook brow buildings bungalow \
     bungalows causeway chase circle circus cliff combe common coombe copse corner cottage cottages courtyard croft \
     cross cut dale dell dene down downs edge end estate farm farmhouse field fields fold garth gate \
     gates ghyll gill glade glebe glen grange green hall hay hayes heath heights hill hollow house hse hurst knoll \
     keep lawn lawns lea leas leys link loan lodge mall maltings manor mansions mead meadow meadows mill mount \
     nook oast orchard oval pastures paddock paddocks park parkway path piece plaza point quadrant quay quays \
     rectory retreat ride ridge ridgeway rise side slade slope spinney stables steps strand tower towers \
     trees turn turnpike vale view villa village villas warren waters wharf wood woods works",
    )
});

/// Words that stand between a count and a street word by chance, and so are no street's name.
static NOT_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "a about am an and are armed as at away back been being bikes block blocks body bwv by calls car cars \
     cctv children clips along around behind between by down during inside into near opposite outside past through towards under via without cm custody day days dc different doors ds each exhibits feet females few for \
     from ft girls had has he her him his hour hours house houses hr hrs i in incidents is it km ladies \
     left lots males man marked men metre metres mile miles min mins minute minutes month months more \
     occasions of off officer officers on or other others out pages pc pcs pcso people persons plain pm \
     police ps quite second seconds secs separate sgt she shots so staff that them then they times to two \
     uniformed unmarked up van vans very was week weeks were when which who with women x yard yards year \
     years youths yrs",
    )
});

/// Those of them that streets are named with as well.
static NAMES_TOO: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words("back block day down house houses left ladies man over plain under yard"));

/// Courts of law and houses of the police are nobody's home.
static PUBLIC: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "administrative appeal assembly assize civil commercial constitutional coroner's coroners county criminal crown custody district family federal high instance labour law magistrates \
     magistrates' martial police regional section security social station supreme town youth",
    )
});

/// What needs a name of its own besides the article.
static UNNAMED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "bank bridge building buildings bungalow common corner cottage court cross drive end estate farm field fields flat \
     gate hall heath hill house lodge park passage path place point road side square station steps street tower towers \
     tree trees view villa village way wood woods works yard",
    )
});

/// What is built for people to stay in, beside streets and blocks.
static LODGINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "b&b backpackers caravan caravans foyer guest guesthouse hilton hostel hotel ibis inn marina market \
     motel novotel park refuge site travelodge ymca",
    )
});

/// A place open to all whose address follows: nobody lives at `Greggs, 3 Station Road`. A pub is its landlord's
/// home.
static VENUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?x)(?: \b(?i:police\ station|hospital|infirmary|crown\ court|county\ court|magistrates'?\ court|town\ hall|civic\ centre|guildhall|council\ offices?|job\ ?centre(?:\ plus)?|post\ office|library|leisure\ centre|railway\ station|bus\ station|fire\ station|surgery|health\ centre|hq|headquarters|nightclub|supermarket|museum|co-?op|tesco(?:'s|\ express|\ extra)?|asda|sainsbury'?s|aldi|lidl|morrisons|waitrose|greggs|mcdonald'?s|kfc|burger\ king|nando'?s|starbucks|argos|wilko|poundland|primark|wetherspoons?|betfred|ladbrokes|b&m|halfords|travelodge|premier\ inn) | \b(?:Costa|Subway|Boots|Iceland|Next) ) (?:,|\ (?:at|in|on)|,?\ \(|\ -)? \ ?$",
    )
});

/// Whether a place open to all ends there, so that the address after it is its own.
pub(crate) fn follows_a_venue(before: &str) -> bool {
    VENUE.is_match(before)
}

static MONTHS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "apr april aug august dec december feb february jan january jul july jun june mar march may nov \
     november oct october sep sept september",
    )
});

/// How a word ends a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Ending {
    /// As a street does.
    Street,
    /// As a street or block does, and much else.
    Place,
    /// As a hotel, hostel or site does.
    Lodging,
}

/// How a word ends a name, in any case.
pub(crate) fn ending(word: &str) -> Option<Ending> {
    let lower = word.to_ascii_lowercase();
    if STREETS.contains(lower.as_str()) {
        Some(Ending::Street)
    } else if PLACES.contains(lower.as_str()) {
        Some(Ending::Place)
    } else if LODGINGS.contains(lower.as_str()) {
        Some(Ending::Lodging)
    } else {
        None
    }
}

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

/// The next word at or after `at`, if only blanks (and at most one line break) stand before it.
pub(crate) fn next_word(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    let gap = rest.get(..blanks)?;
    let is_near = blanks <= 4 && gap.matches('\n').count() <= 1;
    let word = rest.get(blanks..)?;
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '&');
    let len = word.find(|letter: char| !is_letter(letter)).unwrap_or(word.len());
    let start = at + blanks;
    (is_near && len > 0).then_some(start..start + len)
}

/// The name of a street, block or lodging that begins at `at`: where it ends, and how.
///
/// In small letters only the words of streets are believed.
pub(crate) fn name_at(plain: &Plain<'_>, at: usize) -> Option<(Range<usize>, Ending)> {
    let text = plain.text();
    let mut from = at;
    let mut start = None;
    let mut words: Vec<&str> = Vec::new();
    let mut best: Option<(usize, Ending)> = None;
    while words.len() < 6 {
        let Some(word) = next_word(text, from) else { break };
        let spelling = text.get(word.clone())?;
        start.get_or_insert(word.start);
        let kind = ending(spelling).filter(|_| !words.is_empty() || is_alone(text, &word));
        if let Some((_, found)) = best {
            // After the end only another street word goes on: `Cadogan Row Mews`, `High Street North`.
            let goes_on = kind.is_some_and(|kind| kind == Ending::Street || found == Ending::Lodging);
            if !goes_on && !is_direction(spelling) {
                break;
            }
            best = Some((word.end, kind.unwrap_or(found).min(found)));
        } else if let Some(kind) = kind.filter(|kind| fits(&words, spelling, *kind)) {
            best = Some((word.end, kind));
        } else if !is_name(spelling, words.is_empty()) {
            break;
        }
        words.push(spelling);
        from = word.end;
        // `St. Mary's Road`: the full stop of an abbreviation does not end the name.
        if text.get(from..).is_some_and(|rest| rest.starts_with(". "))
            && spelling.eq_ignore_ascii_case("st")
            && best.is_none()
        {
            from += 1;
        }
    }
    let (end, kind) = best?;
    Some((start?..end, kind))
}

/// A house number that begins at `at`: `14`, `14A`, `12-14`.
pub(crate) fn house_number_at(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 || rest.starts_with('0') {
        return None;
    }
    let mut end = digits;
    let next = |end: usize| rest.as_bytes().get(end).copied().unwrap_or(b' ');
    if next(end).is_ascii_alphabetic() {
        end += 1;
    }
    if next(end) == b'-' && next(end + 1).is_ascii_digit() {
        let more = rest.bytes().skip(end + 1).take_while(u8::is_ascii_digit).count();
        end += 1 + more;
        if more > 3 {
            return None;
        }
        end += usize::from(next(end).is_ascii_alphabetic());
    }
    (!next(end).is_ascii_alphanumeric()).then_some(at..at + end)
}

/// Whether a word may be part of a name; the first of them may be an article.
fn is_name(word: &str, is_first: bool) -> bool {
    let lower = word.to_lowercase();
    // With a capital some of these open names all the same: `Back Lane`, `House Hill`.
    let has_small = word.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_capitalised = has_small && word.starts_with(char::is_uppercase);
    if NOT_NAMES.contains(lower.as_str()) && !(is_capitalised && NAMES_TOO.contains(lower.as_str())) {
        return false;
    }
    let is_particle = matches!(lower.as_str(), "the" | "de" | "la" | "le" | "upon");
    let is_ordinal = lower.starts_with(|c: char| c.is_ascii_digit()) && lower.ends_with(['t', 'd', 'h']);
    (is_particle && (is_first || lower != "the")) || is_ordinal || lower.starts_with(char::is_alphabetic)
}

/// Whether words and ending together are the name of a home and not of a court or a date.
fn fits(names: &[&str], last: &str, kind: Ending) -> bool {
    let Some(before) = names.last() else { return true };
    let is_particle = |word: &str| matches!(word, "the" | "of" | "de" | "la" | "le" | "upon");
    let is_capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let small = names.iter().filter(|name| !is_capital(name) && !is_particle(name)).count();
    let (before, ending) = (before.to_lowercase(), last.to_ascii_lowercase());
    let is_public = matches!(ending.as_str(), "court" | "house" | "hall" | "lodge" | "centre")
        && PUBLIC.contains(before.as_str());
    let is_date = (names.len() > 1 || kind != Ending::Street)
        && names.first().is_some_and(|first| MONTHS.contains(first.to_lowercase().as_str()));
    // `The Avenue` and `The Glebe` are streets, `the house` is not.
    let is_any = before == "the" && UNNAMED.contains(ending.as_str());
    // Small letters throughout are believed of streets only; small and capital ones mixed are prose.
    let is_believed = match small {
        0 => is_capital(last) || kind == Ending::Street,
        _ => kind == Ending::Street && small <= 3 && !names.iter().any(|name| is_capital(name)),
    };
    is_believed && !is_public && !is_date && !is_any
}

/// Streets whose whole name is one word: `Broadway`, `Strand`.
fn is_alone(text: &str, word: &Range<usize>) -> bool {
    let spelling = text.get(word.clone()).unwrap_or("");
    matches!(spelling.to_ascii_lowercase().as_str(), "broadway" | "strand" | "parkway" | "ridgeway")
        && spelling.starts_with(char::is_uppercase)
}

fn is_direction(word: &str) -> bool {
    matches!(word, "North" | "South" | "East" | "West" | "NORTH" | "SOUTH" | "EAST" | "WEST")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks which words of a text that begins with a name are the name.
    fn check(text: &str, expected: Option<&str>) {
        let plain = Plain::new(text);
        let found = name_at(&plain, 0).and_then(|(range, _)| plain.text().get(range));
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn ends_names() {
        check("Marlpit Close, Romford", Some("Marlpit Close"));
        check("CADOGAN ROW MEWS SW1X", Some("CADOGAN ROW MEWS"));
        check("St. Mary's Road and", Some("St. Mary's Road"));
        check("The Avenue", Some("The Avenue"));
        check("withy close .", Some("withy close"));
        check("Station Road West", Some("Station Road West"));
        check("Broadway", Some("Broadway"));
        check("Hanger Lane Travel Inn.", Some("Hanger Lane"));
        check("Priory Oast, Sevenoaks", Some("Priory Oast"));
    }

    #[test]
    fn leaves_what_is_no_name() {
        check("officers close behind", None);
        check("Crown Court", None);
        check("minutes drive", None);
        check("priory oast", None);
        check("June Park Lane", None);
        check("Marlpit. Close", None);
        check("Road Policing", None);
        check("The House", None);
    }

    #[test]
    fn reads_house_numbers() {
        for (text, expected) in
            [("14A High", Some("14A")), ("12-14 High", Some("12-14")), ("31b", Some("31b"))]
        {
            assert_eq!(house_number_at(text, 0).and_then(|range| text.get(range)), expected);
        }
        for text in ["12345 High", "14AB", "07", "x", ""] {
            assert_eq!(house_number_at(text, 0), None, "in {text:?}");
        }
    }
}
