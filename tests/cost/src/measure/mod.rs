//! Measures the parts of the figures.

pub(crate) mod compile;
pub(crate) mod counted;
pub(crate) mod load;
pub(crate) mod weight;
