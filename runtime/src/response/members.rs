//! Tuples that are read from several members of one JSON object, as `returns(organizations, pagination)` says.

use serde::de::DeserializeOwned;
use serde_json::de::StrRead;

use super::{DecodeError, json};

/// A tuple whose elements are members of a JSON object. Implemented for two to six elements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from several members",
    label = "`returns` names several members",
    note = "return a tuple with one element for each member that `returns` names"
)]
pub trait FromMembers: Sized {
    /// How many members.
    const COUNT: usize;

    /// The elements while they are read.
    #[doc(hidden)]
    type Slots: Default;

    #[doc(hidden)]
    fn fill(
        slots: &mut Self::Slots,
        index: usize,
        reader: &mut serde_json::Deserializer<StrRead<'_>>,
    ) -> serde_json::Result<()>;

    #[doc(hidden)]
    fn from_slots(slots: Self::Slots, body: &[u8], members: &[&str]) -> Result<Self, DecodeError>;
}

macro_rules! tuple {
    ($count:literal: $($element:ident $index:tt),*) => {
        impl<$($element: DeserializeOwned),*> FromMembers for ($($element,)*) {
            const COUNT: usize = $count;
            type Slots = ($(Option<$element>,)*);

            fn fill(slots: &mut Self::Slots, index: usize, reader: &mut json::Reader<'_>) -> serde_json::Result<()> {
                match index {
                    $($index => slots.$index = Some($element::deserialize(reader)?),)*
                    _ => {}
                }
                Ok(())
            }

            fn from_slots(slots: Self::Slots, body: &[u8], members: &[&str]) -> Result<Self, DecodeError> {
                Ok(($(json::or_absent(slots.$index, body, members, $index)?,)*))
            }
        }
    };
}

tuple!(2: T0 0, T1 1);
tuple!(3: T0 0, T1 1, T2 2);
tuple!(4: T0 0, T1 1, T2 2, T3 3);
tuple!(5: T0 0, T1 1, T2 2, T3 3, T4 4);
tuple!(6: T0 0, T1 1, T2 2, T3 3, T4 4, T5 5);
