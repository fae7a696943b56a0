//! Reservations: who gets the next copy of a book.

use jiff::Timestamp;
use serde::Deserialize;
use sigpost::endpoints;

pub use self::declared::*;

/// A place in the queue for a book.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Reservation {
    /// The id.
    pub id: u64,
    /// The book.
    pub book_id: u64,
    /// How many are before it.
    pub position: u32,
    /// Until when a copy is kept; none while there is no copy.
    pub kept_until: Option<Timestamp>,
}

#[endpoints(rename_all = "camelCase", errors(CommonErrors))]
mod declared {
    use sigpost::endpoint;

    use super::Reservation;
    use crate::city_library::books::BookLookup;
    use crate::city_library::members::MemberLookup;
    use crate::city_library::{CityLibrary, CommonErrors, MemberErrors, Paging};

    /// Lists the reservations of a member.
    #[endpoint(
        GET "/members/<member>/reservations",
        returns(reservations, paging),
        paginate(cursor = after),
        errors(MemberErrors),
    )]
    pub async fn list_reservations(
        self: &CityLibrary,
        member: MemberLookup,
        after: Option<String>,
    ) -> (Vec<Reservation>, Paging);

    /// Reserves a book for a member.
    #[endpoint(
        POST "/members/<member>/reservations",
        returns(reservation),
        scopes("loans:write"),
        idempotency_key = "Idempotency-Key",
        errors(MemberErrors, book_not_found = 422, already_reserved = 409),
    )]
    pub async fn reserve(self: &CityLibrary, member: MemberLookup, book: BookLookup) -> Reservation;

    /// Gives a place in the queue up.
    #[endpoint(
        DELETE "/reservations/<reservation>",
        scopes("loans:write"),
        errors(reservation_not_found = 404),
    )]
    pub async fn cancel_reservation(self: &CityLibrary, reservation: u64);
}
