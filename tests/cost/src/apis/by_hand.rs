//! The client that a good engineer writes: one function for each endpoint, its errors beside it.

use std::fmt::Write as _;

use super::{Kind, Resource, pascal};

/// The part that is written once; the benchmark of single calls runs the same file.
pub(super) const CLIENT: &str = include_str!("../by_hand/client.rs");

pub(super) const CALLER: &str = "\
//! Calls every endpoint.

use std::error::Error;
use std::pin::Pin;

use api::*;

fn client(base: &str) -> Result<Client, Box<dyn Error + Send + Sync>> {
    Client::new(base, \"token\", None).map_err(|error| error.to_string().into())
}
";

pub(super) fn module(resource: &Resource) -> String {
    let (mut types, mut functions) = (String::new(), String::new());
    let Resource { name, member, .. } = resource;
    let path = format!("{member}s");
    let mut used = "Client, Failure, decode".to_owned();
    // What several endpoints wrap the same way, one type wraps for all of them.
    let (answer, body, page) = (format!("{name}Answer"), format!("{name}Body"), format!("{name}Page"));
    let read = format!("Ok(decode::<{answer}>(&body)?.{member})");
    let kinds = || resource.endpoints.iter().map(|(_, kind)| kind);
    if kinds().any(|kind| matches!(kind, Kind::Get | Kind::Post { .. } | Kind::Patch)) {
        let _ = write!(types, "#[derive(Deserialize)]\nstruct {answer} {{\n    {member}: {name},\n}}\n\n");
    }
    if kinds().any(|kind| matches!(kind, Kind::Post { .. } | Kind::Patch)) {
        let _ =
            write!(types, "#[derive(Serialize)]\nstruct {body}<'a> {{\n    {member}: &'a {name},\n}}\n\n");
    }
    for (function, kind) in &resource.endpoints {
        let error = pascal(function) + "Error";
        let _ = match kind {
            Kind::Get => {
                let tail = if function.ends_with("_summary") { ", \"summary\"" } else { "" };
                write!(
                    functions,
                    "    pub async fn {function}(&self, id: u64, expand: Option<&str>, locale: Option<&str>) -> Result<{name}, Failure> {{
        let request = self.http.get(self.url(&[\"{path}\", &id.to_string(){tail}])).query(&[(\"expand\", expand), (\"locale\", locale)]);
        let body = self.send(request).await?;
        {read}
    }}

"
                )
            }
            Kind::List => {
                let _ = write!(
                    types,
                    "#[derive(Deserialize)]\nstruct {page} {{\n    {path}: Vec<{name}>,\n    pagination: Pagination,\n}}\n\n"
                );
                write!(
                    functions,
                    "    pub async fn {function}(&self, page: Option<u32>, per_page: Option<u32>) -> Result<(Vec<{name}>, Pagination), Failure> {{
        let request = self.http.get(self.url(&[\"{path}\"])).query(&[(\"page\", page), (\"per_page\", per_page)]);
        let body = self.send(request).await?;
        let page: {page} = decode(&body)?;
        Ok((page.{path}, page.pagination))
    }}

"
                )
            }
            Kind::Post { errors } => {
                types.push_str(&error_enum(&error, Resource::errors(*errors)));
                write!(
                    functions,
                    "    pub async fn {function}(&self, {member}: &{name}) -> Result<{name}, {error}> {{
        let request = self.http.post(self.url(&[\"{path}\"])).json(&{body} {{ {member} }});
        let body = self.send(request).await?;
        {read}
    }}

"
                )
            }
            Kind::Patch => {
                types.push_str(&error_enum(&error, &[(&format!("{member}_not_found"), 404, false)]));
                write!(
                    functions,
                    "    pub async fn {function}(&self, id: u64, {member}: &{name}) -> Result<{name}, {error}> {{
        let request = self.http.patch(self.url(&[\"{path}\", &id.to_string()])).json(&{body} {{ {member} }});
        let body = self.send(request).await?;
        {read}
    }}

"
                )
            }
            Kind::Delete => write!(
                functions,
                "    pub async fn {function}(&self, id: u64) -> Result<(), Failure> {{
        self.send(self.http.delete(self.url(&[\"{path}\", &id.to_string()]))).await?;
        Ok(())
    }}

"
            ),
        };
    }
    if types.contains("ApiError") {
        used = format!("ApiError, {used}");
    }
    let mut common = Vec::new();
    for name in ["Pagination", "ValidationErrors"] {
        if types.contains(name) {
            common.push(name);
        }
    }
    let common =
        if common.is_empty() { String::new() } else { format!("use crate::{{{}}};\n", common.join(", ")) };
    format!(
        "use serde::{{Deserialize, Serialize}};\n\nuse crate::client::{{{used}}};\n{common}\n\
         {types}impl Client {{\n{functions}}}\n\n"
    )
}

fn error_enum(name: &str, errors: &[(&str, u16, bool)]) -> String {
    let (mut variants, mut arms) = (String::new(), String::new());
    for (code, _, detail) in errors {
        let variant = pascal(code);
        let words = code.replace('_', " ");
        let _ = if *detail {
            let _ = writeln!(
                variants,
                "    #[error(\"{words}: {{0}}\")]\n    {variant}(Box<ApiError>, ValidationErrors),"
            );
            write!(
                arms,
                "            \"{code}\" => match error.detail() {{
                Ok(detail) => Self::{variant}(error, detail),
                Err(_) => Self::Other(Failure::Api(error)),
            }},
"
            )
        } else {
            let _ = writeln!(variants, "    #[error(\"{words}: {{0}}\")]\n    {variant}(Box<ApiError>),");
            writeln!(arms, "            \"{code}\" => Self::{variant}(error),")
        };
    }
    format!(
        "#[derive(Debug, thiserror::Error)]
pub enum {name} {{
{variants}    #[error(transparent)]
    Other(Failure),
}}

impl From<Failure> for {name} {{
    fn from(failure: Failure) -> Self {{
        let Failure::Api(error) = failure else {{ return Self::Other(failure) }};
        match error.code.as_str() {{
{arms}            _ => Self::Other(Failure::Api(error)),
        }}
    }}
}}

"
    )
}

pub(super) fn caller(resource: &Resource) -> String {
    let mut calls = String::new();
    let Resource { name, member, .. } = resource;
    for (function, kind) in &resource.endpoints {
        let error = pascal(function) + "Error";
        let _ = match kind {
            Kind::Get => writeln!(
                calls,
                "    let {member} = client.{function}(7, Some(\"owner\"), None).await?;\n    println!(\"{{}}\", {member}.name);"
            ),
            Kind::List => writeln!(
                calls,
                "    let ({member}s, pagination) = client.{function}(Some(2), Some(50)).await?;\n    println!(\"{{}} {{}}\", {member}s.len(), pagination.current_page);"
            ),
            Kind::Post { .. } => writeln!(
                calls,
                "    match client.{function}(&{name}::default()).await {{
        Ok({member}) => println!(\"{{}}\", {member}.id),
        Err({error}::ValidationError(_, detail)) => println!(\"{{}}\", detail.details.len()),
        Err({error}::NameTaken(_)) => println!(\"taken\"),
        Err(error) => return Err(error.into()),
    }}"
            ),
            Kind::Patch => writeln!(
                calls,
                "    match client.{function}(7, &{name}::default()).await {{
        Ok({member}) => println!(\"{{}}\", {member}.id),
        Err({error}::{name}NotFound(_)) => println!(\"not found\"),
        Err(error) => return Err(error.into()),
    }}"
            ),
            Kind::Delete => writeln!(calls, "    client.{function}(7).await?;"),
        };
    }
    calls
}
