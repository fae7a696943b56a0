//! The client that annotations make.

use std::fmt::Write as _;

use super::{Kind, Resource, pascal};

pub(super) const CALLER: &str = "\
//! Calls every endpoint.

use std::error::Error;
use std::pin::Pin;

use api::*;
use sigpost::Client;

fn client(base: &str) -> Result<Client, Box<dyn Error + Send + Sync>> {
    Ok(Client::builder(base).bearer_token(\"token\").build()?)
}
";

pub(super) fn module(resource: &Resource) -> String {
    let mut functions = String::new();
    let Resource { name, member, .. } = resource;
    let path = format!("{member}s");
    for (function, kind) in &resource.endpoints {
        let _ = match kind {
            Kind::Get => {
                let tail = if function.ends_with("_summary") { "/summary" } else { "" };
                writeln!(
                    functions,
                    "#[endpoint(GET \"/{path}/<id>{tail}\", returns({member}))]\n\
                     pub async fn {function}(id: u64, expand: Option<&str>, locale: Option<&str>) -> {name};\n"
                )
            }
            Kind::List => writeln!(
                functions,
                "#[endpoint(GET \"/{path}\", returns({path}, pagination))]\n\
                 pub async fn {function}(page: Option<u32>, per_page: Option<u32>) -> (Vec<{name}>, Pagination);\n"
            ),
            Kind::Post { errors } => {
                let errors: Vec<_> = Resource::errors(*errors)
                    .iter()
                    .map(|(code, status, detail)| {
                        format!("{code} = {status}{}", if *detail { " => ValidationErrors" } else { "" })
                    })
                    .collect();
                writeln!(
                    functions,
                    "#[endpoint(POST \"/{path}\", returns({member}), errors({}))]\n\
                     pub async fn {function}({member}: {name}) -> {name};\n",
                    errors.join(", ")
                )
            }
            Kind::Patch => writeln!(
                functions,
                "#[endpoint(PATCH \"/{path}/<id>\", returns({member}), errors({member}_not_found = 404))]\n\
                 pub async fn {function}(id: u64, {member}: {name}) -> {name};\n"
            ),
            Kind::Delete => writeln!(
                functions,
                "#[endpoint(DELETE \"/{path}/<id>\")]\npub async fn {function}(id: u64);\n"
            ),
        };
    }
    let mut common = Vec::new();
    for name in ["Pagination", "ValidationErrors"] {
        if functions.contains(name) {
            common.push(name);
        }
    }
    let common =
        if common.is_empty() { String::new() } else { format!("use crate::{{{}}};\n", common.join(", ")) };
    format!("use serde::{{Deserialize, Serialize}};\nuse sigpost::endpoint;\n\n{common}\n{functions}")
}

pub(super) fn caller(resource: &Resource) -> String {
    let mut calls = String::new();
    let Resource { name, member, .. } = resource;
    for (function, kind) in &resource.endpoints {
        let error = pascal(function) + "Error";
        let _ = match kind {
            Kind::Get => writeln!(calls, "    let {member} = client.send({function}(7).expand(\"owner\")).await?;\n    println!(\"{{}}\", {member}.name);"),
            Kind::List => writeln!(calls, "    let ({member}s, pagination) = client.send({function}().page(2).per_page(50)).await?;\n    println!(\"{{}} {{}}\", {member}s.len(), pagination.current_page);"),
            Kind::Post { .. } => writeln!(
                calls,
                "    match client.send({function}({name}::default())).await {{
        Ok({member}) => println!(\"{{}}\", {member}.id),
        Err(sigpost::Error::Declared({error}::ValidationError(error))) => println!(\"{{}}\", error.detail.details.len()),
        Err(sigpost::Error::Declared({error}::NameTaken(_))) => println!(\"taken\"),
        Err(error) => return Err(error.into()),
    }}"
            ),
            Kind::Patch => writeln!(
                calls,
                "    match client.send({function}(7, {name}::default())).await {{
        Ok({member}) => println!(\"{{}}\", {member}.id),
        Err(sigpost::Error::Declared({error}::{name}NotFound(_))) => println!(\"not found\"),
        Err(error) => return Err(error.into()),
    }}"
            ),
            Kind::Delete => writeln!(calls, "    client.send({function}(7)).await?;"),
        };
    }
    calls
}
