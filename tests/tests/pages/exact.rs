//! Any list, any changes of it, any way of paging: what was there all the time is got, in order and once.

use proptest::prelude::*;
use sigpost::Client;

use crate::declared;
use crate::server::{Change, List, Says, Way, serve};

/// All items, page by page as the way wants it.
async fn items(client: &Client, way: Way, says: Says, per_page: usize) -> Vec<u64> {
    let per_page = u64::try_from(per_page).unwrap();
    let mut items = Vec::new();
    macro_rules! all {
        ($request:expr) => {{
            let mut stream = client.send($request).items();
            while let Some(item) = stream.next().await {
                items.push(item.unwrap());
            }
            assert!(stream.next().await.is_none());
        }};
    }
    match (way, says) {
        (Way::Page { first: 0 }, _) => all!(declared::by_page_from_zero()),
        (Way::Page { .. }, Says::Nothing) => all!(declared::by_page_without_info()),
        (Way::Page { .. }, Says::Size) => all!(declared::by_page_without_info().per_page(per_page)),
        (Way::Page { .. }, _) => all!(declared::by_page()),
        (Way::Offset, _) => all!(declared::by_offset()),
        (Way::Cursor, _) => all!(declared::by_cursor()),
        (Way::CursorInBody, _) => all!(declared::by_cursor_in_body("f")),
        (Way::Header, _) => all!(declared::by_header()),
        (Way::PageInHeader, _) => all!(declared::by_page_in_header()),
        (Way::NextUrl, _) => all!(declared::by_next_url()),
        (Way::Link, _) => all!(declared::by_link()),
    }
    items
}

fn way() -> impl Strategy<Value = Way> {
    prop::sample::select(vec![
        Way::Page { first: 1 },
        Way::Page { first: 0 },
        Way::Offset,
        Way::Cursor,
        Way::CursorInBody,
        Way::Header,
        Way::PageInHeader,
        Way::NextUrl,
        Way::Link,
    ])
}

fn says() -> impl Strategy<Value = Says> {
    prop::sample::select(vec![Says::TotalPages, Says::TotalItems, Says::More, Says::Size, Says::Nothing])
}

/// Shrinks for some requests, and then does not grow for ever: a list that grows as fast as it is read has no end.
fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(
        prop_oneof![(0..9_usize).prop_map(Change::Grow), (0..5_usize).prop_map(Change::Shrink)],
        0..8,
    )
}

/// Whether items may be hidden from a page: only where the end is known by something else than how full a page is.
fn may_hide(way: Way, says: Says) -> bool {
    match (way, says) {
        // What is hidden would be counted as if it were not there, as with every offset.
        (Way::Offset, _) => false,
        (Way::Page { .. }, Says::Size | Says::Nothing) => false,
        _ => true,
    }
}

proptest! {
    #[test]
    fn no_item_is_lost_and_no_page_asked_for_twice(
        way in way(),
        says in says(),
        per_page in 1..6_usize,
        count in 0..30_u64,
        changes in changes(),
        hides in prop::sample::select(vec![(|_| false) as fn(u64) -> bool, |item| item % 3 != 0, |item| item > 4]),
    ) {
        let mut list = List::new(way, says, per_page, count);
        list.changes = changes.into();
        if may_hide(way, says) {
            list.hidden = hides;
        }
        let hidden = list.hidden;
        let (client, list) = serve(list);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let got = runtime.block_on(items(&client, way, says, per_page));
        let list = list.lock().unwrap();

        let mut once = got.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), got.len(), "twice: {:?}", got);
        let stable: Vec<u64> =
            (0..u64::try_from(list.stable).unwrap()).filter(|item| !hidden(*item)).collect();
        prop_assert!(got.starts_with(&stable), "{:?} of {:?}", got, stable);
        let mut asked = list.asked.clone();
        asked.sort_unstable();
        asked.dedup();
        prop_assert_eq!(asked.len(), list.asked.len(), "asked twice: {:?}", list.asked);
        // No page is asked for that is known not to be there: at most one empty page, where only that is the end.
        let pages = (usize::try_from(count).unwrap() + 8 * 9) / per_page + 2;
        prop_assert!(list.asked.len() <= pages, "{:?}", list.asked);
    }

    #[test]
    fn a_list_that_stays_is_got_with_as_few_pages_as_can_be(
        way in way(),
        says in says(),
        per_page in 1..6_usize,
        count in 0..30_u64,
    ) {
        let (client, list) = serve(List::new(way, says, per_page, count));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let got = runtime.block_on(items(&client, way, says, per_page));
        prop_assert_eq!(got, (0..count).collect::<Vec<_>>());
        let count = usize::try_from(count).unwrap();
        let pages = count.div_ceil(per_page).max(1);
        let by_fullness = matches!(way, Way::Page { .. } | Way::Offset);
        let expected = match says {
            // A full page is the last where nothing more is said, and nobody knows.
            Says::Size if by_fullness => count / per_page + 1,
            Says::Nothing if by_fullness => count.div_ceil(per_page) + 1,
            // By offsets, how many pages there are says nothing.
            Says::TotalPages if way == Way::Offset => count.div_ceil(per_page) + 1,
            _ => pages,
        };
        prop_assert_eq!(list.lock().unwrap().asked.len(), expected);
    }
}
