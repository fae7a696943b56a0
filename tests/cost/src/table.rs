//! The table: each figure by hand and ours, their ratio, and what it must reach. It is made of the figures alone.

use serde::Serialize;

use crate::figures::{CallKind, Compile, Counted, Figures, Load, Pair, Spread};
use crate::text::{number, table};

#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) figure: String,
    pub(crate) by_hand: f64,
    pub(crate) ours: f64,
    /// Ours to by hand.
    pub(crate) ratio: f64,
    pub(crate) must: Option<Must>,
    pub(crate) reached: Option<bool>,
}

/// What the ratio must be.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Must {
    AtMost(f64),
    AtLeast(f64),
}

use Must::{AtLeast, AtMost};

/// What each further endpoint costs, up to an API of so many.
#[derive(Serialize)]
pub(crate) struct Growth {
    pub(crate) figure: &'static str,
    pub(crate) endpoints: usize,
    pub(crate) from: usize,
    #[serde(flatten)]
    pub(crate) per_endpoint: Pair<f64>,
}

const CHECK: &str = "`cargo check`, CPU ms per endpoint, types taken out";
const DEBUG: &str = "debug build, CPU ms per endpoint";
const RELEASE: &str = "release build, CPU ms per endpoint";
const IR_LINES: &str = "LLVM IR lines per endpoint";
const TEXT_BYTES: &str = "text bytes per endpoint, release";

/// What ratios must reach, per endpoint.
const PER_ENDPOINT: [(&str, f64); 5] =
    [(CHECK, 0.95), (DEBUG, 0.80), (RELEASE, 0.80), (IR_LINES, 0.70), (TEXT_BYTES, 0.75)];

/// How many calls are in flight where one load stands for all.
const TYPICAL_LOAD: usize = 64;

pub(crate) fn rows(figures: &Figures) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(part) = &figures.counted {
        calls(&part.figures, &mut rows);
    }
    let growth = growth(figures);
    for (figure, most) in PER_ENDPOINT {
        let largest = growth.iter().filter(|of| of.figure == figure).max_by_key(|of| of.endpoints);
        if let Some(Growth { per_endpoint, endpoints, .. }) = largest {
            rows.push(Row::new(format!("{figure}, API of {endpoints}"), *per_endpoint, Some(AtMost(most))));
        }
    }
    if let Some(part) = &figures.compile {
        rebuild(&part.figures, &mut rows);
    }
    if let Some(part) = &figures.load {
        load(&part.figures, &mut rows);
    }
    rows
}

fn calls(counted: &Counted, rows: &mut Vec<Row>) {
    let most = |kind| match kind {
        CallKind::InMemory200 => Some(AtMost(0.90)),
        CallKind::InMemory404 | CallKind::Loopback200 => Some(AtMost(0.95)),
        CallKind::Loopback200OverHyper => None,
    };
    for call in &counted.calls {
        let instructions = call.counts.map(|count| count.instructions.unwrap_or_default() as f64);
        rows.push(Row::new(format!("instructions, {}", call.call.title()), instructions, most(call.call)));
    }
    for call in &counted.calls {
        let allocations = call.counts.map(|count| count.allocations as f64);
        let most = most(call.call).map(|_| AtMost(1.0));
        rows.push(Row::new(format!("allocations, {}", call.call.title()), allocations, most));
    }
}

fn rebuild(compile: &Compile, rows: &mut Vec<Row>) {
    let largest = compile.sizes.iter().max_by_key(|size| size.endpoints);
    if let Some((size, rebuild)) = largest.and_then(|size| Some((size, size.rebuild?))) {
        let figure = format!("debug rebuild after one of {} endpoints changed, CPU ms", size.endpoints);
        rows.push(Row::new(figure, rebuild.map(|seconds| seconds * 1e3), Some(AtMost(1.0))));
    }
}

fn load(load: &Load, rows: &mut Vec<Row>) {
    let Some(level) = load.levels.iter().find(|level| level.in_flight == TYPICAL_LOAD) else { return };
    let sides = [
        ("", level.ours, level.ratios.map(|ratios| ratios.ours), true),
        (", over hyper*", level.ours_over_hyper, level.ratios.map(|ratios| ratios.ours_over_hyper), false),
    ];
    for (side, ours, ratios, must) in sides {
        let pair = Pair { by_hand: level.by_hand, ours };
        let row = Row::new(
            format!("requests per second, {TYPICAL_LOAD} in flight{side}"),
            pair.map(|of| of.requests_per_second),
            must.then_some(AtLeast(1.0)),
        );
        rows.push(row.with_ratio(ratios.map(|ratios| ratios.requests_per_second)));
        let row = Row::new(
            format!("CPU µs per request, {TYPICAL_LOAD} in flight{side}"),
            pair.map(|of| of.cpu_micros_per_request),
            must.then_some(AtMost(1.0)),
        );
        rows.push(row.with_ratio(ratios.map(|ratios| ratios.cpu_per_request)));
    }
}

