//! Why there is each crate that a project has for depending on sigpost, and would not have with reqwest, serde, and
//! serde_json.

/// Each crate, and what it is for.
pub(crate) const ALL: [(&str, &str); 6] = [
    ("cfg-if", "Of ring. With the feature `hyper` only."),
    ("getrandom", "Random numbers for ring, in the version that it takes. With the feature `hyper` only."),
    ("httpdate", "Reads the dates of `Retry-After`. Has no dependencies."),
    ("ring", "The cryptography of `HyperTransport`, in place of aws-lc. With the feature `hyper` only."),
    ("sigpost", "The library."),
    ("sigpost-macros", "Makes endpoints of annotations. Its `syn` and `quote` are those of serde's derives."),
];

pub(crate) fn of(name: &str) -> Option<&'static str> {
    ALL.iter().find(|(of, _)| *of == name).map(|(_, reason)| *reason)
}
