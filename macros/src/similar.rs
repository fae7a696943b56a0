//! Finds the known word that a misspelt one is near to.

/// The candidate that `word` is most likely meant to be, if any is near enough: equal but for case and dashes, or
/// within a quarter of its length of edits, one at least.
pub(crate) fn similar<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let allowed = (word.chars().count() / 4).max(1);
    let near = candidates.into_iter().map(|candidate| (distance(&word, &fold(candidate)), candidate));
    near.filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, near)| near)
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('-', "_")
}

/// Damerau-Levenshtein distance, as optimal string alignment: insert, delete, replace, or swap two neighbours.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for i in 0..=left.len() {
        for j in 0..=right.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
                let best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                let swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                if swapped { best.min(rows[i - 2][j - 2] + 1) } else { best }
            };
        }
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words() {
        let methods = ["GET", "POST", "DELETE"];
        assert_eq!(similar("GTE", methods), Some("GET"));
        assert_eq!(similar("post", methods), Some("POST"));
        assert_eq!(similar("DELTEE", methods), Some("DELETE"));
        assert_eq!(similar("LINK", methods), None);
    }

    #[test]
    fn dashes_and_case_do_not_count() {
        assert_eq!(similar("renameAll", ["rename_all"]), Some("rename_all"));
        assert_eq!(similar("rename-all", ["rename_all"]), Some("rename_all"));
    }
}
