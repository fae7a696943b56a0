//! Pictures of the figures, as SVG in `docs/cost/`: white below, so that they read in dark pages too.

mod bars;
mod curves;

use std::fs;
use std::path::PathBuf;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::circumstances::Circumstances;
use crate::figures::Figures;
use crate::project::{Outcome, Project};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

const FONT: &str = "sans-serif";
const INK: RGBColor = RGBColor(36, 41, 47);
const PALE: RGBColor = RGBColor(110, 119, 129);
const GRID: RGBColor = RGBColor(225, 228, 232);
const BY_HAND: RGBColor = RGBColor(188, 76, 0);
const OURS: RGBColor = RGBColor(9, 105, 218);
const OURS_OVER_HYPER: RGBColor = RGBColor(26, 127, 55);

const WIDTH: u32 = 960;
/// Below each picture, for the circumstances.
const FOOT: u32 = 44;

/// Draws each picture that there are figures for.
pub(crate) fn draw(project: &Project, figures: &Figures) -> Outcome {
    let folder = project.path("docs/cost");
    fs::create_dir_all(&folder)?;
    let file = |name: &str| -> PathBuf { folder.join(name) };
    let parts = [
        figures.counted.as_ref().map(|part| &part.circumstances),
        figures.compile.as_ref().map(|part| &part.circumstances),
        figures.load.as_ref().map(|part| &part.circumstances),
    ];
    // The parts of the table may be of different days: the newest is said, and each in the page.
    if let Some(newest) = parts.into_iter().flatten().max_by_key(|of| &of.date) {
        bars::draw(&file("ratios.svg"), &crate::table::rows(figures), newest)?;
    }
    if let Some(part) = &figures.compile {
        curves::growth(&file("growth.svg"), &part.figures, &part.circumstances)?;
    }
    if let Some(part) = &figures.load {
        curves::latency(&file("latency.svg"), &part.figures, &part.circumstances)?;
    }
    Ok(())
}

/// Writes a title above and the circumstances below; what is between is for the picture.
fn framed<'a>(area: &Area<'a>, title: &str, under: &str, circumstances: &Circumstances) -> Outcome<Area<'a>> {
    area.fill(&WHITE)?;
    write(area, title, (20, 24), 18, &INK, HPos::Left)?;
    write(area, under, (20, 47), 13, &PALE, HPos::Left)?;
    let height = i32::try_from(area.dim_in_pixel().1)?;
    for (index, line) in (0..).zip(circumstances.lines()) {
        write(area, &line, (20, height - 30 + 17 * index), 12, &PALE, HPos::Left)?;
    }
    Ok(area.margin(62, FOOT, 0, 0))
}

fn write(area: &Area<'_>, text: &str, at: (i32, i32), size: u32, ink: &RGBColor, side: HPos) -> Outcome {
    let style = (FONT, size).into_font().color(ink).pos(Pos::new(side, VPos::Center));
    Ok(area.draw_text(text, &style, at)?)
}
