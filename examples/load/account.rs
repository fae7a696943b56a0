//! The account: holds what the calls came to against what the server did, and prints both as a table.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::time::Duration;

use sigpost::Delivery;

use crate::calls::{End, Failed, Kind, Outcome};
use crate::server::Ledger;

/// All that there is to account for.
pub(crate) struct Account {
    pub(crate) calls: u64,
    pub(crate) took: Duration,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) trails: HashMap<u64, Vec<End>>,
    pub(crate) requests: u64,
    pub(crate) ledger: Ledger,
    pub(crate) most_connections: usize,
    pub(crate) before: Holdings,
    pub(crate) after: Holdings,
}

/// What must be as it was before, once all is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holdings {
    pub(crate) connections: usize,
    pub(crate) tasks: usize,
    /// Where the system can tell.
    pub(crate) descriptors: Option<usize>,
}

impl Account {
    /// What does not add up.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut ids: Vec<u64> = self.outcomes.iter().map(|outcome| outcome.id).collect();
        ids.sort_unstable();
        if ids != (0..self.calls).collect::<Vec<_>>() {
            faults.push(format!("{} calls were made, and {} came to an end", self.calls, ids.len()));
        }
        for outcome in &self.outcomes {
            let trail = self.trails.get(&outcome.id).map_or(&[][..], Vec::as_slice);
            let processed = self.ledger.processed.get(&outcome.id).copied().unwrap_or(0);
            if let Some(fault) = fault_of(outcome, trail, processed) {
                faults.push(format!("call {}: {fault}: {:?}, {trail:?}", outcome.id, outcome.result));
            }
        }
        let ends = self.ends();
        let attempts: u64 = ends.values().sum();
        // What got no answer may not have been read.
        let unsure: u64 =
            ends.iter().filter(|(end, _)| !matches!(end, End::Answered(_))).map(|(_, count)| count).sum();
        if self.requests > attempts || self.requests + unsure < attempts {
            faults.push(format!("{attempts} attempts were made, and the server saw {}", self.requests));
        }
        if self.after.connections > self.before.connections {
            faults.push(format!("{} connections are left", self.after.connections));
        }
        if self.after.tasks > self.before.tasks {
            faults.push(format!("{} tasks are left of {}", self.after.tasks, self.before.tasks));
        }
        if self.after.descriptors > self.before.descriptors {
            faults.push(format!("file descriptors are left: {:?}, {:?}", self.before, self.after));
        }
        faults
    }

    /// How attempts ended.
    fn ends(&self) -> BTreeMap<End, u64> {
        counted(self.trails.values().flatten().copied())
    }

    /// Why attempts were followed by another.
    fn reasons(&self) -> BTreeMap<End, u64> {
        counted(
            self.trails
                .values()
                .flat_map(|trail| trail.split_last().map_or(&[][..], |(_, rest)| rest))
                .copied(),
        )
    }
}

/// What is wrong with a call, if anything is.
fn fault_of(outcome: &Outcome, trail: &[End], processed: u32) -> Option<&'static str> {
    let kind = Kind::of(outcome.id);
    if trail.is_empty() {
        return Some("it was never sent");
    }
    if kind != Kind::Show && processed > 1 {
        return Some("it was processed more than once");
    }
    let may_have_arrived = |end: &&End| !matches!(end, End::NoConnection | End::Answered(429 | 500));
    if kind == Kind::PlacePlain
        && trail.split_last().is_some_and(|(_, rest)| rest.iter().any(|end| may_have_arrived(&end)))
    {
        return Some("it was sent again although it may have arrived");
    }
    match &outcome.result {
        Ok(order) if *order != outcome.id => Some("it got the answer of another"),
        Ok(_) if processed == 0 => Some("it succeeded, and the server did nothing"),
        Ok(_) => None,
        Err(Failed { attempts, .. }) if *attempts as usize != trail.len() => {
            Some("its error says another number of attempts")
        }
        Err(Failed { delivery: Delivery::NotSent, .. }) if processed > 0 => {
            Some("its error says that it was not sent, and it was processed")
        }
        Err(Failed { status: Some(_), .. }) if kind == Kind::PlacePlain && processed > 0 => {
            Some("it was refused and processed")
        }
        Err(_) => None,
    }
}

fn counted<T: Ord>(items: impl Iterator<Item = T>) -> BTreeMap<T, u64> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts
}

fn listed<T: fmt::Display>(counts: impl IntoIterator<Item = (T, u64)>) -> String {
    let listed: Vec<String> = counts.into_iter().map(|(what, count)| format!("{count} {what}")).collect();
    if listed.is_empty() { "none".to_owned() } else { listed.join(", ") }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(status) => write!(f, "answered {status}"),
            Self::NoConnection => f.write_str("without a connection"),
            Self::Broken => f.write_str("broken off"),
            Self::GivenUp => f.write_str("given up after the time of an attempt"),
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let successes = self.outcomes.iter().filter(|outcome| outcome.result.is_ok()).count();
        let failures = self.outcomes.iter().filter_map(|outcome| outcome.result.as_ref().err());
        let mut took: Vec<Duration> = self.outcomes.iter().map(|outcome| outcome.took).collect();
        took.sort_unstable();
        let at = |percent: usize| {
            let index = (took.len() * percent / 100).min(took.len().saturating_sub(1));
            took.get(index).copied().unwrap_or_default().as_millis()
        };
        let latency = format!("{} / {} / {} / {} ms", at(50), at(95), at(99), at(100));
        let seconds = self.took.as_secs_f64();
        let faults = counted(self.ledger.faults.iter().flat_map(|(fault, count)| {
            std::iter::repeat_n(format!("{fault:?}"), usize::try_from(*count).unwrap_or(0))
        }));
        let texts = counted(failures.map(|failed| failed.text.replace(char::is_numeric, "#")));
        let rows = [
            ("calls", format!("{} in {seconds:.1} s", self.outcomes.len())),
            ("successes", successes.to_string()),
            ("failures", (self.outcomes.len() - successes).to_string()),
            ("attempts", self.ends().values().sum::<u64>().to_string()),
            ("retries, by what came before", listed(self.reasons())),
            ("latency, 50 / 95 / 99 / 100 %", latency),
            ("requests that the server saw", self.requests.to_string()),
            ("faults that it made", listed(faults)),
            (
                "connections, at most and after",
                format!("{}, {}", self.most_connections, self.after.connections),
            ),
            ("tasks, before and after", format!("{}, {}", self.before.tasks, self.after.tasks)),
            (
                "descriptors, before and after",
                match (self.before.descriptors, self.after.descriptors) {
                    (Some(before), Some(after)) => format!("{before}, {after}"),
                    _ => "not known here".to_owned(),
                },
            ),
        ];
        for (name, value) in rows {
            writeln!(f, "{name:32}  {value}")?;
        }
        for (text, count) in texts {
            writeln!(f, "    {count} failed: {text}")?;
        }
        Ok(())
    }
}
