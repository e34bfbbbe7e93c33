//! Handles and profiles on social networks: `@handle`, `Instagram: handle`, `tiktok.com/@handle`.

use std::ops::Range;
use std::sync::LazyLock;

use crate::detect::plain::{Collector, Plain};
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct SocialProfile;

/// What follows an `@` that nothing touches.
static HANDLE: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"^@([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,48}[A-Za-z0-9_])?)"));

/// `u/` and a name, as one network writes its members.
static MEMBER: LazyLock<Rule> = LazyLock::new(|| pattern(r"\bu/[A-Za-z0-9_-]{3,30}\b"));

/// Times and amounts after an `@`: `@10am`, `@2215hrs`.
static MEASURE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(r"(?i)^[0-9.]+(?:am|pm|a|p|hrs?|hours|h|th|st|nd|rd|mph|kmh|k|m|x|ish)?(?:-[0-9a-z.]*)?$")
});

/// A page of a network with something after the stroke.
static PROFILE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?:https?://)?(?:[a-z0-9-]{1,12}\.)?(?: (?:facebook|fb|instagram|twitter|x|tiktok|snapchat|linkedin|youtube|reddit|threads|onlyfans|telegram|pinterest|tumblr|twitch|soundcloud|vimeo)\.(?:com|net|tv|org) | (?:t|wa|fb|vm\.tiktok)\.(?:me|com) | youtu\.be | bsky\.app | linktr\.ee | discord\.gg )/[a-z0-9@_.?=&%/\#~+-]*[a-z0-9_/]",
    )
});

/// A network, then how its members are called, then the handle.
static NAMED: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b( (?: facebook|fb|instagram|insta|ig|twitter|tiktok|tik\stok|snap\s?chat|snap|linkedin|youtube|reddit|threads|onlyfans|telegram|discord|twitch|whatsapp|xbox|psn|playstation|grindr|tinder|bumble|kik|signal|skype|steam|roblox|hinge|mastodon|bluesky ) (?:\slive)? (?:\s(?:account|page|profile|handle|user\s?name|screen\s?name|user|gamer\s?tag|tag|name|id|channel|alias|add|under|as|is|called|named)\b){0,3} | (?:handle|user\s?name|screen\s?name|gamer\s?tag|account\sname|profile\sname|display\sname) (?:\s(?:is|was|of|as)\b)? ) (,\swhich\s(?:is|was)\s|[\s:;=(\x22'-]{1,4}) (?:(?:s?he|they|it|hers|his)\s(?:is|are|was)\s)? ([a-z0-9_](?:[a-z0-9_.-]{1,48}[a-z0-9_])) ",
    )
});

/// A name and four digits after `#`, as one network tells members of one name apart.
static NUMBERED: LazyLock<Rule> = LazyLock::new(|| pattern(r"\b[A-Za-z0-9_.]{2,30}#[0-9]{4}\b"));

/// Letters with `_` between them, or small ones with two dots: nobody writes a word so.
static STRANGE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b(?:[a-z0-9]+(?:(?:\.|_{1,3})[a-z0-9]+)*_[a-z0-9]+(?:(?:\.|_{1,3})[a-z0-9]+)*|[A-Za-z0-9]+_[A-Za-z]{4,}(?:_[A-Za-z0-9]+)?|[A-Za-z]{4,}_[A-Za-z0-9]+|[a-z]{2,}[0-9]*(?:\.[a-z0-9]+){2,4})\b",
    )
});

/// Ends of the names of files and of addresses of the web.
static OF_FILES: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\.(?:mp[34]|avi|mov|mkv|wav|jpe?g|png|gif|heic|pdf|docx?|xlsx?|csv|txt|zip|msg|eml|html?|com|net|org|uk|gov|police|info|io|tv|me)$",
    )
});

/// Names of recordings and forms, written without the end of a file.
static OF_RECORDINGS: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|_)(?:bwv|bwc|cctv|img|dsc|vid|video|clip|file|audio|record(?:ing)?|exhibit|form|template|report|statement|v[0-9]+|final|copy|pc|ps|sgt|crime|case|log)(?:_|$|[0-9])",
    )
});

/// What follows `@` in shorthand for `at`.
const PLACES: &[&str] = &[
    "a", "about", "address", "all", "an", "approx", "around", "bus", "cell", "court", "custody", "door",
    "front", "gate", "her", "his", "home", "hosp", "hospital", "house", "least", "midnight", "my", "nick",
    "night", "noon", "one", "our", "park", "police", "ps", "rear", "scene", "school", "station", "stn",
    "that", "the", "their", "them", "this", "time", "times", "tube", "which", "work", "your",
];

/// Accounts of forces and their watchdogs: they lead to no person.
const PUBLIC_BODIES: &[&str] =
    &["btp", "btp_uk", "citypolice", "cpsuk", "iopc_help", "metpoliceuk", "policeconduct", "policeuk"];

