//! Plain values, and lists of them with a separator, written into one value: of a query, a path, or a header field.

use std::fmt::{self, Display, Write as _};

use percent_encoding::AsciiSet;
use serde::ser::{self, Impossible, Serialize};

use super::escape::Escaped;

/// Why a value cannot become plain text or query pairs.
#[derive(Debug)]
pub(super) struct QueryError(pub(super) String);

impl Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for QueryError {}

impl ser::Error for QueryError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Appends the elements of a list, or one plain value, with `separator` between them as it is.
pub(super) fn write_joined<T: Serialize + ?Sized>(
    out: &mut String,
    set: &'static AsciiSet,
    separator: &'static str,
    value: &T,
) -> Result<(), QueryError> {
    write_list(out, Elements { set: Some(set), separator, refuse: None }, value)
}

/// Appends the elements of a list, or one plain value, for a header field (RFC 9110, section 5.6.1): unescaped, with a
/// comma and a space between them.
pub(super) fn write_header_list<T: Serialize + ?Sized>(
    out: &mut String,
    value: &T,
) -> Result<(), QueryError> {
    write_list(out, Elements { set: None, separator: ", ", refuse: Some(refuse_in_header_list) }, value)
}

fn write_list<T: Serialize + ?Sized>(
    out: &mut String,
    elements: Elements,
    value: &T,
) -> Result<(), QueryError> {
    value.serialize(&mut JoinedSerializer { out, elements, count: 0, inside: false })
}

/// Why this cannot be an element of a list in a header field: whoever reads the list would find other elements.
fn refuse_in_header_list(element: &str) -> Option<&'static str> {
    if element.is_empty() {
        return Some("an element of a list is not empty (RFC 9110, section 5.6.1.1)");
    }
    // Within a quoted string (section 5.6.4) commas are no separators; a backslash there takes the next character along.
    let (mut quoted, mut escaped) = (false, false);
    for character in element.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => return Some("an element of a list has no comma, but in a quoted string"),
            _ => {}
        }
    }
    quoted.then_some("an element of a list has a quotation mark that is not closed")
}

/// How the elements of a list are written.
#[derive(Clone, Copy)]
struct Elements {
    /// The bytes to escape; none where nothing is escaped.
    set: Option<&'static AsciiSet>,
    separator: &'static str,
    /// Why an element cannot be one.
    refuse: Option<fn(&str) -> Option<&'static str>>,
}

/// The methods of a serializer that hand a value to `plain`.
macro_rules! plain_values {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), QueryError> {
            self.plain(value)
        })*
    };
}

/// The traits of a serializer that hands each element to `element`.
macro_rules! list_traits {
    ($serializer:ident: $($trait:ident::$method:ident),*) => {
        $(impl ser::$trait for $serializer<'_> {
            type Ok = ();
            type Error = QueryError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
                self.element(value)
            }

            fn end(self) -> Result<(), QueryError> {
                Ok(())
            }
        })*
    };
}

pub(super) use {list_traits, plain_values};

/// Writes plain values, and lists of them with a separator, into one value.
pub(super) struct JoinedSerializer<'a> {
    out: &'a mut String,
    elements: Elements,
    count: usize,
    /// Whether this is an element already: then there is no further list.
    inside: bool,
}

impl<'a> JoinedSerializer<'a> {
    /// Writes one element, which is no list.
    pub(super) fn element_of(out: &'a mut String, set: &'static AsciiSet, separator: &'static str) -> Self {
        Self::inside(out, Elements { set: Some(set), separator, refuse: None })
    }

    fn inside(out: &'a mut String, elements: Elements) -> Self {
        Self { out, elements, count: 0, inside: true }
    }

    fn plain(&mut self, value: impl Display) -> Result<(), QueryError> {
        let written = match self.elements.set {
            Some(set) => write!(Escaped { out: self.out, set }, "{value}"),
            None => write!(self.out, "{value}"),
        };
        written.map_err(|_| QueryError("the value could not be written as text".into()))
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        if self.count > 0 {
            self.out.push_str(self.elements.separator);
        }
        self.count += 1;
        let start = self.out.len();
        value.serialize(&mut JoinedSerializer::inside(self.out, self.elements))?;
        let refusal = self.elements.refuse.and_then(|refuse| refuse(&self.out[start..]));
        refusal.map_or(Ok(()), |reason| Err(QueryError(reason.into())))
    }

    fn list(&mut self) -> Result<JoinedSerializer<'_>, QueryError> {
        if self.inside {
            return Err(nested());
        }
        Ok(JoinedSerializer::inside(self.out, self.elements))
    }
}

fn nested() -> QueryError {
    QueryError("only plain values can be joined into one".into())
}

impl<'a> ser::Serializer for &'a mut JoinedSerializer<'_> {
    type Ok = ();
    type Error = QueryError;
    type SerializeSeq = JoinedSerializer<'a>;
    type SerializeTuple = JoinedSerializer<'a>;
    type SerializeTupleStruct = JoinedSerializer<'a>;
    type SerializeTupleVariant = Impossible<(), QueryError>;
    type SerializeMap = Impossible<(), QueryError>;
    type SerializeStruct = Impossible<(), QueryError>;
    type SerializeStructVariant = Impossible<(), QueryError>;

    plain_values! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_f32: f32, serialize_f64: f64,
        serialize_char: char,
        serialize_str: &str,
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), QueryError> {
        Err(nested())
    }

    fn serialize_none(self) -> Result<(), QueryError> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), QueryError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), QueryError> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), QueryError> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), QueryError> {
        self.plain(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), QueryError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), QueryError> {
        Err(nested())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, QueryError> {
        self.list()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, QueryError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, QueryError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, QueryError> {
        Err(nested())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, QueryError> {
        Err(nested())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, QueryError> {
        Err(nested())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, QueryError> {
        Err(nested())
    }
}

list_traits!(JoinedSerializer: SerializeSeq::serialize_element, SerializeTuple::serialize_element, SerializeTupleStruct::serialize_field);
