//! Query pairs: the styles of lists in them, what can become some, and the way of a name and a value into a pair. How values
//! of any shape become several pairs stands in `pairs`.

mod pairs;

use std::fmt::{self, Display, Write as _};

use serde::Serialize;

pub(super) use self::pairs::{write_fields, write_pairs};
use super::curl::REDACTED;
use super::escape::{Escaped, QUERY, push_escaped};

/// How a list becomes query pairs.
///
/// The client has a default ([`ClientBuilder::query_style`](crate::ClientBuilder::query_style)), a parameter may say
/// otherwise (`#[query(style = comma)]`). An empty list is left out in every style but [`Json`](Self::Json). The brackets
/// are escaped on the wire: RFC 3986 has them in hosts alone. Lists of structs and of lists have a form in
/// [`Repeat`](Self::Repeat), [`Brackets`](Self::Brackets), [`Indexed`](Self::Indexed), and [`Json`](Self::Json);
/// elsewhere they are refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ListStyle {
    /// `ids=1&ids=2`; of a list of structs `labels[key]=a&labels[key]=b`
    #[default]
    Repeat,
    /// `ids[]=1&ids[]=2`; of a list of structs `labels[][key]=a&labels[][key]=b`
    Brackets,
    /// `ids[0]=1&ids[1]=2`; of a list of structs `labels[0][key]=a&labels[1][key]=b`
    Indexed,
    /// `ids=1,2`
    Comma,
    /// `ids=1%202`
    Space,
    /// `ids=1%7C2`
    Pipe,
    /// `ids=[1,2]`, escaped: the whole value as JSON
    Json,
}

/// A value that can become query pairs: anything that is [`Serialize`], a type of one's own by `#[derive(Serialize)]`.
///
/// ```
/// use serde::Serialize;
/// use sigpost::{Endpoint, endpoint};
///
/// #[derive(Serialize)]
/// #[serde(rename_all = "camelCase")]
/// pub enum Sort {
///     NewestFirst,
/// }
///
/// #[endpoint(GET "/users")]
/// pub async fn list_users(sort: Sort);
///
/// let request = list_users(Sort::NewestFirst).to_request("https://h.example")?;
/// assert_eq!(request.uri(), "https://h.example/users?sort=newestFirst");
/// # Ok::<(), sigpost::RequestError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as query pairs",
    label = "this parameter goes into the query",
    note = "a query parameter implements `serde::Serialize`; for a local type, `#[derive(serde::Serialize)]`"
)]
pub trait QueryParam: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> QueryParam for T {}

/// Appends `name[member]=value`.
pub(super) fn push_member_pair(
    query: &mut String,
    name: &str,
    member: &str,
    value: &dyn Display,
) -> fmt::Result {
    let key = nested_key(&escaped(name), &escaped(member));
    let mut result = Ok(());
    push_pair(query, &key, |out| result = write!(Escaped { out, set: QUERY }, "{value}"));
    result
}

/// Appends a pair whose value is not to be shown.
pub(super) fn push_redacted_pair(query: &mut String, name: &str) {
    push_pair(query, &escaped(name), |out| push_escaped(out, REDACTED, QUERY));
}

/// As [`push_redacted_pair`], in a form, which unlike an address can have it as it is.
pub(super) fn push_redacted_member(form: &mut String, name: &str) {
    push_pair(form, &escaped(name), |out| out.push_str(REDACTED));
}

/// Appends a pair; `key` is escaped already.
fn push_pair(query: &mut String, key: &str, value: impl FnOnce(&mut String)) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(key);
    query.push('=');
    value(query);
}

/// The key of a member: `key[member]`, or the member alone at the top; brackets are escaped, as RFC 3986 wants.
/// Both parts are escaped already.
fn nested_key(key: &str, member: &str) -> String {
    if key.is_empty() { member.to_owned() } else { [key, "%5B", member, "%5D"].concat() }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    push_escaped(&mut escaped, text, QUERY);
    escaped
}
