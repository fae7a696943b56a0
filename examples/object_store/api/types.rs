//! What the endpoints take and give.

use std::fmt;

use serde::{Deserialize, Serialize};
use sigpost::http::Response;
use sigpost::{ByteStream, FromResponse};

/// A bucket.
#[derive(Clone, Debug, Deserialize)]
pub struct Bucket {
    /// Its name.
    pub name: String,
}

/// An object, without its content.
#[derive(Clone, Debug, Deserialize)]
pub struct Object {
    /// Its key, with slashes as in a path.
    pub key: String,
    /// In bytes.
    pub size: u64,
    /// Its version, as a quoted text.
    pub etag: String,
}

/// What is in a folder.
#[derive(Clone, Debug, Deserialize)]
pub struct Folder {
    /// The names of the folders in it.
    pub folders: Vec<String>,
    /// The objects in it.
    pub objects: Vec<Object>,
}

/// Who may read an object.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Who has a key.
    Private,
    /// Anyone.
    Public,
}

/// The bytes from this one on, counted from 0 (RFC 9110, section 14.1.2).
#[derive(Clone, Copy, Debug)]
pub struct ByteRange(pub u64);

impl fmt::Display for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bytes={}-", self.0)
    }
}

/// What comes of asking for an object.
#[derive(Debug, FromResponse)]
pub enum Download {
    /// All of it, whatever was asked for.
    #[status(200)]
    Whole(Response<ByteStream>),
    /// The part that was asked for.
    #[status(206)]
    Part(Response<ByteStream>),
    /// The caller has it already.
    #[status(304)]
    NotModified,
    /// There is nothing in that range.
    #[status(416)]
    Complete,
}

/// Whether a copy may replace what is there.
#[derive(Clone, Copy, Debug)]
pub enum Overwrite {
    /// It may.
    Yes,
    /// It may not.
    No,
}

/// As WebDAV has it (RFC 4918, section 10.6).
impl fmt::Display for Overwrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yes => "T",
            Self::No => "F",
        })
    }
}

/// What came of a copy.
#[derive(Debug, FromResponse)]
pub enum Copied {
    /// There was nothing at its key.
    #[status(201)]
    Created,
    /// It replaced something.
    #[status(204)]
    Replaced,
}

/// An object to remove.
#[derive(Clone, Debug, Serialize)]
pub struct Key {
    /// Its key.
    pub key: String,
}

/// What became of an object that was to be removed.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Deletion {
    /// Its key.
    pub key: String,
    /// Whether it was there.
    pub deleted: bool,
}

/// What lets anyone get an object for a while.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Signature {
    /// Until when, in seconds since 1970.
    pub expires: u64,
    /// That the store has said so.
    pub signature: String,
}
