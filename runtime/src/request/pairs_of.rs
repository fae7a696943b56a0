//! What cannot become pairs of its own, by `?<filter..>` or as the `#[body]` of a form, told at compile time: plain values and
//! lists, which are `Serialize` as structs are.

use std::borrow::Cow;
use std::ops::Deref;

/// A value whose members are to become pairs. Of one that has none `check` does not compile; of any other, also of a type
/// parameter, it is that of `AnyPairs`.
#[derive(Debug)]
pub struct PairsOf<'a, T: ?Sized>(pub &'a T);

impl<T: WithoutMembers + ?Sized> PairsOf<'_, T> {
    /// Does not compile.
    pub fn check(&self)
    where
        T: Members,
    {
    }
}

impl<T: ?Sized> Deref for PairsOf<'_, T> {
    type Target = AnyPairs;

    fn deref(&self) -> &AnyPairs {
        &AnyPairs
    }
}

/// What may have members.
#[derive(Debug)]
pub struct AnyPairs;

impl AnyPairs {
    /// Does nothing.
    #[inline(always)]
    pub fn check(&self) {}
}

/// What none of [`WithoutMembers`] implements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no members that could become pairs",
    label = "the members of this are to be pairs of a query or a form",
    note = "write a struct or a map here; for one pair, write `<name>` in the path string, or `#[field]` in a form"
)]
pub trait Members {}

/// A type that serializes as one value or as a list.
pub trait WithoutMembers {}

macro_rules! without_members {
    ($($type:ty),*) => { $(impl WithoutMembers for $type {})* };
}

without_members!(
    bool, char, f32, f64, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, str, String
);

impl<T> WithoutMembers for Vec<T> {}
impl<T> WithoutMembers for [T] {}
impl<T, const N: usize> WithoutMembers for [T; N] {}
impl<T: WithoutMembers + ToOwned + ?Sized> WithoutMembers for Cow<'_, T> {}
impl<T: WithoutMembers + ?Sized> WithoutMembers for &T {}
impl<T: WithoutMembers> WithoutMembers for Option<T> {}
