//! What stands at the beginning of a case file: its identity, and how its data key is protected.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::key::{SALT_LEN, SecretKey, random, stretch};
use super::seal::{CaseId, Sealer, unhex, unhex_all, unwrap, wrap};
use super::{Cost, Key, Problem, Protection};
use crate::text::hex;

/// The file format this program writes, and the latest it reads.
pub const FORMAT_VERSION: u32 = 1;

/// What can be known of a case file without its key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CaseInfo {
    /// Version of the file format.
    pub version: u32,
    /// The case's identity, in lower-case hex.
    pub case: String,
    /// How it is protected.
    pub protection: Protection,
}

/// The header as it stands in the file, in JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Header {
    format: String,
    version: u32,
    case: String,
    protection: Protection,
    /// The data key: open without protection, else wrapped. In hex.
    key: String,
    /// Absent without protection.
    #[serde(skip_serializing_if = "Option::is_none")]
    kdf: Option<Kdf>,
}

/// How the wrapping key comes from the passphrase or key file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Kdf {
    name: String,
    cost: Cost,
    salt: String,
}

const FORMAT: &str = "withheld-case";
const KDF: &str = "argon2id-19";

impl Header {
    /// A new case with a new data key, protected by `key`.
    pub(super) fn create(key: &Key, cost: Cost) -> Result<(Header, Sealer), Problem> {
        let case: CaseId = random()?;
        let data_key = SecretKey::new(random()?);
        let mut header = Header {
            format: FORMAT.to_owned(),
            version: FORMAT_VERSION,
            case: hex(&case),
            protection: key.protection(),
            key: String::new(),
            kdf: None,
        };
        header.key = match key.secret()? {
            None => hex(&*data_key),
            Some(secret) => {
                let salt: [u8; SALT_LEN] = random()?;
                header.kdf = Some(Kdf { name: KDF.to_owned(), cost, salt: hex(&salt) });
                hex(&wrap(&stretch(&secret, &salt, cost)?, &header.bound(), &data_key)?)
            }
        };
        Ok((header, Sealer::new(&data_key, case)))
    }

    /// From the file.
    pub(super) fn parse(body: &str, check: &[u8]) -> Result<Header, Problem> {
        if Sha256::digest(body.as_bytes()).as_slice() != check {
            return Err(Problem::Unreadable);
        }
        let header: Header = serde_json::from_str(body).map_err(|_| Problem::Unreadable)?;
        if header.format != FORMAT || header.version != FORMAT_VERSION {
            return Err(Problem::Unreadable);
        }
        Ok(header)
    }

    /// For the file: the header, and a checksum that tells damage from a wrong passphrase.
    pub(super) fn to_file(&self) -> Result<(String, Vec<u8>), Problem> {
        let body = serde_json::to_string(self).map_err(|_| Problem::NotWritable)?;
        let check = Sha256::digest(body.as_bytes()).to_vec();
        Ok((body, check))
    }

    /// What anybody may know.
    pub(super) fn info(&self) -> CaseInfo {
        CaseInfo { version: self.version, case: self.case.clone(), protection: self.protection }
    }

    /// Unlocks the data key.
    pub(super) fn unlock(&self, key: &Key) -> Result<Sealer, Problem> {
        if key.protection() != self.protection {
            return Err(Problem::OtherKey { needs: self.protection });
        }
        let case = unhex(&self.case).ok_or(Problem::Unreadable)?;
        let data_key = match (key.secret()?, &self.kdf) {
            (None, None) => SecretKey::new(unhex(&self.key).ok_or(Problem::Unreadable)?),
            (Some(secret), Some(kdf)) if kdf.name == KDF => {
                let salt = unhex(&kdf.salt).ok_or(Problem::Unreadable)?;
                let wrapped = unhex_all(&self.key).ok_or(Problem::Unreadable)?;
                unwrap(&stretch(&secret, &salt, kdf.cost)?, &self.bound(), &wrapped)
                    .ok_or(Problem::WrongKey { protection: self.protection })?
            }
            (None, Some(_)) | (Some(_), None | Some(_)) => return Err(Problem::Unreadable),
        };
        Ok(Sealer::new(&data_key, case))
    }

    /// What the wrapped key is bound to, so that no part of the header can be exchanged.
    fn bound(&self) -> Vec<u8> {
        let protection = match self.protection {
            Protection::None => "none",
            Protection::Passphrase => "passphrase",
            Protection::KeyFile => "key-file",
        };
        let kdf = self.kdf.as_ref().map_or_else(String::new, |Kdf { name, cost, salt }| {
            let Cost { memory_kib, passes, lanes } = cost;
            format!("{name} {memory_kib} {passes} {lanes} {salt}")
        });
        format!("withheld key {} {} {protection} {kdf}", self.version, self.case).into_bytes()
    }
}
