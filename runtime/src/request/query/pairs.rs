//! From serializable values to query pairs: lists in several styles, nested members as `a[b]=c`.

use std::fmt::{Display, Write as _};

use serde::ser::{self, Impossible, Serialize};

use super::{ListStyle, escaped, nested_key, push_pair};
use crate::request::escape::{Escaped, QUERY, push_escaped};
use crate::request::joined::{JoinedSerializer, QueryError, list_traits, plain_values};

/// Appends the pairs of one parameter.
pub(in crate::request) fn write_pairs<T: Serialize + ?Sized>(
    query: &mut String,
    name: &str,
    style: ListStyle,
    value: &T,
) -> Result<(), QueryError> {
    write_under(query, escaped(name), style, value)
}

/// As [`write_pairs`], with the key escaped already.
fn write_under<T: Serialize + ?Sized>(
    query: &mut String,
    key: String,
    style: ListStyle,
    value: &T,
) -> Result<(), QueryError> {
    if style != ListStyle::Json {
        return value.serialize(&mut PairSerializer { query, key, style, given: false });
    }
    let json = serde_json::to_string(value).map_err(<QueryError as ser::Error>::custom)?;
    if json == "null" {
        // Nothing, or a null that is given? The other styles tell them apart.
        let mut pairs = String::new();
        write_under(&mut pairs, key.clone(), ListStyle::Repeat, value)?;
        if pairs.is_empty() {
            return Ok(());
        }
    }
    push_pair(query, &key, |out| push_escaped(out, &json, QUERY));
    Ok(())
}

/// Appends one pair for each member of a struct or map.
pub(in crate::request) fn write_fields<T: Serialize + ?Sized>(
    query: &mut String,
    style: ListStyle,
    value: &T,
) -> Result<(), QueryError> {
    value.serialize(&mut PairSerializer { query, key: String::new(), style, given: false })
}

/// Writes the pairs of one value under one key.
struct PairSerializer<'a> {
    query: &'a mut String,
    /// Escaped; empty at the top of a flattened struct.
    key: String,
    style: ListStyle,
    /// Whether an `Option` around the value said that it is given: then a null in it is an empty value, not nothing.
    given: bool,
}

impl PairSerializer<'_> {
    fn plain(&mut self, value: impl Display) -> Result<(), QueryError> {
        if self.key.is_empty() {
            return Err(QueryError("a plain value has no name here; only a struct or map has".into()));
        }
        let mut result = Ok(());
        push_pair(self.query, &self.key, |out| result = write!(Escaped { out, set: QUERY }, "{value}"));
        result.map_err(|_| QueryError("the value could not be written as text".into()))
    }

    fn nothing(&mut self) -> Result<(), QueryError> {
        if self.given { self.plain("") } else { Ok(()) }
    }

    fn child(&mut self, key: String) -> PairSerializer<'_> {
        PairSerializer { query: self.query, key, style: self.style, given: false }
    }

    fn list(&mut self) -> Result<ListSerializer<'_>, QueryError> {
        if self.key.is_empty() {
            return Err(QueryError("a list has no name here; only a struct or map has".into()));
        }
        let separator = match self.style {
            ListStyle::Comma => Some(","),
            ListStyle::Space => Some("%20"),
            ListStyle::Pipe => Some("%7C"),
            ListStyle::Repeat | ListStyle::Brackets | ListStyle::Indexed | ListStyle::Json => None,
        };
        let key = match self.style {
            ListStyle::Brackets => format!("{}%5B%5D", self.key),
            _ => std::mem::take(&mut self.key),
        };
        Ok(ListSerializer { query: self.query, key, style: self.style, separator, elements: 0 })
    }
}

