//! The table as bars: ours as a share of by hand.

use std::path::Path;

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::{BY_HAND, FOOT, GRID, INK, OURS, PALE, WIDTH, framed, write};
use crate::circumstances::Circumstances;
use crate::project::Outcome;
use crate::table::{Must, Row};

const HEIGHT: i32 = 26;
/// Where the bars begin and end.
const LEFT: i32 = 424;
const RIGHT: i32 = 780;

pub(super) fn draw(path: &Path, rows: &[Row], circumstances: &Circumstances) -> Outcome {
    let height = i32::try_from(rows.len())? * HEIGHT;
    let size = (WIDTH, 62 + u32::try_from(height)? + 34 + FOOT);
    let whole = SVGBackend::new(path, size).into_drawing_area();
    let greatest = rows.iter().map(|row| row.ratio).fold(1.25, f64::max);
    let quarters = (greatest * 4.0).ceil();
    let at = |ratio: f64| LEFT + (f64::from(RIGHT - LEFT) * ratio * 4.0 / quarters) as i32;
    let under = "Ours as a share of by hand. The line is by hand; a mark is what must be reached. Bars of what is not are hollow. *By hand over reqwest.";
    let area = framed(&whole, "What an endpoint costs beside code written by hand", under, circumstances)?;
    // The one at 1 is by hand's own.
    for step in (0..=quarters as i32).filter(|step| *step != 4).map(|step| f64::from(step) / 4.0) {
        area.draw(&PathElement::new(vec![(at(step), 0), (at(step), height)], GRID))?;
        write(&area, &format!("{step:.2}"), (at(step), height + 14), 12, &PALE, HPos::Center)?;
    }
    for (index, row) in (0..).zip(rows) {
        let middle = index * HEIGHT + HEIGHT / 2;
        let figure = row.figure.replace('`', "");
        write(&area, &figure, (LEFT - 10, middle), 13, &INK, HPos::Right)?;
        let corners = [(LEFT, middle - 8), (at(row.ratio), middle + 8)];
        if row.reached == Some(false) {
            area.draw(&Rectangle::new(corners, OURS.stroke_width(2)))?;
        } else {
            area.draw(&Rectangle::new(corners, if row.must.is_some() { OURS } else { PALE }.filled()))?;
        }
        let must = match row.must {
            Some(Must::AtMost(most)) => format!("must ≤ {most:.2}"),
            Some(Must::AtLeast(least)) => format!("must ≥ {least:.2}"),
            None => String::new(),
        };
        write(&area, &format!("{:.2}", row.ratio), (RIGHT + 14, middle), 13, &INK, HPos::Left)?;
        write(&area, &must, (RIGHT + 60, middle), 13, &PALE, HPos::Left)?;
        if let Some(must) = row.must {
            let mark = at(must.bound());
            let line = vec![(mark, middle - 11), (mark, middle + 11)];
            area.draw(&PathElement::new(line, INK.stroke_width(3)))?;
        }
    }
    area.draw(&PathElement::new(vec![(at(1.0), 0), (at(1.0), height)], BY_HAND.stroke_width(2)))?;
    write(&area, "by hand", (at(1.0), height + 14), 12, &BY_HAND, HPos::Center)?;
    whole.present()?;
    Ok(())
}
