//! A member of an answer that tells `null` from nothing, which serde's `Option` does not by itself.

use serde::{Deserialize, Deserializer};

/// Reads a member that is there, be it `null`: for `Option<Option<T>>`, with serde's `default` for one that is not.
///
/// ```
/// use serde::Deserialize;
///
/// #[derive(Debug, Deserialize, PartialEq)]
/// struct User {
///     #[serde(default, deserialize_with = "sigpost::present")]
///     time_zone: Option<Option<String>>,
/// }
///
/// let user = |json| serde_json::from_str::<User>(json).map(|user| user.time_zone);
/// assert_eq!(user("{}")?, None);
/// assert_eq!(user(r#"{"time_zone": null}"#)?, Some(None));
/// assert_eq!(user(r#"{"time_zone": "UTC"}"#)?, Some(Some("UTC".into())));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// In a body that is a struct, `#[serde(skip_serializing_if = "Option::is_none")]` leaves such a member out.
///
/// # Errors
/// If the member is neither `null` nor a `T`.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