impl<'a> ser::Serializer for &'a mut PairSerializer<'_> {
    type Ok = ();
    type Error = QueryError;
    type SerializeSeq = ListSerializer<'a>;
    type SerializeTuple = ListSerializer<'a>;
    type SerializeTupleStruct = ListSerializer<'a>;
    type SerializeTupleVariant = Impossible<(), QueryError>;
    type SerializeMap = MemberSerializer<'a>;
    type SerializeStruct = MemberSerializer<'a>;
    type SerializeStructVariant = MemberSerializer<'a>;

    plain_values! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_f32: f32, serialize_f64: f64,
        serialize_char: char,
        serialize_str: &str,
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), QueryError> {
        Err(QueryError("bytes have no form in a query".into()))
    }

    fn serialize_none(self) -> Result<(), QueryError> {
        self.nothing()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), QueryError> {
        self.given = true;
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), QueryError> {
        self.nothing()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), QueryError> {
        self.nothing()
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
        variant: &'static str,
        value: &T,
    ) -> Result<(), QueryError> {
        let key = nested_key(&self.key, &escaped(variant));
        write_under(self.query, key, self.style, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, QueryError> {
        self.list()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, QueryError> {
        self.list()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, QueryError> {
        self.list()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, QueryError> {
        Err(QueryError("a variant with several values has no form in a query".into()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, QueryError> {
        Ok(MemberSerializer { pairs: self.child_of_same_key(), member: String::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, QueryError> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, QueryError> {
        let key = nested_key(&self.key, &escaped(variant));
        Ok(MemberSerializer {
            pairs: PairSerializer { query: self.query, key, style: self.style, given: false },
            member: String::new(),
        })
    }
}

impl<'a> PairSerializer<'a> {
    fn child_of_same_key(&mut self) -> PairSerializer<'_> {
        let key = std::mem::take(&mut self.key);
        self.child(key)
    }
}

/// Writes the elements of a list.
struct ListSerializer<'a> {
    query: &'a mut String,
    key: String,
    style: ListStyle,
    /// What joins the elements into one pair; otherwise each is a pair.
    separator: Option<&'static str>,
    elements: usize,
}

impl ListSerializer<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        let Some(separator) = self.separator else {
            let key = match self.style {
                ListStyle::Indexed => nested_key(&self.key, &self.elements.to_string()),
                _ => self.key.clone(),
            };
            let start = self.query.len();
            value.serialize(&mut PairSerializer {
                query: self.query,
                key,
                style: self.style,
                given: false,
            })?;
            // An element of which nothing is written has no index: servers would read a gap as something else than a list.
            self.elements += usize::from(self.query.len() > start);
            return Ok(());
        };
        if self.elements == 0 {
            push_pair(self.query, &self.key, |_| ());
        } else {
            self.query.push_str(separator);
        }
        self.elements += 1;
        value.serialize(&mut JoinedSerializer::element_of(self.query, QUERY, separator))
    }
}

list_traits!(ListSerializer: SerializeSeq::serialize_element, SerializeTuple::serialize_element, SerializeTupleStruct::serialize_field);

/// Writes the members of a struct or map, each under a key of its own.
struct MemberSerializer<'a> {
    pairs: PairSerializer<'a>,
    /// The key of the map entry whose value comes next, escaped.
    member: String,
}

impl MemberSerializer<'_> {
    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), QueryError> {
        let key = nested_key(&self.pairs.key, &escaped(name));
        write_under(self.pairs.query, key, self.pairs.style, value)
    }
}

impl ser::SerializeMap for MemberSerializer<'_> {
    type Ok = ();
    type Error = QueryError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), QueryError> {
        self.member.clear();
        key.serialize(&mut JoinedSerializer::element_of(&mut self.member, QUERY, ""))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        let key = nested_key(&self.pairs.key, &self.member);
        write_under(self.pairs.query, key, self.pairs.style, value)
    }

    fn end(self) -> Result<(), QueryError> {
        Ok(())
    }
}

macro_rules! struct_traits {
    ($($trait:ident),*) => {
        $(impl ser::$trait for MemberSerializer<'_> {
            type Ok = ();
            type Error = QueryError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), QueryError> {
                self.member(name, value)
            }

            fn end(self) -> Result<(), QueryError> {
                Ok(())
            }
        })*
    };
}

struct_traits!(SerializeStruct, SerializeStructVariant);
