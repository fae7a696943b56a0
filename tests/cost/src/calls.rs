//! Runs the process that makes calls, `bin/calls.rs`: under callgrind, for its allocations, as the server, or for load.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::project::{Outcome, Project, output, text};

/// Which client calls, as the process names it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    ByHand,
    Ours,
    OursOverHyper,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by-hand",
            Self::Ours => "ours",
            Self::OursOverHyper => "ours-over-hyper",
        }
    }
}

/// What one call costs on average.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Count {
    /// None where there is no valgrind.
    pub(crate) instructions: Option<u64>,
    /// With reallocations.
    pub(crate) allocations: u64,
}

/// What a number of calls takes.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Throughput {
    pub(crate) requests_per_second: f64,
    pub(crate) cpu_micros_per_request: f64,
    pub(crate) median_micros: f64,
    pub(crate) p99_micros: f64,
}

/// What one slice of each client took, one right after the other.
pub(crate) struct Round {
    pub(crate) by_hand: Throughput,
    pub(crate) ours: Throughput,
    pub(crate) ours_over_hyper: Throughput,
}

/// How many calls two runs make: what they differ by is what the calls between them cost, without any start.
const FEW: u64 = 20;
const MANY: u64 = 120;

/// Not counted while in this function of the process: it is no part of the clients.
const NOT_COUNTED: &str = "--toggle-collect=calls::with_address*";

/// How often calls over loopback are counted, of which the least holds: how an answer is cut up when it is read is a
/// matter of time.
const COUNTS_OVER_LOOPBACK: usize = 3;

pub(crate) fn valgrind_is_here() -> bool {
    output(Command::new("valgrind").arg("--version")).is_ok()
}

/// Counts calls that are answered with `answer`, in memory or by a server.
pub(crate) fn count(
    project: &Project,
    side: Side,
    answer: &str,
    server: Option<&Server>,
    instructions: bool,
) -> Outcome<Count> {
    let place = server.map_or("memory", |server| &server.address);
    let once = |instructions| -> Outcome<u64> {
        let of = |calls: u64| -> Outcome<u64> {
            let repeat = ["repeat", side.name(), answer, place, &calls.to_string()].map(ToOwned::to_owned);
            if instructions {
                let file = "--callgrind-out-file=/dev/null";
                // In this order: a toggle turns off what is before it.
                let tool = ["--tool=callgrind", file, NOT_COUNTED, "--collect-atstart=yes"];
                let mut valgrind = Command::new("valgrind");
                let said = output(valgrind.args(tool).arg(&project.calls).args(repeat))?.stderr;
                collected(&String::from_utf8_lossy(&said))
            } else {
                Ok(text(Command::new(&project.calls).args(repeat))?.parse()?)
            }
        };
        match (of(MANY)?.saturating_sub(of(FEW)?) + (MANY - FEW) / 2) / (MANY - FEW) {
            // Otherwise a fault of the measurement would pass for a great success.
            0 => Err("calls that cost nothing were not counted".into()),
            each => Ok(each),
        }
    };
    let least = |instructions| -> Outcome<u64> {
        let mut least = once(instructions)?;
        for _ in 1..if server.is_some() { COUNTS_OVER_LOOPBACK } else { 1 } {
            least = least.min(once(instructions)?);
        }
        Ok(least)
    };
    Ok(Count {
        instructions: if instructions { Some(least(true)?) } else { None },
        allocations: least(false)?,
    })
}

/// What callgrind says at its end, `==7== Collected : 1234`.
fn collected(said: &str) -> Outcome<u64> {
    let number = said.lines().find_map(|line| line.split_once("Collected : "));
    Ok(number.ok_or_else(|| format!("callgrind collected nothing:\n{said}"))?.1.trim().parse()?)
}

/// Has all clients make calls, `in_flight` at a time, in slices of `count` by which they take turns.
pub(crate) fn load(
    project: &Project,
    server: &Server,
    in_flight: usize,
    rounds: usize,
    count: usize,
) -> Outcome<Vec<Round>> {
    let numbers = [in_flight, rounds, count].map(|number| number.to_string());
    let printed = text(Command::new(&project.calls).args(["load", &server.address]).args(numbers))?;
    let slices: Vec<_> =
        printed.lines().map(|line| throughput(line, count as f64)).collect::<Outcome<_>>()?;
    let rounds =
        slices.chunks_exact(3).map(|of| Round { by_hand: of[0], ours: of[1], ours_over_hyper: of[2] });
    Ok(rounds.collect())
}

fn throughput(line: &str, calls: f64) -> Outcome<Throughput> {
    let numbers: Vec<f64> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let [seconds, cpu, median, p99] = numbers[..] else {
        return Err(format!("not the four numbers of a slice: {line}").into());
    };
    Ok(Throughput {
        requests_per_second: calls / seconds,
        cpu_micros_per_request: cpu / calls * 1e6,
        median_micros: median * 1e6,
        p99_micros: p99 * 1e6,
    })
}

/// A server on loopback, in a process of its own, as long as this lives.
pub(crate) struct Server {
    process: Child,
    address: String,
}

impl Server {
    pub(crate) fn start(project: &Project) -> Outcome<Self> {
        let mut process =
            Command::new(&project.calls).arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        let printed = process.stdout.take().ok_or("a server that prints nothing")?;
        BufReader::new(printed).read_line(&mut address)?;
        Ok(Self { process, address: address.trim().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends with its input, and so also where this program is killed.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_total_of_callgrind_is_found() {
        let said = "==7== Events    : Ir\n==7== Collected : 5999181\n==7== \n";
        assert_eq!(collected(said).expect("a total"), 5_999_181);
        assert!(collected("==7== valgrind: no such program").is_err());
    }
}
