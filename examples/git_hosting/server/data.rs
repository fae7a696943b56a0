//! What the server has, and what it has from the start.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// All of it. The only repository with anything in it is `acme/rocket`.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) repositories: Vec<Value>,
    pub(super) starred: BTreeSet<String>,
    /// What has been asked for once, and is ready by the next call.
    pub(super) prepared: BTreeSet<String>,
    /// The files by their paths.
    pub(super) files: BTreeMap<String, File>,
    pub(super) issues: Vec<Value>,
    /// The tags, whose places are the ids.
    pub(super) releases: Vec<String>,
    pub(super) is_merged: bool,
    commits: u32,
    pub(super) calls: u64,
}

#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) sha: String,
    pub(super) content: String,
}

/// The commit that pull request 7 would merge.
pub(super) const HEAD: &str = "7e00000000000000000000000000000000000000";

impl Default for Data {
    fn default() -> Self {
        let mut data = Self {
            repositories: ["rocket", "anvil", "tunnel", "magnet", "paint"]
                .iter()
                .zip(1_u64..)
                .map(|(name, id)| {
                    let description = (id == 1).then_some("Goes up");
                    json!({
                        "id": id,
                        "full_name": format!("acme/{name}"),
                        "description": description,
                        "default_branch": "main",
                        "fork": id == 5,
                    })
                })
                .collect(),
            starred: BTreeSet::new(),
            prepared: BTreeSet::new(),
            files: BTreeMap::new(),
            issues: Vec::new(),
            releases: Vec::new(),
            is_merged: false,
            commits: 0,
            calls: 0,
        };
        for (path, content) in [("README.md", "# Rocket\n"), ("src/engine.rs", "fn ignite() {}\n")] {
            let sha = data.hash();
            data.files.insert(path.to_owned(), File { sha, content: content.to_owned() });
        }
        data
    }
}

impl Data {
    /// A hash that nothing has yet.
    pub(super) fn hash(&mut self) -> String {
        self.commits += 1;
        format!("{:040x}", self.commits)
    }

    /// The repository of this name.
    pub(super) fn repository(&self, owner: &str, repo: &str) -> Option<&Value> {
        let name = format!("{owner}/{repo}");
        self.repositories.iter().find(|repository| repository["full_name"] == name.as_str())
    }
}