/// Per endpoint: what an API has more than the smallest one, divided by how many endpoints more it has.
pub(crate) fn growth(figures: &Figures) -> Vec<Growth> {
    let mut growth = Vec::new();
    if let Some(part) = &figures.compile {
        let millis = |of: Pair<f64>| of.map(|seconds| seconds * 1e3);
        let sizes = &part.figures.sizes;
        let sized = |value: fn(&crate::figures::CompileCpu) -> Pair<f64>| {
            sizes.iter().map(move |size| (size.endpoints, millis(value(size)))).collect()
        };
        let check = sized(|size| size.check.map(|check| check - size.check_of_types));
        per_endpoint(CHECK, check, &mut growth);
        per_endpoint(DEBUG, sized(|size| size.debug), &mut growth);
        per_endpoint(RELEASE, sized(|size| size.release), &mut growth);
    }
    if let Some(part) = &figures.counted {
        let code = &part.figures.code;
        let as_float = |of: Pair<u64>| of.map(|count| count as f64);
        let lines = code.iter().map(|of| (of.endpoints, as_float(of.ir_lines))).collect();
        per_endpoint(IR_LINES, lines, &mut growth);
        let bytes = code.iter().map(|of| (of.endpoints, as_float(of.text_bytes))).collect();
        per_endpoint(TEXT_BYTES, bytes, &mut growth);
    }
    growth
}

fn per_endpoint(figure: &'static str, mut sizes: Vec<(usize, Pair<f64>)>, into: &mut Vec<Growth>) {
    sizes.sort_by_key(|(endpoints, _)| *endpoints);
    let Some((&(from, least), larger)) = sizes.split_first() else { return };
    into.extend(larger.iter().map(|&(endpoints, all)| Growth {
        figure,
        endpoints,
        from,
        per_endpoint: all.with(least, |all, least| (all - least) / (endpoints - from) as f64),
    }));
}

impl Row {
    fn new(figure: String, Pair { by_hand, ours }: Pair<f64>, must: Option<Must>) -> Self {
        let ratio = ours / by_hand;
        Self { figure, by_hand, ours, ratio, must, reached: must.map(|must| must.is_reached(ratio)) }
    }

    /// The same, judged by ratios of their own, if there are any.
    fn with_ratio(self, spread: Option<Spread>) -> Self {
        let Some(Spread { median: ratio, .. }) = spread else { return self };
        Self { ratio, reached: self.must.map(|must| must.is_reached(ratio)), ..self }
    }
}

impl Must {
    fn is_reached(self, ratio: f64) -> bool {
        match self {
            AtMost(most) => ratio <= most,
            AtLeast(least) => ratio >= least,
        }
    }

    pub(crate) fn bound(self) -> f64 {
        match self {
            AtMost(bound) | AtLeast(bound) => bound,
        }
    }
}

/// The table as Markdown that reads as well in a terminal.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| {
        let must = match row.must {
            Some(AtMost(most)) => format!("≤ {most:.2}"),
            Some(AtLeast(least)) => format!("≥ {least:.2}"),
            None => "–".to_owned(),
        };
        let reached = match row.reached {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "–",
        };
        let ratio = format!("{:.2}", row.ratio);
        vec![row.figure.clone(), number(row.by_hand), number(row.ours), ratio, must, reached.to_owned()]
    });
    table(&["figure", "by hand", "ours", "ratio", "must reach", "reached"], lines)
}

/// The table without what ratios must reach, for readers who only want to know what it costs.
pub(crate) fn short_markdown(rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| {
        let ratio = format!("{:.2}", row.ratio);
        vec![row.figure.clone(), number(row.by_hand), number(row.ours), ratio]
    });
    table(&["figure", "by hand", "ours", "ratio"], lines)
}

/// What each further endpoint costs, as Markdown.
pub(crate) fn growth_markdown(growth: &[Growth]) -> String {
    let lines = growth.iter().map(|of| {
        let Pair { by_hand, ours } = of.per_endpoint;
        vec![
            of.figure.to_owned(),
            number(of.endpoints as f64),
            number(by_hand),
            number(ours),
            format!("{:.2}", ours / by_hand),
        ]
    });
    table(&["figure", "endpoints", "by hand", "ours", "ratio"], lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_measured_from_the_smallest() {
        let sizes = vec![
            (500, Pair { by_hand: 1_100.0, ours: 580.0 }),
            (20, Pair { by_hand: 140.0, ours: 100.0 }),
            (100, Pair { by_hand: 300.0, ours: 180.0 }),
        ];
        let mut growth = Vec::new();
        per_endpoint(DEBUG, sizes, &mut growth);
        let found: Vec<_> =
            growth.iter().map(|of| (of.endpoints, of.per_endpoint.by_hand, of.per_endpoint.ours)).collect();
        assert_eq!(found, [(100, 2.0, 1.0), (500, 2.0, 1.0)]);
    }

    #[test]
    fn a_bound_is_reached_exactly_and_a_missing_one_is_not_judged() {
        let row = |ours, must| Row::new("figure".into(), Pair { by_hand: 100.0, ours }, must).reached;
        assert_eq!(row(90.0, Some(AtMost(0.90))), Some(true));
        assert_eq!(row(90.1, Some(AtMost(0.90))), Some(false));
        assert_eq!(row(100.0, Some(AtLeast(1.0))), Some(true));
        assert_eq!(row(99.0, Some(AtLeast(1.0))), Some(false));
        assert_eq!(row(99.0, None), None);
    }
}
