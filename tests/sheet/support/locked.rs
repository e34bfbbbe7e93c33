//! Locks workbooks with a password, as Excel does, so that a test says exactly how.

use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha512};

use super::ole::container;

const SALT: [u8; 16] = *b"salt of the file";
const KEY: [u8; 32] = *b"the key of the content, 32 bytes";

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn sha512(parts: &[&[u8]]) -> Vec<u8> {
    Sha512::digest(parts.concat()).to_vec()
}

fn sha1(parts: &[&[u8]]) -> Vec<u8> {
    Sha1::digest(parts.concat()).to_vec()
}

/// AES-256 with chained blocks; the end is filled up.
fn chained(key: &[u8], start: &[u8], plain: &[u8]) -> Vec<u8> {
    let aes = Aes256::new_from_slice(key).unwrap();
    let mut before: Vec<u8> = start[..16].to_vec();
    let mut out = Vec::new();
    for block in plain.chunks(16) {
        let mut block = block.to_vec();
        block.resize(16, 0);
        block.iter_mut().zip(&before).for_each(|(byte, before)| *byte ^= before);
        let mut block = Array::try_from(block.as_slice()).unwrap();
        aes.encrypt_block(&mut block);
        before = block.to_vec();
        out.extend(&before);
    }
    out
}

/// An agile lock: streams of the container by name.
pub struct Agile {
    pub info: String,
    pub package: Vec<u8>,
}

impl Agile {
    /// AES-256 and SHA-512, as Excel 2013 and later lock.
    pub fn new(plain: &[u8], password: &str, rounds: u32) -> Agile {
        let mut hash = sha512(&[&SALT, &wide(password)]);
        // More rounds than a test has time for are only written down.
        for round in 0..rounds.min(200_000) {
            hash = sha512(&[&round.to_le_bytes(), &hash]);
        }
        let lock = |purpose: [u8; 8], plain: &[u8]| {
            STANDARD.encode(chained(&sha512(&[&hash, &purpose])[..32], &SALT, plain))
        };
        let verifier = lock([0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79], &[7; 16]);
        let verifier_hash = lock([0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E], &sha512(&[&[7; 16]]));
        let key = lock([0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6], &KEY);
        let mut package = (plain.len() as u64).to_le_bytes().to_vec();
        for (number, segment) in (0u32..).zip(plain.chunks(4096)) {
            package.extend(chained(&KEY, &sha512(&[&SALT, &number.to_le_bytes()]), segment));
        }
        let seal_key = [9; 64];
        let seal = Hmac::<Sha512>::new_from_slice(&seal_key).unwrap().chain_update(&package);
        let sealed = |purpose: [u8; 8], plain: &[u8]| {
            STANDARD.encode(chained(&KEY, &sha512(&[&SALT, &purpose]), plain))
        };
        let seal = sealed([0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33], &seal.finalize().into_bytes());
        let seal_key = sealed([0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6], &seal_key);
        let salt = STANDARD.encode(SALT);
        let cipher = format!(
            r#"saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="{salt}""#
        );
        let info = format!(
            r#"<?xml version="1.0"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData {cipher}/><dataIntegrity encryptedHmacKey="{seal_key}" encryptedHmacValue="{seal}"/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="{rounds}" {cipher} encryptedVerifierHashInput="{verifier}" encryptedVerifierHashValue="{verifier_hash}" encryptedKeyValue="{key}"/></keyEncryptor></keyEncryptors></encryption>"#
        );
        Agile { info, package }
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut info = vec![4, 0, 4, 0, 0x40, 0, 0, 0];
        info.extend(self.info.as_bytes());
        whole(info, self.package.clone())
    }
}

/// A standard lock: AES-128 and SHA-1, as Excel 2007 locks.
pub fn standard(plain: &[u8], password: &str) -> Vec<u8> {
    let mut hash = sha1(&[&SALT, &wide(password)]);
    for round in 0..50_000u32 {
        hash = sha1(&[&round.to_le_bytes(), &hash]);
    }
    let hash = sha1(&[&hash, &[0; 4]]);
    let mut padded = [0x36; 64];
    padded.iter_mut().zip(&hash).for_each(|(fill, byte)| *fill ^= byte);
    let aes = Aes128::new_from_slice(&sha1(&[&padded])[..16]).unwrap();
    let lock = |plain: &[u8]| -> Vec<u8> {
        let mut out = Vec::new();
        for block in plain.chunks(16) {
            let mut block = block.to_vec();
            block.resize(16, 0);
            let mut block = Array::try_from(block.as_slice()).unwrap();
            aes.encrypt_block(&mut block);
            out.extend(block);
        }
        out
    };
    let words = |words: &[u32]| -> Vec<u8> { words.iter().flat_map(|word| word.to_le_bytes()).collect() };
    let header = [words(&[0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0]), wide("Cipher\0")].concat();
    let verifier_hash = lock(&sha1(&[&[7; 16]]));
    let info = [
        vec![4, 0, 2, 0],
        words(&[0x24, header.len() as u32]),
        header,
        words(&[16]),
        SALT.to_vec(),
        lock(&[7; 16]),
        words(&[20]),
        verifier_hash,
    ];
    let package = [(plain.len() as u64).to_le_bytes().to_vec(), lock(plain)].concat();
    whole(info.concat(), package)
}

/// The container of a locked workbook, with what programs lay beside it.
fn whole(info: Vec<u8>, package: Vec<u8>) -> Vec<u8> {
    container(&[
        ("\u{6}DataSpaces/Version", vec![1; 76]),
        ("EncryptionInfo", info),
        ("EncryptedPackage", package),
    ])
}
