//! The budget: how much of each counted figure there may be, `tests/cost/budget.json`, and the judgement of what there is.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use crate::project::{Outcome, Project};
use crate::text::{number, table};

pub(crate) const PATH: &str = "tests/cost/budget.json";

#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Budget {
    /// The target whose code was counted; another has other code.
    pub(crate) target: String,
    pub(crate) figures: BTreeMap<String, u64>,
}

/// A figure as it is now.
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// None where it cannot be counted.
    pub(crate) now: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Instructions,
    InstructionsOverLoopback,
    Allocations,
    Tokens,
    IrLines,
    TextBytes,
}

impl Kind {
    /// How far above its budget a figure may be, as a share of it.
    fn tolerance(self) -> f64 {
        match self {
            // The same program takes the same way each time, and the same compiler makes the same code.
            Self::Allocations | Self::Tokens | Self::IrLines => 0.0,
            // The C library chooses its `memcpy` by the processor; hash maps have seeds.
            Self::Instructions => 0.01,
            // And an answer may come in more pieces.
            Self::InstructionsOverLoopback => 0.02,
            // How functions are dealt out to units of code depends on hashes that have paths in them.
            Self::TextBytes => 0.01,
        }
    }
}

/// What became of a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    Kept,
    /// By more than its tolerance, so that a budget does not follow what is chance.
    Fell,
    Exceeded,
    /// It has no budget yet.
    New,
    NotCounted,
    /// It has a budget, and is no figure any more.
    Gone,
}

pub(crate) struct Judged {
    name: String,
    budget: Option<u64>,
    now: Option<u64>,
    pub(crate) state: State,
}

impl Budget {
    pub(crate) fn load(project: &Project) -> Outcome<Self> {
        let path = project.path(PATH);
        if !path.exists() {
            return Ok(Self::default());
        }
        Ok(serde_json::from_str(&fs::read_to_string(path)?).map_err(|error| format!("{PATH}: {error}"))?)
    }

    pub(crate) fn store(&self, project: &Project) -> Outcome {
        Ok(fs::write(project.path(PATH), serde_json::to_string_pretty(self)? + "\n")?)
    }

    pub(crate) fn judge(&self, figures: &[Figure]) -> Vec<Judged> {
        let present = figures.iter().map(|Figure { name, kind, now }| {
            let budget = self.figures.get(name).copied();
            let state = match (budget, *now) {
                (_, None) => State::NotCounted,
                (None, Some(_)) => State::New,
                (Some(budget), Some(now)) => {
                    let allowed = budget as f64 * kind.tolerance();
                    let change = now as f64 - budget as f64;
                    if change > allowed {
                        State::Exceeded
                    } else if change < -allowed {
                        State::Fell
                    } else {
                        State::Kept
                    }
                }
            };
            Judged { name: name.clone(), budget, now: *now, state }
        });
        let gone = self.figures.iter().filter(|(name, _)| figures.iter().all(|of| of.name != **name)).map(
            |(name, &budget)| Judged {
                name: name.clone(),
                budget: Some(budget),
                now: None,
                state: State::Gone,
            },
        );
        present.chain(gone).collect()
    }

    /// The figures as they are now become the budget, those that `chosen` picks; what was not counted stays.
    pub(crate) fn renew(&mut self, judged: &[Judged], chosen: impl Fn(State) -> bool) {
        for of in judged.iter().filter(|of| chosen(of.state)) {
            match of.now {
                Some(now) => {
                    self.figures.insert(of.name.clone(), now);
                }
                None if of.state == State::Gone => {
                    self.figures.remove(&of.name);
                }
                None => {}
            }
        }
    }
}

/// The judgement as a table.
pub(crate) fn show(judged: &[Judged]) -> String {
    let shown = |value: Option<u64>| value.map_or("–".to_owned(), |value| number(value as f64));
    let lines = judged.iter().map(|of| {
        let change = match (of.budget, of.now) {
            (Some(budget), Some(now)) => {
                let change = (now as f64 - budget as f64) / (budget as f64).max(1.0) * 100.0;
                format!("{change:+.1} %")
            }
            _ => "–".to_owned(),
        };
        let state = match of.state {
            State::Kept => "",
            State::Fell => "fell",
            State::Exceeded => "EXCEEDED",
            State::New => "NO BUDGET",
            State::NotCounted => "not counted here",
            State::Gone => "gone",
        };
        vec![of.name.clone(), shown(of.budget), shown(of.now), change, state.to_owned()]
    });
    table(&["figure", "budget", "now", "change", ""], lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(figures: &[(&str, u64)]) -> Budget {
        let figures = figures.iter().map(|&(name, budget)| (name.to_owned(), budget)).collect();
        Budget { target: "here".into(), figures }
    }

    fn figure(name: &str, kind: Kind, now: Option<u64>) -> Figure {
        Figure { name: name.into(), kind, now }
    }

    fn state(kind: Kind, was: u64, now: u64) -> State {
        budget(&[("it", was)]).judge(&[figure("it", kind, Some(now))])[0].state
    }

    #[test]
    fn exact_figures_may_not_grow_at_all() {
        for kind in [Kind::Allocations, Kind::Tokens, Kind::IrLines] {
            assert_eq!(state(kind, 1_000, 1_000), State::Kept);
            assert_eq!(state(kind, 1_000, 1_001), State::Exceeded);
            assert_eq!(state(kind, 1_000, 999), State::Fell);
        }
    }

    #[test]
    fn others_may_move_within_their_tolerance() {
        for (kind, allowed) in
            [(Kind::Instructions, 10), (Kind::TextBytes, 10), (Kind::InstructionsOverLoopback, 20)]
        {
            assert_eq!(state(kind, 1_000, 1_000 + allowed), State::Kept);
            assert_eq!(state(kind, 1_000, 1_000 - allowed), State::Kept);
            assert_eq!(state(kind, 1_000, 1_001 + allowed), State::Exceeded);
            assert_eq!(state(kind, 1_000, 999 - allowed), State::Fell);
        }
    }

    #[test]
    fn what_fell_or_is_gone_renews_the_budget_and_what_was_not_counted_stays() {
        let mut it = budget(&[("fell", 10), ("kept", 10), ("uncounted", 10), ("gone", 10)]);
        let judged = it.judge(&[
            figure("fell", Kind::Tokens, Some(9)),
            figure("kept", Kind::Tokens, Some(10)),
            figure("uncounted", Kind::Instructions, None),
        ]);
        it.renew(&judged, |state| matches!(state, State::Fell | State::Gone));
        assert_eq!(it, budget(&[("fell", 9), ("kept", 10), ("uncounted", 10)]));
    }

    #[test]
    fn what_is_accepted_becomes_the_budget() {
        let mut it = budget(&[("exceeded", 10), ("uncounted", 10)]);
        let judged = it.judge(&[
            figure("exceeded", Kind::Tokens, Some(20)),
            figure("new", Kind::Tokens, Some(5)),
            figure("uncounted", Kind::Instructions, None),
        ]);
        assert_eq!(judged[1].state, State::New);
        it.renew(&judged, |_| true);
        assert_eq!(it, budget(&[("exceeded", 20), ("new", 5), ("uncounted", 10)]));
    }
}
