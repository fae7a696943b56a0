//! Members of the library.

use serde::{Deserialize, Serialize};
use sigpost::{Lookup, endpoints};

pub use self::declared::*;

/// Names a member.
#[derive(Clone, Debug, Lookup, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemberLookup {
    /// By the id.
    Id(u64),
    /// By the number on the card.
    Card(String),
}

/// A member.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Member {
    /// The id.
    pub id: u64,
    /// The name.
    pub name: String,
    /// The number on the card.
    pub card: String,
    /// Where reminders go.
    pub email: Option<String>,
    /// Where the member lives.
    pub address: Address,
}

/// Where a member lives.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// The postal code.
    pub postal_code: String,
    /// The city.
    pub city: String,
}

#[endpoints(rename_all = "camelCase", errors(CommonErrors), scopes("members"))]
mod declared {
    use sigpost::endpoint;

    use super::{Address, Member, MemberLookup};
    use crate::city_library::{CityLibrary, CommonErrors, Invalid, MemberErrors, Paging};

    /// Lists the members, by name.
    #[endpoint(GET "/members", returns(members, paging), paginate(cursor = after))]
    pub async fn list_members(
        self: &CityLibrary,
        after: Option<String>,
        page_size: Option<u32>,
    ) -> (Vec<Member>, Paging);

    /// Gives one member.
    #[endpoint(GET "/members/<member>", returns(member), errors(MemberErrors))]
    pub async fn get_member(self: &CityLibrary, member: MemberLookup) -> Member;

    /// Registers a member, who then has a card.
    #[endpoint(
        POST "/members",
        returns(member),
        idempotency_key = "Idempotency-Key",
        errors(invalid = 422 => Invalid),
    )]
    pub async fn register_member(
        self: &CityLibrary,
        name: &str,
        address: Address,
        #[sensitive] pin: &str,
        email: Option<&str>,
    ) -> Member;

    /// Changes what is set, and leaves the rest of a member as it is. `email(None)` takes the address away.
    #[endpoint(
        PATCH "/members/<member>",
        media = "application/merge-patch+json",
        returns(member),
        errors(MemberErrors, invalid = 422 => Invalid),
    )]
    pub async fn update_member(
        self: &CityLibrary,
        member: MemberLookup,
        name: Option<&str>,
        address: Option<Address>,
        email: Option<Option<&str>>,
    ) -> Member;

    /// Removes a member who has no copy at home.
    #[endpoint(DELETE "/members/<member>", errors(MemberErrors, loans_open = 409))]
    pub async fn remove_member(self: &CityLibrary, member: MemberLookup);
}
