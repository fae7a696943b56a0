//! Calls side by side over loopback.

use crate::calls::{self, Server, Side, Throughput};
use crate::figures::{Load, LoadLevel};
use crate::project::{Outcome, Project, say};

const LEVELS: [usize; 5] = [1, 4, 16, 64, 256];

/// With one call in flight most of the time is waiting, and fewer calls say as much.
fn calls_of(in_flight: usize) -> usize {
    if in_flight == 1 { 5_000 } else { 20_000 }
}

pub(crate) fn measure(project: &Project, runs: usize) -> Outcome<Load> {
    project.build_calls()?;
    let server = Server::start(project)?;
    let mut levels = Vec::new();
    for in_flight in LEVELS {
        say(&format!("calling with {in_flight} in flight"));
        let once = |side| calls::load(project, side, &server, in_flight, calls_of(in_flight));
        let mut best: [Option<Throughput>; 3] = [None; 3];
        for _ in 0..runs {
            for (best, side) in best.iter_mut().zip([Side::ByHand, Side::Ours, Side::OursOverHyper]) {
                let came = once(side)?;
                *best = Some(best.map_or(came, |best| best.best(came)));
            }
        }
        let [Some(by_hand), Some(ours), Some(ours_over_hyper)] = best else {
            return Err("not one run".into());
        };
        levels.push(LoadLevel { in_flight, by_hand, ours, ours_over_hyper });
    }
    Ok(Load { runs, levels })
}
