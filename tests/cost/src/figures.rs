//! What was measured, as `docs/cost/figures.json` has it: four parts, each with the circumstances it was measured under.

use std::collections::BTreeMap;
use std::{fmt, fs};

use serde::{Deserialize, Serialize};

use crate::calls::{Count, Throughput};
use crate::circumstances::Circumstances;
use crate::project::{Outcome, Project};
use crate::table;

const PATH: &str = "docs/cost/figures.json";

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Figures {
    pub(crate) counted: Option<Part<Counted>>,
    pub(crate) compile: Option<Part<Compile>>,
    pub(crate) load: Option<Part<Load>>,
    pub(crate) weight: Option<Part<Weight>>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Part<T> {
    pub(crate) circumstances: Circumstances,
    #[serde(flatten)]
    pub(crate) figures: T,
}

/// The same for both sides.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Pair<T> {
    pub(crate) by_hand: T,
    pub(crate) ours: T,
}

/// What is counted: the same wherever the same compiler, libraries, and kind of processor are.
#[derive(Serialize, Deserialize)]
pub(crate) struct Counted {
    pub(crate) calls: Vec<CountedCall>,
    /// Of each expansion in `macros/expansions/`.
    pub(crate) tokens: BTreeMap<String, u64>,
    pub(crate) code: Vec<Code>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct CountedCall {
    pub(crate) call: CallKind,
    pub(crate) counts: Pair<Count>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CallKind {
    InMemory200,
    InMemory404,
    Loopback200,
    /// Ours over hyper; by hand over reqwest, as above.
    Loopback200OverHyper,
}

/// The code of a whole API: of its library, and of a caller of every endpoint.
#[derive(Serialize, Deserialize)]
pub(crate) struct Code {
    pub(crate) endpoints: usize,
    pub(crate) ir_lines: Pair<u64>,
    pub(crate) text_bytes: Pair<u64>,
}

/// CPU seconds to compile whole APIs: of each, the least of the runs.
#[derive(Serialize, Deserialize)]
pub(crate) struct Compile {
    pub(crate) runs: usize,
    pub(crate) sizes: Vec<CompileCpu>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct CompileCpu {
    pub(crate) endpoints: usize,
    pub(crate) check: Pair<f64>,
    /// Of the types alone, which both sides have.
    pub(crate) check_of_types: f64,
    pub(crate) debug: Pair<f64>,
    pub(crate) release: Pair<f64>,
    /// A debug build after one endpoint changed.
    pub(crate) rebuild: Option<Pair<f64>>,
}

/// Calls over loopback: of each figure, the median of the rounds.
#[derive(Serialize, Deserialize)]
pub(crate) struct Load {
    #[serde(alias = "runs")]
    pub(crate) rounds: usize,
    pub(crate) levels: Vec<LoadLevel>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct LoadLevel {
    pub(crate) in_flight: usize,
    pub(crate) by_hand: Throughput,
    pub(crate) ours: Throughput,
    pub(crate) ours_over_hyper: Throughput,
    /// None in figures from before there were rounds.
    pub(crate) ratios: Option<LoadRatios>,
}

/// Each client to by hand, each round by itself.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct LoadRatios {
    pub(crate) ours: ThroughputRatios,
    pub(crate) ours_over_hyper: ThroughputRatios,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct ThroughputRatios {
    pub(crate) requests_per_second: Spread,
    pub(crate) cpu_per_request: Spread,
}

/// The middle of many figures, and the quarters around it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Spread {
    pub(crate) low: f64,
    pub(crate) median: f64,
    pub(crate) high: f64,
}

impl Spread {
    /// None of no figures at all.
    pub(crate) fn of(figures: impl Iterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = figures.collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |quarter: usize| sorted.get(sorted.len().saturating_sub(1) * quarter / 4).copied();
        Some(Self { low: at(1)?, median: at(2)?, high: at(3)? })
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ({:.2}–{:.2})", self.median, self.low, self.high)
    }
}

/// What projects without a line of their own depend on.
#[derive(Serialize, Deserialize)]
pub(crate) struct Weight {
    pub(crate) runs: usize,
    pub(crate) projects: Vec<ProjectWeight>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ProjectWeight {
    pub(crate) project: String,
    pub(crate) crates: usize,
    /// CPU seconds of a debug build from nothing: the least of the runs.
    pub(crate) cold_build: f64,
    /// What is not in the tree of the bare project.
    pub(crate) added: Vec<String>,
    /// What is in the tree of the bare project alone.
    pub(crate) spared: Vec<String>,
}

impl Figures {
    /// What was measured before, of which parts may be kept.
    pub(crate) fn load(project: &Project) -> Outcome<Self> {
        let path = project.path(PATH);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(path)?;
        Ok(serde_json::from_str(&text).map_err(|error| format!("{PATH}: {error}"))?)
    }

    /// Writes the figures, and beside them, for other readers, what is made of them.
    pub(crate) fn store(&self, project: &Project) -> Outcome {
        #[derive(Serialize)]
        struct File<'a> {
            #[serde(flatten)]
            figures: &'a Figures,
            table: Vec<table::Row>,
            per_endpoint: Vec<table::Growth>,
        }
        let file = File { figures: self, table: table::rows(self), per_endpoint: table::growth(self) };
        fs::create_dir_all(project.path("docs/cost"))?;
        fs::write(project.path(PATH), serde_json::to_string_pretty(&file)? + "\n")?;
        Ok(())
    }
}

impl<T> Pair<T> {
    pub(crate) fn of(mut measure: impl FnMut(bool) -> Outcome<T>) -> Outcome<Self> {
        Ok(Self { by_hand: measure(false)?, ours: measure(true)? })
    }

    pub(crate) fn map<U>(self, convert: impl Fn(T) -> U) -> Pair<U> {
        Pair { by_hand: convert(self.by_hand), ours: convert(self.ours) }
    }

    /// Side by side with another.
    pub(crate) fn with<U, V>(self, other: Pair<U>, put: impl Fn(T, U) -> V) -> Pair<V> {
        Pair { by_hand: put(self.by_hand, other.by_hand), ours: put(self.ours, other.ours) }
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn the_middle_and_its_quarters_are_found_in_any_order() {
        let spread = Spread::of([5.0, 1.0, 4.0, 2.0, 3.0].into_iter());
        assert_eq!(spread, Some(Spread { low: 2.0, median: 3.0, high: 4.0 }));
        assert_eq!(Spread::of([].into_iter()), None);
    }
}
