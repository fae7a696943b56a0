//! Writes APIs of any size as crates: the types, the client by hand or with sigpost, and a caller of every endpoint.

mod by_hand;
mod ours;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::project;

/// Who wrote the client of a generated API.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Author {
    /// A good engineer.
    Hand,
    /// Annotations.
    Sigpost,
    /// Nobody: the types alone, whose own cost is taken out.
    Nobody,
}

/// One kind of endpoint of the mix.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A GET with two optional query parameters.
    Get,
    /// A GET of a page and where it stands.
    List,
    /// A POST with a body and two declared errors, or three.
    Post { errors: usize },
    /// A PATCH with a body and one declared error.
    Patch,
    /// A DELETE, whose answer has no body.
    Delete,
}

use Kind::{Delete, Get, List, Patch, Post};

/// How many endpoints the whole mix has, of which an API has a multiple.
pub(crate) const MIXED: usize = 20;

/// Five structs with four endpoints each: 8 GETs, 3 lists, 5 POSTs, 2 PATCHes, 2 DELETEs.
const MIX: [[Kind; 4]; 5] = [
    [Get, Get, List, Post { errors: 2 }],
    [Get, Post { errors: 3 }, Get, Delete],
    [Get, List, Post { errors: 2 }, Patch],
    [Get, Get, Post { errors: 3 }, Delete],
    [Get, List, Post { errors: 2 }, Patch],
];

/// The endpoints of one struct, which is a module of its own.
pub(crate) struct Resource {
    /// `Thing7`.
    pub(crate) name: String,
    /// `thing7`.
    pub(crate) member: String,
    pub(crate) endpoints: Vec<(String, Kind)>,
}

fn resources(endpoints: usize) -> Vec<Resource> {
    (0..endpoints / 4)
        .map(|index| {
            let member = format!("thing{index}");
            let endpoints = MIX[index % MIX.len()]
                .iter()
                .enumerate()
                .map(|(position, kind)| {
                    let name = match kind {
                        Get if position == 0 => format!("get_{member}"),
                        Get => format!("get_{member}_summary"),
                        List => format!("list_{member}s"),
                        Post { .. } => format!("create_{member}"),
                        Patch => format!("update_{member}"),
                        Delete => format!("delete_{member}"),
                    };
                    (name, *kind)
                })
                .collect();
            Resource { name: format!("Thing{index}"), member, endpoints }
        })
        .collect()
}

/// `create_thing7` as the name of a type.
pub(crate) fn pascal(name: &str) -> String {
    name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

impl Resource {
    fn types(&self) -> String {
        let name = &self.name;
        format!(
            "#[derive(Clone, Debug, Default, Serialize, Deserialize)]\n\
             pub struct {name} {{\n\
             \x20   pub id: u64,\n\
             \x20   pub name: String,\n\
             \x20   pub description: Option<String>,\n\
             \x20   pub enabled: bool,\n\
             \x20   pub tags: Vec<String>,\n\
             \x20   pub owner_id: Option<u64>,\n\
             \x20   pub score: f64,\n\
             \x20   pub created_at: i64,\n\
             }}\n\n"
        )
    }

    /// The names of the declared errors of an endpoint with so many.
    pub(crate) fn errors(count: usize) -> &'static [(&'static str, u16, bool)] {
        &[("validation_error", 422, true), ("name_taken", 409, false), ("quota_exceeded", 403, false)]
            [..count]
    }
}

const COMMON_TYPES: &str = "\
use serde::{Deserialize, Serialize};

/// Where in a list a page stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pagination {
    pub current_page: u32,
    pub per_page: u32,
    pub total: Option<u64>,
}

/// What is wrong with the input.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ValidationErrors {
    pub details: Vec<String>,
}
";

/// A generated crate: a library and, if it has endpoints, a program that calls each of them.
pub(crate) struct Api {
    /// Its package.
    pub(crate) package: String,
    /// Its folder.
    pub(crate) folder: PathBuf,
}

/// Writes the API into a folder of `workspace`, whose manifest has `client` among its dependencies.
///
/// # Errors
/// Those of the file system.
pub(crate) fn write(workspace: &Path, author: Author, endpoints: usize) -> io::Result<Api> {
    let (by, dependencies) = match author {
        Author::Hand => (
            "hand",
            "bytes.workspace = true\nhttp.workspace = true\nreqwest.workspace = true\nthiserror.workspace = true\n",
        ),
        Author::Sigpost => ("sigpost", "sigpost.workspace = true\n"),
        Author::Nobody => ("nobody", ""),
    };
    let package = format!("api-by-{by}-{endpoints}");
    let folder = workspace.join(&package);
    let source = folder.join("src");
    fs::create_dir_all(&source)?;
    project::write(
        folder.join("Cargo.toml"),
        format!(
            "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nserde.workspace = true\nserde_json.workspace = true\ntokio.workspace = true\n{dependencies}"
        ),
    )?;
    let mut library = COMMON_TYPES.to_owned();
    let head = match author {
        Author::Hand => by_hand::CALLER,
        Author::Sigpost => ours::CALLER,
        Author::Nobody => "",
    };
    // Each library has a name of its own: `cargo clean` removes by name what it did not build, too.
    let mut caller = head.replace("use api::", &format!("use {}::", package.replace('-', "_")));
    if author == Author::Hand {
        library.push_str("\nmod client;\npub use client::{ApiError, Client, Failure};\n");
        project::write(source.join("client.rs"), by_hand::CLIENT)?;
    }
    let mut calls = String::new();
    for resource in resources(endpoints) {
        let module = match author {
            Author::Hand => by_hand::module(&resource),
            Author::Sigpost => ours::module(&resource),
            Author::Nobody => "use serde::{Deserialize, Serialize};\n\n".to_owned(),
        };
        let member = &resource.member;
        project::write(source.join(format!("{member}.rs")), module + &resource.types())?;
        let _ = write!(library, "\nmod {member};\npub use {member}::*;\n");
        if author != Author::Nobody {
            let calls_of_resource = match author {
                Author::Hand => by_hand::caller(&resource),
                _ => ours::caller(&resource),
            };
            let _ = write!(
                caller,
                "\nasync fn use_{member}(client: &Client) -> Result<(), Box<dyn Error + Send + Sync>> {{\n\
                 {calls_of_resource}    Ok(())\n}}\n"
            );
            let _ = writeln!(calls, "        Box::pin(use_{member}(&client)),");
        }
    }
    project::write(source.join("lib.rs"), library)?;
    if author != Author::Nobody {
        let _ = write!(
            caller,
            "\n#[tokio::main(flavor = \"current_thread\")]\n\
             async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {{\n\
             \x20   let base = std::env::args().nth(1).ok_or(\"say where the API is\")?;\n\
             \x20   let client = client(&base)?;\n\
             \x20   let all: Vec<Pin<Box<dyn Future<Output = Result<(), Box<dyn Error + Send + Sync>>> + Send + '_>>> = vec![\n\
             {calls}    ];\n\
             \x20   for one in all {{\n        one.await?;\n    }}\n    Ok(())\n}}\n"
        );
        project::write(source.join("main.rs"), caller)?;
    }
    Ok(Api { package, folder })
}
