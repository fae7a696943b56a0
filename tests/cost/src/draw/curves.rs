//! Growth of the cost to compile, and latency under load.

use std::path::Path;

use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::{Area, BY_HAND, FONT, FOOT, GRID, INK, OURS, OURS_OVER_HYPER, PALE, WIDTH, framed, write};
use crate::calls::Throughput;
use crate::circumstances::Circumstances;
use crate::figures::{Compile, CompileCpu, Load, LoadLevel, Pair};
use crate::project::Outcome;
use crate::text::number;

/// A panel: its title, and what is drawn of each figure.
type Panel<T, U> = (&'static str, fn(T) -> U);

/// A curve: its name, its colour, its points.
type Curve = (&'static str, RGBColor, Vec<(f64, f64)>);

const HEIGHT: u32 = 300;

fn size() -> (u32, u32) {
    (WIDTH, 62 + HEIGHT + FOOT)
}

pub(super) fn growth(path: &Path, compile: &Compile, circumstances: &Circumstances) -> Outcome {
    let whole = SVGBackend::new(path, size()).into_drawing_area();
    let under = "CPU seconds of whole APIs over their number of endpoints; debug and release with a caller of every one.";
    let area = framed(&whole, "What it costs to compile", under, circumstances)?;
    let panels: [Panel<&CompileCpu, Pair<f64>>; 3] = [
        ("cargo check, with the types", |size| size.check),
        ("debug build", |size| size.debug),
        ("release build", |size| size.release),
    ];
    for (panel, (title, value)) in area.split_evenly((1, panels.len())).iter().zip(panels) {
        let points = |side: fn(Pair<f64>) -> f64| {
            let sizes = compile.sizes.iter();
            sizes.map(|size| (size.endpoints as f64, side(value(size)))).collect::<Vec<_>>()
        };
        let curves = [("by hand", BY_HAND, points(|of| of.by_hand)), ("ours", OURS, points(|of| of.ours))];
        let right = greatest(&curves, |point| point.0) * 1.05;
        let top = greatest(&curves, |point| point.1) * 1.15;
        let ticks = Ticks { x_label: number, y_label: number, x_count: 5 };
        draw_panel(panel, title, &curves, (0.0..right).into(), (0.0..top).into(), &ticks)?;
    }
    whole.present()?;
    Ok(())
}

pub(super) fn latency(path: &Path, load: &Load, circumstances: &Circumstances) -> Outcome {
    let whole = SVGBackend::new(path, size()).into_drawing_area();
    let under = "Milliseconds per call over calls in flight, on loopback; both axes are logarithmic.";
    let area = framed(&whole, "What a call takes under load", under, circumstances)?;
    let panels: [Panel<Throughput, f64>; 2] =
        [("median", |of| of.median_micros), ("99th percentile", |of| of.p99_micros)];
    for (panel, (title, value)) in area.split_evenly((1, panels.len())).iter().zip(panels) {
        let points = |side: fn(&LoadLevel) -> Throughput| {
            let levels = load.levels.iter();
            let point = |level| (log4(in_flight(level)), (value(side(level)) / 1e3).log10());
            levels.map(point).collect::<Vec<_>>()
        };
        let curves = [
            ("by hand, over reqwest", BY_HAND, points(|level| level.by_hand)),
            ("ours, over reqwest", OURS, points(|level| level.ours)),
            ("ours, over hyper", OURS_OVER_HYPER, points(|level| level.ours_over_hyper)),
        ];
        let right = greatest(&curves, |point| point.0) + 0.2;
        let top = greatest(&curves, |point| point.1).ceil();
        let bottom = -greatest(&curves, |point| -point.1).ceil();
        let ticks = Ticks { x_label: |x| number(4_f64.powf(x).round()), y_label: power_of_ten, x_count: 5 };
        draw_panel(panel, title, &curves, (-0.2..right).into(), (bottom..top).into(), &ticks)?;
    }
    whole.present()?;
    Ok(())
}

fn in_flight(level: &LoadLevel) -> f64 {
    level.in_flight as f64
}

fn log4(value: f64) -> f64 {
    value.log2() / 2.0
}

fn power_of_ten(exponent: f64) -> String {
    // Between the powers there is no round number to write.
    if (exponent - exponent.round()).abs() < 1e-9 { number(10_f64.powf(exponent)) } else { String::new() }
}

fn greatest(curves: &[Curve], of: fn(&(f64, f64)) -> f64) -> f64 {
    curves.iter().flat_map(|curve| &curve.2).map(of).fold(f64::NEG_INFINITY, f64::max)
}

/// How an axis is labelled.
struct Ticks {
    x_label: fn(f64) -> String,
    y_label: fn(f64) -> String,
    x_count: usize,
}

fn draw_panel(
    panel: &Area<'_>,
    title: &str,
    curves: &[Curve],
    x: RangedCoordf64,
    y: RangedCoordf64,
    ticks: &Ticks,
) -> Outcome {
    let width = i32::try_from(panel.dim_in_pixel().0)?;
    write(panel, title, (width / 2 + 20, 10), 14, &INK, HPos::Center)?;
    let mut chart = ChartBuilder::on(panel)
        .margin_top(22)
        .margin_right(18)
        .x_label_area_size(30)
        .y_label_area_size(56)
        .build_cartesian_2d(x, y)?;
    let labels = (FONT, 12).into_font().color(&PALE);
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(PALE)
        .label_style(labels)
        .x_labels(ticks.x_count)
        .y_labels(6)
        .x_label_formatter(&|value| (ticks.x_label)(*value))
        .y_label_formatter(&|value| (ticks.y_label)(*value))
        .draw()?;
    for (name, colour, points) in curves {
        let colour = *colour;
        chart
            .draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))?
            .label(*name)
            .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], colour.stroke_width(3)));
        chart.draw_series(points.iter().map(|&point| Circle::new(point, 3, colour.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE)
        .label_font((FONT, 13).into_font().color(&INK))
        .draw()?;
    Ok(())
}
