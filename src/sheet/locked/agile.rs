//! Agile encryption ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15): what Excel has written since 2010. Its
//! parameters are XML, and a seal (HMAC) says whether anybody changed the content.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::aes::{Aes, BLOCK};
use super::digest::Hash;
use super::{Key, cut, unreadable, wide};
use crate::sheet::error::Problem;
use crate::sheet::sniff::UNLOCK_IN_EXCEL;
use crate::sheet::xlsx::xml::{Tag, Token, Xml};

/// A package is encrypted in pieces of so many bytes.
const SEGMENT: usize = 4096;

/// What each key is derived for.
const FOR_VERIFIER: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const FOR_VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const FOR_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
const FOR_SEAL_KEY: [u8; 8] = [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6];
const FOR_SEAL: [u8; 8] = [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33];

/// What is known of a lock before its key.
pub(super) struct Lock {
    /// Of the content.
    content: Cipher,
    seal_key: Vec<u8>,
    seal: Vec<u8>,
    /// Of the key, by the password.
    password: Cipher,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key: Vec<u8>,
}

/// How something is encrypted.
struct Cipher {
    hash: Hash,
    key_bytes: usize,
    salt: Vec<u8>,
}

impl Lock {
    /// Reads what follows the version.
    pub(super) fn read(info: &[u8]) -> Result<Lock, Problem> {
        // Four bytes that say once more what kind this is.
        let xml = info.get(4..).ok_or_else(unreadable)?;
        let mut parts = Parts::default();
        parts.read(xml)?;
        let Parts { content, seal, password } = parts;
        let (content, (seal_key, seal)) = content.zip(seal).ok_or_else(unreadable)?;
        // Without one the file opens with a key file or a certificate only.
        let password = password.ok_or_else(|| Problem::encrypted(UNLOCK_IN_EXCEL))?;
        let Password { cipher, rounds, verifier, verifier_hash, key } = password;
        Ok(Lock { content, seal_key, seal, password: cipher, rounds, verifier, verifier_hash, key })
    }

    /// How often a password is hashed.
    pub(super) fn rounds(&self) -> u32 {
        self.rounds
    }

    /// The key of the content, if the password fits.
    pub(super) fn key(&self, password: &str) -> Option<Key> {
        let Cipher { hash, key_bytes, salt } = &self.password;
        let stretched = hash.stretched(salt, &wide(password), self.rounds);
        let start = fitted(salt);
        let decrypt = |what: &[u8], purpose: &[u8]| {
            let mut key = hash.of(&stretched, purpose);
            key.resize(*key_bytes, 0x36);
            let mut decrypted: Key = Zeroizing::new(what.to_vec());
            Aes::new(&key)?.decrypt_chain(&start, &mut decrypted);
            Some(decrypted)
        };
        let verifier = decrypt(&self.verifier, &FOR_VERIFIER)?;
        let verifier = verifier.get(..salt.len()).unwrap_or(&verifier);
        let expected = decrypt(&self.verifier_hash, &FOR_VERIFIER_HASH)?;
        if !expected.starts_with(&hash.of(verifier, b"")) {
            return None;
        }
        let mut key = decrypt(&self.key, &FOR_KEY)?;
        key.truncate(self.content.key_bytes);
        Some(key)
    }

    /// Decrypts a package and holds it to its seal.
    pub(super) fn decrypt(&self, key: &Key, mut package: Vec<u8>) -> Result<Vec<u8>, Problem> {
        let Cipher { hash, salt, .. } = &self.content;
        let aes = Aes::new(key).ok_or_else(unreadable)?;
        let unsealed = |what: &[u8], purpose: &[u8]| {
            let mut decrypted = Zeroizing::new(what.to_vec());
            aes.decrypt_chain(&fitted(&hash.of(salt, purpose)), &mut decrypted);
            decrypted.truncate(hash.of(b"", b"").len());
            decrypted
        };
        let seal_key = unsealed(&self.seal_key, &FOR_SEAL_KEY);
        let seal = unsealed(&self.seal, &FOR_SEAL);
        if !hash.is_seal(&seal_key, &package, &seal) {
            let what = "its encrypted content was changed after it was locked, or did not arrive in full";
            return Err(Problem::damaged(what));
        }
        let size = package.first_chunk().map(|size| u64::from_le_bytes(*size));
        package.drain(..package.len().min(8));
        for (number, segment) in (0u32..).zip(package.chunks_mut(SEGMENT)) {
            aes.decrypt_chain(&fitted(&hash.of(salt, &number.to_le_bytes())), segment);
        }
        cut(package, size)
    }
}

/// So many bytes as a block has: cut, or filled up.
fn fitted(bytes: &[u8]) -> [u8; BLOCK] {
    let mut block = [0x36; BLOCK];
    block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    block
}

/// The elements of the XML as they come.
#[derive(Default)]
struct Parts {
    content: Option<Cipher>,
    seal: Option<(Vec<u8>, Vec<u8>)>,
    password: Option<Password>,
}

struct Password {
    cipher: Cipher,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key: Vec<u8>,
}

impl Parts {
    fn read(&mut self, xml: &[u8]) -> Result<(), Problem> {
        let mut xml = Xml::new(super::INFO, xml, Default::default());
        loop {
            match xml.next()? {
                Token::Open(tag) => match tag.name() {
                    "keyData" => self.content = Some(cipher(&tag)?),
                    "dataIntegrity" => {
                        let field = |name| binary(&tag, name).ok_or_else(unreadable);
                        self.seal = Some((field("encryptedHmacKey")?, field("encryptedHmacValue")?));
                    }
                    // That of a certificate has the same name and no count of rounds.
                    "encryptedKey" if tag.get("spinCount").is_some() => {
                        let field = |name| binary(&tag, name).ok_or_else(unreadable);
                        let rounds = tag.get("spinCount").and_then(|count| count.parse().ok());
                        self.password = Some(Password {
                            cipher: cipher(&tag)?,
                            rounds: rounds.ok_or_else(unreadable)?,
                            verifier: field("encryptedVerifierHashInput")?,
                            verifier_hash: field("encryptedVerifierHashValue")?,
                            key: field("encryptedKeyValue")?,
                        });
                    }
                    _beside => {}
                },
                Token::Close(_) | Token::Text(_) | Token::Nothing => {}
                Token::End => return Ok(()),
            }
        }
    }
}

fn cipher(tag: &Tag<'_>) -> Result<Cipher, Problem> {
    let other = || Problem::encrypted(UNLOCK_IN_EXCEL);
    let is_aes = tag.get("cipherAlgorithm").is_some_and(|name| name == "AES");
    let is_chained = tag.get("cipherChaining").is_some_and(|name| name == "ChainingModeCBC");
    let key_bits: usize = tag.get("keyBits").and_then(|bits| bits.parse().ok()).ok_or_else(unreadable)?;
    let hash = tag.get("hashAlgorithm").and_then(|name| Hash::named(&name)).ok_or_else(other)?;
    if !is_aes || !is_chained || !matches!(key_bits, 128 | 192 | 256) {
        return Err(other());
    }
    let salt = binary(tag, "saltValue").filter(|salt| !salt.is_empty()).ok_or_else(unreadable)?;
    Ok(Cipher { hash, key_bytes: key_bits / 8, salt })
}

/// An attribute in base64.
fn binary(tag: &Tag<'_>, name: &str) -> Option<Vec<u8>> {
    STANDARD.decode(tag.get(name)?.as_bytes()).ok()
}
