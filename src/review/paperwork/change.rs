//! Changes of the paperwork, each with its state before and after.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Argument, InterestRecord, NoticeDetails, Paperwork, SignOff, TimeSpent};
use crate::law::{Clock, Group, TextsUsed};

/// Something of the paperwork that an officer can change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperworkChange {
    /// What is argued for a reason.
    Argument {
        /// Code of the reason, or the officer's own words.
        reason: String,
        /// Before.
        was: Box<Argument>,
        /// After.
        now: Box<Argument>,
    },
    /// The legitimate-interest record of a group.
    Interest {
        /// The group.
        group: Group,
        /// Before.
        was: InterestRecord,
        /// After.
        now: InterestRecord,
    },
    /// Whether the notice goes with the release.
    NoticeWanted {
        /// Before.
        was: bool,
        /// After.
        now: bool,
    },
    /// The facts of the notice.
    NoticeDetails {
        /// Before.
        was: Box<NoticeDetails>,
        /// After.
        now: Box<NoticeDetails>,
    },
    /// A paragraph of the notice in the officer's own words.
    Paragraph {
        /// Its stable name.
        id: String,
        /// Before; `None` if the template stood.
        was: Option<String>,
        /// After.
        now: Option<String>,
    },
    /// A second officer's signature.
    SignOff {
        /// Before.
        was: Option<SignOff>,
        /// After.
        now: Option<SignOff>,
    },
    /// A warning settled, or a question answered.
    Lint {
        /// Its stable key.
        key: String,
        /// Why that was in order before; `None` if it was open.
        was: Option<String>,
        /// After.
        now: Option<String>,
    },
    /// What has happened to the clock of the request.
    Clock {
        /// Before.
        was: Box<Clock>,
        /// After.
        now: Box<Clock>,
    },
    /// Time spent.
    Time {
        /// Its number, from 0.
        number: u32,
        /// Before.
        was: Option<TimeSpent>,
        /// After.
        now: Option<TimeSpent>,
    },
    /// Words that are withheld somewhere and are part of the request's reference.
    InReference {
        /// The reference as it stood then: another one is settled anew.
        reference: String,
        /// The words, folded.
        words: String,
        /// Why that was in order before; `None` if it was not settled.
        was: Option<String>,
        /// After.
        now: Option<String>,
    },
    /// The force's own texts that the case is argued under.
    Texts {
        /// Before.
        was: TextsUsed,
        /// After.
        now: TextsUsed,
    },
}

impl PaperworkChange {
    /// Takes this one back.
    pub(in crate::review) fn invert(&mut self) {
        match self {
            PaperworkChange::Argument { was, now, reason: _ } => std::mem::swap(was, now),
            PaperworkChange::Interest { was, now, group: _ } => std::mem::swap(was, now),
            PaperworkChange::NoticeWanted { was, now } => std::mem::swap(was, now),
            PaperworkChange::NoticeDetails { was, now } => std::mem::swap(was, now),
            PaperworkChange::Paragraph { was, now, id: _ } => std::mem::swap(was, now),
            PaperworkChange::SignOff { was, now } => std::mem::swap(was, now),
            PaperworkChange::Lint { was, now, key: _ } => std::mem::swap(was, now),
            PaperworkChange::Clock { was, now } => std::mem::swap(was, now),
            PaperworkChange::Time { was, now, number: _ } => std::mem::swap(was, now),
            PaperworkChange::InReference { was, now, reference: _, words: _ } => std::mem::swap(was, now),
            PaperworkChange::Texts { was, now } => std::mem::swap(was, now),
        }
    }

    /// Whether it changes nothing.
    pub(in crate::review) fn is_idle(&self) -> bool {
        match self {
            PaperworkChange::Argument { was, now, reason: _ } => was == now,
            PaperworkChange::Interest { was, now, group: _ } => was == now,
            PaperworkChange::NoticeWanted { was, now } => was == now,
            PaperworkChange::NoticeDetails { was, now } => was == now,
            PaperworkChange::Paragraph { was, now, id: _ } => was == now,
            PaperworkChange::SignOff { was, now } => was == now,
            PaperworkChange::Lint { was, now, key: _ } => was == now,
            PaperworkChange::Clock { was, now } => was == now,
            PaperworkChange::Time { was, now, number: _ } => was == now,
            PaperworkChange::InReference { was, now, reference: _, words: _ } => was == now,
            PaperworkChange::Texts { was, now } => was == now,
        }
    }

    /// What it is about, in a few words without case text.
    pub fn about(&self) -> &'static str {
        match self {
            PaperworkChange::Argument { .. } => "what is argued for a reason",
            PaperworkChange::Interest { .. } => "a legitimate-interest record",
            PaperworkChange::NoticeWanted { .. } => "whether the notice goes with the release",
            PaperworkChange::NoticeDetails { .. } => "the facts of the notice",
            PaperworkChange::Paragraph { .. } => "a paragraph of the notice",
            PaperworkChange::SignOff { .. } => "the second officer’s signature",
            PaperworkChange::Lint { .. } => "a legal check",
            PaperworkChange::Clock { .. } => "the clock of the request",
            PaperworkChange::Time { .. } => "time spent",
            PaperworkChange::InReference { .. } => "which withheld words may be part of the reference",
            PaperworkChange::Texts { .. } => "which texts of the force’s own it is argued under",
        }
    }

    /// Whether a second officer would have to look again.
    pub(in crate::review) fn bears_on_signature(&self) -> bool {
        match self {
            PaperworkChange::SignOff { .. }
            | PaperworkChange::Clock { .. }
            | PaperworkChange::Time { .. } => false,
            PaperworkChange::Argument { .. }
            | PaperworkChange::Interest { .. }
            | PaperworkChange::NoticeWanted { .. }
            | PaperworkChange::NoticeDetails { .. }
            | PaperworkChange::Paragraph { .. }
            | PaperworkChange::Lint { .. }
            | PaperworkChange::InReference { .. }
            | PaperworkChange::Texts { .. } => true,
        }
    }
}

impl Paperwork {
    /// Takes a change in. Cannot fail.
    pub(in crate::review) fn set(&mut self, change: PaperworkChange) {
        match change {
            PaperworkChange::Argument { reason, was: _, now } => {
                put(&mut self.arguments, reason, Some(*now).filter(|argument| !argument.is_empty()));
            }
            PaperworkChange::Interest { group, was: _, now } => {
                put(&mut self.interests, group, Some(now).filter(|record| !record.parts.is_empty()));
            }
            PaperworkChange::NoticeWanted { was: _, now } => self.notice_wanted = now,
            PaperworkChange::NoticeDetails { was: _, now } => self.notice = *now,
            PaperworkChange::Paragraph { id, was: _, now } => put(&mut self.paragraphs, id, now),
            PaperworkChange::SignOff { was: _, now } => self.signed_off = now,
            PaperworkChange::Lint { key, was: _, now } => put(&mut self.settled_lints, key, now),
            PaperworkChange::Clock { was: _, now } => self.clock = *now,
            PaperworkChange::Time { number, was: _, now } => put(&mut self.time, number, now),
            PaperworkChange::InReference { reference, words, was: _, now } => {
                put(&mut self.in_reference, (reference, words), now);
            }
            PaperworkChange::Texts { was: _, now } => self.texts = now,
        }
    }
}

fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => {
            map.insert(key, value);
        }
        None => {
            map.remove(&key);
        }
    }
}
