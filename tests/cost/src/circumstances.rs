//! When, with what, and on which kind of machine figures were measured. Neither its name nor its paths are told.

use std::process::Command;
use std::{fs, thread};

use serde::{Deserialize, Serialize};

use crate::project::{Outcome, Project, text};

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Circumstances {
    pub(crate) date: String,
    pub(crate) sigpost: String,
    pub(crate) reqwest: String,
    pub(crate) rustc: String,
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) os: String,
}

impl Circumstances {
    pub(crate) fn now(project: &Project) -> Outcome<Self> {
        let rustc = text(Command::new("rustc").arg("--version").current_dir(&project.root))?;
        Ok(Self {
            date: jiff::Zoned::now().date().to_string(),
            sigpost: env!("CARGO_PKG_VERSION").to_owned(),
            reqwest: project.locked_version("reqwest")?,
            rustc: rustc.split(' ').nth(1).unwrap_or(&rustc).to_owned(),
            cpu: cpu(),
            cores: thread::available_parallelism()?.get(),
            os: os(),
        })
    }

    /// What goes under each picture and table: when and with what, and on what.
    pub(crate) fn lines(&self) -> [String; 2] {
        let Self { date, sigpost, reqwest, rustc, cpu, cores, os } = self;
        [
            format!("{date}, sigpost {sigpost}, reqwest {reqwest}, rustc {rustc}"),
            format!("{cpu}, {cores} cores, {os}"),
        ]
    }
}

fn cpu() -> String {
    let known = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    known
        .or_else(|| text(Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"])).ok())
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned())
}

fn os() -> String {
    let distribution = fs::read_to_string("/etc/os-release").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
        Some(line.trim_matches('"').to_owned())
    });
    distribution.unwrap_or_else(|| std::env::consts::OS.to_owned())
}

/// The target that rustc builds for when not told otherwise.
pub(crate) fn host(project: &Project) -> Outcome<String> {
    let about = text(Command::new("rustc").arg("-vV").current_dir(&project.root))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.ok_or("rustc names no host")?.to_owned())
}
