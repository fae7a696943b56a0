//! Spelling: what can be written in an annotation and a signature, read into plain structures. What it means, and
//! whether the parts fit together, is for `check`.

pub(crate) mod attribute;
pub(crate) mod constant_field;
mod entry;
pub(crate) mod error_entry;
mod error_key;
mod error_meant;
pub(crate) mod head;
mod head_meant;
pub(crate) mod item;
pub(crate) mod key;
pub(crate) mod paginate;
pub(crate) mod parameter;
mod parameter_attribute;
pub(crate) mod path;
mod path_meant;
mod path_query;
mod percent;
pub(crate) mod policies;
pub(crate) mod signature;
pub(crate) mod tokens;
mod value;
