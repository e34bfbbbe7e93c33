//! Seals one record and ties it to the one before.
//!
//! A sealed record is `nonce (24 bytes) | ciphertext | tag (16 bytes)`, XChaCha20-Poly1305. Case id,
//! number and the tag of the record before are its associated data, so that no record can be
//! altered, moved, left out or brought from another case without the key. Whoever has the key can
//! make records with any tag they like; so the head that stands in a certificate is not a tag but
//! a SHA-256 over all sealed records, which nobody can match with another log.

use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Problem;
use super::key::{KEY_LEN, SecretKey, random};
use crate::text::hex;

/// Bytes that tell one case from another.
pub(super) const CASE_ID_LEN: usize = 16;
const NONCE_LEN: usize = 24;
const TAG_LEN: usize = 16;
const DIGEST_LEN: usize = 32;
/// Bytes that sealing adds.
pub(super) const SEAL_LEN: usize = NONCE_LEN + TAG_LEN;

/// Identity of a case, made at random.
pub(super) type CaseId = [u8; CASE_ID_LEN];

/// Where a log ends, for a certificate: enough to notice later that the log was taken back or
/// written anew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Head {
    /// Number of the last record, from 1; 0 if there is none.
    pub sequence: u64,
    /// SHA-256 over all sealed records up to it, in lower-case hex.
    pub sha256: String,
}

/// The end of a log as the next record needs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tip {
    pub(super) sequence: u64,
    pub(super) tag: [u8; TAG_LEN],
    digest: [u8; DIGEST_LEN],
}

impl Tip {
    /// The end of a log without records.
    pub(super) fn before_all(case: &CaseId) -> Tip {
        let digest = Sha256::new().chain_update(b"withheld case 1").chain_update(case).finalize();
        Tip { sequence: 0, tag: [0; TAG_LEN], digest: digest.into() }
    }

    /// As it stands in a certificate.
    pub(super) fn head(&self) -> Head {
        Head { sequence: self.sequence, sha256: hex(&self.digest) }
    }

    /// The end after one more sealed record.
    fn after(&self, sealed: &[u8]) -> Option<Tip> {
        let sequence = self.sequence + 1;
        let digest = Sha256::new()
            .chain_update(self.digest)
            .chain_update(sequence.to_be_bytes())
            .chain_update(sealed)
            .finalize();
        Some(Tip { sequence, tag: *sealed.last_chunk()?, digest: digest.into() })
    }

    fn to_bytes(&self) -> Vec<u8> {
        [&self.sequence.to_be_bytes()[..], &self.tag, &self.digest].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Tip> {
        let (sequence, rest) = bytes.split_first_chunk()?;
        let (tag, digest) = rest.split_first_chunk()?;
        Some(Tip { sequence: u64::from_be_bytes(*sequence), tag: *tag, digest: digest.try_into().ok()? })
    }
}

/// Seals and opens the records of one case.
pub(super) struct Sealer {
    cipher: XChaCha20Poly1305,
    case: CaseId,
}

impl Sealer {
    /// With the data key of the case.
    pub(super) fn new(key: &SecretKey, case: CaseId) -> Sealer {
        Sealer { cipher: XChaCha20Poly1305::new((&**key).into()), case }
    }

    /// The end of its log without records.
    pub(super) fn before_all(&self) -> Tip {
        Tip::before_all(&self.case)
    }

    /// Seals the record that comes after `tip`.
    pub(super) fn seal(&self, tip: &Tip, plain: &[u8]) -> Result<(Vec<u8>, Tip), Problem> {
        let sealed = seal(&self.cipher, &self.record_data(tip), plain)?;
        let after = tip.after(&sealed).ok_or(Problem::TooLarge)?;
        Ok((sealed, after))
    }

    /// Opens the record that comes after `tip`; `None` if it is not the one that was sealed there.
    pub(super) fn open(&self, tip: &Tip, sealed: &[u8]) -> Option<(Vec<u8>, Tip)> {
        Some((open(&self.cipher, &self.record_data(tip), sealed)?, tip.after(sealed)?))
    }

    /// Seals the end of the log, so that records cut off it are missed.
    pub(super) fn seal_tip(&self, tip: &Tip) -> Result<Vec<u8>, Problem> {
        seal(&self.cipher, &self.tip_data(), &tip.to_bytes())
    }

    /// Opens the end of the log.
    pub(super) fn open_tip(&self, sealed: &[u8]) -> Option<Tip> {
        Tip::from_bytes(&open(&self.cipher, &self.tip_data(), sealed)?)
    }

    fn record_data(&self, tip: &Tip) -> Vec<u8> {
        [b"withheld record 1", &self.case[..], &(tip.sequence + 1).to_be_bytes(), &tip.tag].concat()
    }

    fn tip_data(&self) -> Vec<u8> {
        [b"withheld head 1", &self.case[..]].concat()
    }
}

/// Wraps the data key with the key of a passphrase or key file.
pub(super) fn wrap(by: &SecretKey, data: &[u8], key: &SecretKey) -> Result<Vec<u8>, Problem> {
    seal(&XChaCha20Poly1305::new((&**by).into()), data, &**key)
}

/// Unwraps the data key; `None` if it is not the right key, or not the header it was made with.
pub(super) fn unwrap(by: &SecretKey, data: &[u8], wrapped: &[u8]) -> Option<SecretKey> {
    let plain = Zeroizing::new(open(&XChaCha20Poly1305::new((&**by).into()), data, wrapped)?);
    <[u8; KEY_LEN]>::try_from(plain.as_slice()).ok().map(SecretKey::new)
}

fn seal(cipher: &XChaCha20Poly1305, data: &[u8], plain: &[u8]) -> Result<Vec<u8>, Problem> {
    let nonce: [u8; NONCE_LEN] = random()?;
    let mut sealed = Vec::with_capacity(plain.len() + SEAL_LEN);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    let tag = cipher
        .encrypt_inout_detached(&XNonce::from(nonce), data, (&mut sealed[NONCE_LEN..]).into())
        .map_err(|_| Problem::TooLarge)?;
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

fn open(cipher: &XChaCha20Poly1305, data: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE_LEN>()?;
    let (secret, tag) = rest.split_last_chunk::<TAG_LEN>()?;
    let mut plain = secret.to_vec();
    cipher
        .decrypt_inout_detached(&XNonce::from(*nonce), data, plain.as_mut_slice().into(), &Tag::from(*tag))
        .ok()?;
    Some(plain)
}

/// From hex of exactly this length.
pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes = unhex_all(text)?;
    bytes.try_into().ok()
}

/// From hex.
pub(super) fn unhex_all(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|&[a, b]| Some(digit(a)? << 4 | digit(b)?)).collect()).flatten()
}
