//! Calls side by side over loopback.
//!
//! A machine with other work is faster now and slower then. So all clients call from one process, in short slices by which
//! they take turns, and a client is held against by hand within a round alone: the median of those ratios is the figure.

use crate::calls::{self, Round, Server, Throughput};
use crate::figures::{Load, LoadLevel, LoadRatios, Spread, ThroughputRatios};
use crate::project::{Outcome, Project, say};

const LEVELS: [usize; 5] = [1, 4, 16, 64, 256];

/// How many rounds a run has: a multiple of the clients, so that each begins as often.
const ROUNDS_OF_RUN: usize = 30;

/// How many calls a slice has. With one call in flight most of the time is waiting, and fewer calls say as much.
fn calls_of(in_flight: usize) -> usize {
    if in_flight == 1 { 250 } else { 1_000.max(in_flight * 8) }
}

pub(crate) fn measure(project: &Project, runs: usize) -> Outcome<Load> {
    project.build_calls()?;
    let server = Server::start(project)?;
    let rounds = runs * ROUNDS_OF_RUN;
    let mut levels = Vec::new();
    for in_flight in LEVELS {
        say(&format!("calling with {in_flight} in flight"));
        let came = calls::load(project, &server, in_flight, rounds, calls_of(in_flight))?;
        let level = level(in_flight, &came).ok_or("not one round")?;
        if let Some(LoadRatios { ours, ours_over_hyper }) = level.ratios {
            let (hyper, ours) = (ours_over_hyper.cpu_per_request, ours.cpu_per_request);
            say(&format!("CPU to by hand: ours {ours}, over hyper {hyper}"));
        }
        levels.push(level);
    }
    Ok(Load { rounds, levels })
}

/// The medians of the rounds; none of no rounds.
fn level(in_flight: usize, rounds: &[Round]) -> Option<LoadLevel> {
    let ratios = |of: fn(&Round) -> Throughput| {
        let ratio = |figure: fn(&Throughput) -> f64| {
            Spread::of(rounds.iter().map(|round| figure(&of(round)) / figure(&round.by_hand)))
        };
        Some(ThroughputRatios {
            requests_per_second: ratio(|of| of.requests_per_second)?,
            cpu_per_request: ratio(|of| of.cpu_micros_per_request)?,
        })
    };
    Some(LoadLevel {
        in_flight,
        by_hand: median(rounds, |round| round.by_hand)?,
        ours: median(rounds, |round| round.ours)?,
        ours_over_hyper: median(rounds, |round| round.ours_over_hyper)?,
        ratios: Some(LoadRatios {
            ours: ratios(|round| round.ours)?,
            ours_over_hyper: ratios(|round| round.ours_over_hyper)?,
        }),
    })
}

fn median(rounds: &[Round], of: fn(&Round) -> Throughput) -> Option<Throughput> {
    let median = |figure: fn(&Throughput) -> f64| {
        Spread::of(rounds.iter().map(|round| figure(&of(round)))).map(|spread| spread.median)
    };
    Some(Throughput {
        requests_per_second: median(|of| of.requests_per_second)?,
        cpu_micros_per_request: median(|of| of.cpu_micros_per_request)?,
        median_micros: median(|of| of.median_micros)?,
        p99_micros: median(|of| of.p99_micros)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(speed: f64) -> Round {
        let of = |cpu: f64| Throughput {
            requests_per_second: 1e6 / cpu,
            cpu_micros_per_request: cpu,
            median_micros: cpu,
            p99_micros: cpu,
        };
        Round { by_hand: of(10.0 * speed), ours: of(9.0 * speed), ours_over_hyper: of(5.0 * speed) }
    }

    #[test]
    fn what_slows_down_a_whole_round_changes_no_ratio() {
        let level = level(64, &[round(1.0), round(7.0), round(1.5)]).expect("rounds");
        assert_eq!(level.by_hand.cpu_micros_per_request, 15.0);
        let cpu = level.ratios.expect("ratios").ours.cpu_per_request;
        assert!([cpu.low, cpu.median, cpu.high].iter().all(|ratio| (ratio - 0.9).abs() < 1e-9), "{cpu}");
    }
}
