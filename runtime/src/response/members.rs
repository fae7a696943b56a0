//! Tuples that are read from several members of one JSON object, as `returns(organizations, pagination)` says.

use serde::de::DeserializeOwned;

use super::decode::{Decode, kind};
use super::json::{self, Reader, Slots};

/// A tuple whose elements are members of a JSON object, or [`http::Response`] around it. Implemented for two to six
/// elements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from several members",
    label = "`returns` names several members",
    note = "return a tuple with one element for each member that `returns` names"
)]
pub trait FromMembers<K>: Sized {
    /// How many members.
    const COUNT: usize;

    #[doc(hidden)]
    const DECODE: Decode<Self>;
}

/// A tuple that is filled member by member.
pub(super) trait Tuple: Sized {
    /// The elements while they are read.
    type Slots: Slots + Default;

    fn from_slots(slots: Self::Slots) -> Option<Self>;
}

macro_rules! tuple {
    ($count:literal: $($element:ident $slot:ident $index:tt),*) => {
        impl<$($element: DeserializeOwned),*> FromMembers<kind::Json> for ($($element,)*) {
            const COUNT: usize = $count;
            const DECODE: Decode<Self> = json::decode_members;
        }

        impl<$($element: DeserializeOwned),*> Tuple for ($($element,)*) {
            type Slots = ($(Option<$element>,)*);

            fn from_slots(slots: Self::Slots) -> Option<Self> {
                match slots {
                    ($(Some($slot),)*) => Some(($($slot,)*)),
                    _ => None,
                }
            }
        }

        impl<$($element: DeserializeOwned),*> Slots for ($(Option<$element>,)*) {
            fn fill(&mut self, index: usize, reader: &mut Reader<'_>) -> serde_json::Result<()> {
                match index {
                    $($index => self.$index.fill(0, reader),)*
                    _ => Ok(()),
                }
            }
        }
    };
}

tuple!(2: T0 t0 0, T1 t1 1);
tuple!(3: T0 t0 0, T1 t1 1, T2 t2 2);
tuple!(4: T0 t0 0, T1 t1 1, T2 t2 2, T3 t3 3);
tuple!(5: T0 t0 0, T1 t1 1, T2 t2 2, T3 t3 3, T4 t4 4);
tuple!(6: T0 t0 0, T1 t1 1, T2 t2 2, T3 t3 3, T4 t4 4, T5 t5 5);
