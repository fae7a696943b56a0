//! Answers with their status and headers: [`http::Response`] around whatever else can be returned.

use http::response::Parts;

use super::decode::{Decode, FromMember, FromResponse, Streamed, kind};
use super::decode_error::DecodeError;
use super::members::FromMembers;
use crate::request::Body;
use crate::spec::StatusPattern;

impl<K, T: FromResponse<K>> FromResponse<kind::WithHead<K>> for http::Response<T> {
    const ACCEPT: &'static str = T::ACCEPT;
    const STATUSES: &'static [StatusPattern] = T::STATUSES;
    const STREAMED: Streamed = T::STREAMED;

    fn from_response(head: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        T::from_response(head, body).map(|value| Self::from_parts(head.clone(), value))
    }
}

#[diagnostic::do_not_recommend]
impl<K, T: FromMember<K>> FromMember<kind::WithHead<K>> for http::Response<T> {
    const DECODE: Decode<Self> =
        |head, body, members| Ok(Self::from_parts(head.clone(), (T::DECODE)(head, body, members)?));
}

impl<K, T: FromMembers<K>> FromMembers<kind::WithHead<K>> for http::Response<T> {
    const COUNT: usize = T::COUNT;
    const DECODE: Decode<Self> =
        |head, body, members| Ok(Self::from_parts(head.clone(), (T::DECODE)(head, body, members)?));
}