impl Detector for SocialProfile {
    fn id(&self) -> DetectorId {
        DetectorId::new("social-profile")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let text = plain.text();
        let mut hits = Collector::new(out);
        if text.contains('/') {
            for found in plain.find(&PROFILE) {
                let words = found.as_str().trim_end_matches('/');
                let range = found.start()..found.start() + words.len();
                if words.contains('/') && !plain.before(range.start, 1).ends_with(['@', '.']) {
                    hits.add(plain.hit(
                        range,
                        Kind::Social,
                        "Is the address of a profile on a social network",
                        930,
                    ));
                }
            }
        }
        let members = if text.contains("u/") { text } else { "" };
        for found in MEMBER.find_iter(members) {
            let is_part = plain.before(found.start(), 1).ends_with(['/', '.', '-', '_']);
            let goes_on = plain.after(found.end(), 1).starts_with('/');
            if !is_part && !goes_on {
                let sentence = "Is written as a network writes its members";
                hits.add(plain.hit(found.range(), Kind::Social, sentence, 900));
            }
        }
        for found in plain.find(&NUMBERED) {
            let sentence = "Is written as a network writes its members";
            if found.as_str().bytes().any(|byte| byte.is_ascii_alphabetic()) {
                hits.add(plain.hit(found.range(), Kind::Social, sentence, 850));
            }
        }
        for (at, _) in text.match_indices('@') {
            let Some(handle) = text.get(at..).and_then(|rest| HANDLE.captures(rest)).and_then(|c| c.get(1))
            else {
                continue;
            };
            let touches = |letter: char| letter.is_alphanumeric() || "._%+-@".contains(letter);
            let is_email = text.get(..at).is_some_and(|before| before.ends_with(touches));
            let lower = handle.as_str().to_ascii_lowercase();
            let is_domain = lower.ends_with(".com") || lower.ends_with(".org") || lower.ends_with(".uk");
            let is_place = PLACES.binary_search(&lower.as_str()).is_ok();
            let is_public = PUBLIC_BODIES.binary_search(&lower.as_str()).is_ok();
            if !is_email
                && !is_domain
                && !is_place
                && !is_public
                && lower.len() > 1
                && !MEASURE.is_match(&lower)
            {
                let range = at..at + handle.end();
                hits.add(plain.hit(range, Kind::Social, "Has the form of a handle on a social network", 930));
            }
        }
        if text.contains('_') || has_dots_in_words(text) {
            for found in plain.find(&STRANGE).filter(|found| is_strange_word(plain, found.range())) {
                let sentence = "Is written as handles are, and no word is";
                hits.add(plain.hit(found.range(), Kind::Social, sentence, 760));
            }
        }
        for found in plain.captures(&NAMED) {
            let (Some(cue), Some(sign), Some(name)) = (found.get(1), found.get(2), found.get(3)) else {
                continue;
            };
            if is_handle(plain, cue.as_str(), sign.as_str(), name.as_str(), name.end()) {
                hits.add(plain.hit_by(cue.range(), name.range(), Kind::Social, "Follows “{}”", 850));
            }
        }
    }
}

/// Whether at least two dots stand between letters or digits.
fn has_dots_in_words(text: &str) -> bool {
    let bytes = text.as_bytes();
    let joins = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let is_inside = |at: usize| at > 0 && joins(bytes.get(at - 1)) && joins(bytes.get(at + 1));
    text.match_indices('.').filter(|&(at, _)| is_inside(at)).nth(1).is_some()
}

/// Whether letters joined by `_` or dots are neither the name of a file nor part of an address.
fn is_strange_word(plain: &Plain<'_>, found: Range<usize>) -> bool {
    let word = plain.text().get(found.clone()).unwrap_or("");
    let touches = |letter: char| letter.is_alphanumeric() || "._@/\\-:%&=".contains(letter);
    let before = plain.before(found.start, 4);
    let after = plain.after(found.end, 2);
    let goes_on = after.starts_with(|next: char| "@/\\_".contains(next))
        || after.starts_with(':') && after.ends_with(['/', '\\'])
        || after.starts_with('.') && after.ends_with(char::is_alphanumeric);
    let longest = word.split(['.', '_']).map(str::len).max().unwrap_or(0);
    word.bytes().filter(u8::is_ascii_alphabetic).count() >= 5
        && longest >= 4
        && !OF_FILES.is_match(word)
        && !OF_RECORDINGS.is_match(word)
        && !word.starts_with("www.")
        && !before.ends_with(touches)
        && !goes_on
}

