//! Numbers and tables as text.

/// A number with as many digits as say something, and its thousands apart.
pub(crate) fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 || value.fract() == 0.0 => thousands(value),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("-{text}") } else { text }
}

/// A table in Markdown, its columns aligned: the first to the left, all others to the right.
pub(crate) fn table(head: &[&str], lines: impl IntoIterator<Item = Vec<String>>) -> String {
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let lines: Vec<Vec<String>> = lines.into_iter().collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|column| {
            let cells = lines.iter().chain([&head]).filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default().max(3)
        })
        .collect();
    let line = |cells: &[String]| {
        let cells: Vec<_> = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(
                |(column, (cell, &width))| {
                    if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
                },
            )
            .collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule: Vec<_> = widths
        .iter()
        .enumerate()
        .map(|(column, &width)| if column == 0 { "-".repeat(width) } else { "-".repeat(width - 1) + ":" })
        .collect();
    let body: String = lines.iter().map(|cells| line(cells)).collect();
    line(&head) + &line(&rule) + &body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_say_something() {
        let shown: Vec<_> = [59_994.4, 1_234_567.0, 100.0, 7.0, 12.345, 0.756, -1_000.0].map(number).into();
        assert_eq!(shown, ["59,994", "1,234,567", "100", "7", "12.3", "0.76", "-1,000"]);
    }

    #[test]
    fn columns_of_tables_are_aligned() {
        let shown = table(&["figure", "µs"], [vec!["a".into(), "1,000".into()]]);
        assert_eq!(shown, "| figure |    µs |\n| ------ | ----: |\n| a      | 1,000 |\n");
    }
}
