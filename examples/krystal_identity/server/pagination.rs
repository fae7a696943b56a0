//! The arguments `page` and `per_page`, and the part of a list they choose. Which lists there are is the
//! routes' part.

use serde::Serialize;

use super::arguments::{Argument, Arguments, Rule};

/// A set larger than this is not counted.
const LARGEST_COUNTED: usize = 1000;

const GREATER_THAN_ZERO: Rule = Rule { name: "greater_than_zero", holds: |number| number > 0 };

/// The name is Apia's, whatever the maximum of the endpoint.
const AT_MOST_200: Rule = Rule { name: "less_than_or_equal_to_one_hundred", holds: |number| number <= 200 };

pub(super) const PAGE: Argument = Argument::defaulted("page", 1, &[GREATER_THAN_ZERO]);
pub(super) const PER_PAGE: Argument = Argument::defaulted("per_page", 30, &[GREATER_THAN_ZERO, AT_MOST_200]);

/// What an answer says of the page it holds.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Pagination {
    current_page: usize,
    total_pages: Option<usize>,
    total: Option<usize>,
    per_page: usize,
    large_set: bool,
}

/// The page that the arguments ask for; beyond the last one it is empty.
pub(super) fn paginate<T>(
    items: impl Iterator<Item = T> + Clone,
    arguments: &Arguments,
) -> (Vec<T>, Pagination) {
    let current_page = positive(arguments, "page", 1);
    let per_page = positive(arguments, "per_page", 30);
    let total = Some(items.clone().count()).filter(|count| *count <= LARGEST_COUNTED);
    let page = items.skip((current_page - 1).saturating_mul(per_page)).take(per_page).collect();
    let pagination = Pagination {
        current_page,
        total_pages: total.map(|total| total.div_ceil(per_page)),
        total,
        per_page,
        large_set: total.is_none(),
    };
    (page, pagination)
}

/// Null counts as left out, and the rules above have refused what isn't positive.
fn positive(arguments: &Arguments, name: &str, default: usize) -> usize {
    arguments.integer(name).and_then(|number| usize::try_from(number).ok()).unwrap_or(default).max(1)
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Checked;
    use super::*;

    fn page(total: usize, page: i64, per_page: i64) -> (Vec<usize>, Pagination) {
        let mut arguments = Arguments::default();
        arguments.insert("page", Checked::Integer(page));
        arguments.insert("per_page", Checked::Integer(per_page));
        paginate(1..=total, &arguments)
    }

    #[test]
    fn the_last_page_is_short_and_the_next_one_empty() {
        let pagination = |current_page| Pagination {
            current_page,
            total_pages: Some(2),
            total: Some(3),
            per_page: 2,
            large_set: false,
        };
        assert_eq!(page(3, 1, 2), (vec![1, 2], pagination(1)));
        assert_eq!(page(3, 2, 2), (vec![3], pagination(2)));
        assert_eq!(page(3, 3, 2), (vec![], pagination(3)));
    }

    #[test]
    fn an_empty_set_has_no_pages() {
        assert_eq!(page(0, 1, 30).1.total_pages, Some(0));
    }

    #[test]
    fn a_large_set_is_not_counted() {
        assert_eq!(page(1000, 5, 200).1.total, Some(1000));
        let (items, pagination) = page(1001, 6, 200);
        assert_eq!(items, [1001]);
        assert_eq!(
            pagination,
            Pagination { current_page: 6, total_pages: None, total: None, per_page: 200, large_set: true }
        );
    }

    #[test]
    fn a_page_far_beyond_any_set_is_empty() {
        assert!(page(3, i64::MAX, 200).0.is_empty());
    }
}