/// Whether the word after a network is a handle: nobody writes a word with `_` or with digits and
/// letters mixed; a plain word is believed where it is set off on both sides.
fn is_handle(plain: &Plain<'_>, cue: &str, sign: &str, name: &str, end: usize) -> bool {
    let has_digit = name.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = name.bytes().any(|byte| byte.is_ascii_alphabetic());
    let has_inner_mark = name.contains('_') || (name.contains('.') && has_letter);
    // `HullAuditor`: a capital inside a word.
    let has_hump =
        name.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
            && !name.starts_with("Mc")
            && !name.starts_with("Mac");
    let is_strange = has_hump || has_letter && (has_inner_mark || (has_digit && !MEASURE.is_match(name)));
    let is_number = !has_letter && name.contains(['/', '-', '.']);
    let is_set_off = sign.contains([':', '=', '"', '\'']);
    let ends = plain.after(end, 2);
    let is_closed = ends.is_empty() || ends.starts_with([',', '.', ')', '"', '\'', '\n', ';']);
    let names_handle =
        ["handle", "name", "tag", "user"].iter().any(|word| cue.to_ascii_lowercase().contains(word));
    let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_strange = is_strange || names_handle && is_lower && name.contains('-');
    !is_number
        && has_letter
        && !plain.after(end, 1).starts_with(|next: char| next.is_alphanumeric())
        && (is_strange || (is_set_off && is_closed && (names_handle || is_lower)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn lists_are_sorted() {
        assert!(PLACES.is_sorted() && PUBLIC_BODIES.is_sorted());
    }

    #[test]
    fn finds() {
        for marked in [
            "Clip later appeared on [SOCIAL:@n17_uncut]. Posted by [SOCIAL:@legalobs_ldn] shows",
            "on Instagram, [SOCIAL:@kam_muldoon_x]. ([SOCIAL:@ngozi_speaks]) [SOCIAL:@yan.e.official].",
            "views on [SOCIAL:tiktok.com/@delph_nd]. It; [SOCIAL:instagram.com/dj.skitz.e8] says",
            "[SOCIAL:https://www.facebook.com/dre.smith.90/] [SOCIAL:https://x.com/kay_b?s=20], [SOCIAL:t.me/kayb]".replace("90/]", "90]/").as_str(),
            "Instagram: [SOCIAL:jadenf], insta [SOCIAL:jay_99], Snapchat name [SOCIAL:jdog22]",
            "Snap: [SOCIAL:maxr.climbs]; IG - [SOCIAL:lil.kay]; TikTok user [SOCIAL:kaybee21]",
            "found her on Insta (she is [SOCIAL:saff.meeks]); her Snap, which is [SOCIAL:ola.k0wal]; discord: [SOCIAL:ravi#4471]",
            "gamertags [SOCIAL:xX_KEMPKILLA_Xx] and; (admin: [SOCIAL:HavHoard_Wes]); profile [SOCIAL:RossM_Evo]",
            "handle [SOCIAL:wintry-otter]. Signal name [SOCIAL:k-rend], X",
            "A Reddit account, [SOCIAL:u/nightshift_yip], wrote; [SOCIAL:u/LoneWolf88]. No",
            "used the handle '[SOCIAL:dre]'; username: [SOCIAL:oakes1]. Twitter handle [SOCIAL:xx_pc_watch]",
            "FACEBOOK PROFILE \"[SOCIAL:DRE.SMITH.90]\"; gamertag [SOCIAL:SniperKid07]; Youtube channel [SOCIAL:HullAuditor]",
            "snap me on [SOCIAL:chlo_rigz99] or message [SOCIAL:craig.i.fitness], he was [SOCIAL:big_dave_of_orwick].",
            "on\u{a0}[SOCIAL:@n17_uncut] and ＠n17 or [SOCIAL:@07kingz]".replace("＠n17", "[SOCIAL:＠n17]").as_str(),
        ] {
            check(&SocialProfile, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "jo@example.org and jo.may@mail.example.com, @ 10:00, @10am, @2215hrs @1430-1500",
            "file BWV_Okafor_2021, Clip_Hallway, Report_Final and IMG_Doorway; item #4417, no#4417x; she tweets a well-known line",
            "was u/s and u/k, edu/en/page, reddit.example/u/a_b/c",
            "met @home then @the station, posted by @metpoliceuk",
            "posted on Facebook and Instagram. Snapchat shows the video; facebook.com was open",
            "Instagram: the video shows him; TikTok live, WhatsApp 07700900142",
            "he can handle himself; username unknown; name: Smith",
            "exported as pc_okafor_clip.mp4, at www.example.police.uk/your_rights, C:\\clips\\front_door and _________",
            "e.g. i.e. at 9.30 a.m. v2.4.1; he left.he came back.then went, see example.org.uk and s_f",
            "WhatsApp 12/03/2020 and Twitter 2019, insta on 5.10.20",
        ] {
            check(&SocialProfile, text);
        }
    }
}
