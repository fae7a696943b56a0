//! Loans: who has which copy, and until when.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sigpost::endpoints;

pub use self::declared::*;

/// A copy in the hands of a member.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Loan {
    /// The id.
    pub id: u64,
    /// The member who has it.
    pub member_id: u64,
    /// The copy.
    pub barcode: String,
    /// When it was lent.
    pub lent_at: Timestamp,
    /// The day on which it is due.
    pub due: Date,
    /// How often the loan was renewed.
    pub renewals: u32,
    /// How it stands.
    pub state: LoanState,
}

/// How a loan stands.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum LoanState {
    /// The member has the copy.
    Open,
    /// The member has it still, after the day on which it was due.
    Overdue,
    /// The copy is back.
    Returned,
    /// A state that was not known when this was written.
    #[serde(untagged)]
    Other(String),
}

/// Why a loan is not renewed.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RenewalLimit {
    /// How often a loan may be renewed.
    pub limit: u32,
}

#[endpoints(rename_all = "camelCase", errors(CommonErrors))]
mod declared {
    use jiff::civil::Date;
    use sigpost::endpoint;

    use super::{Loan, LoanState, RenewalLimit};
    use crate::city_library::members::MemberLookup;
    use crate::city_library::{CityLibrary, CommonErrors, MemberErrors, Paging};

    /// Lists the loans of a member, the newest first.
    #[endpoint(
        GET "/members/<member>/loans",
        returns(loans, paging),
        paginate(cursor = after),
        errors(MemberErrors),
    )]
    pub async fn list_loans(
        self: &CityLibrary,
        member: MemberLookup,
        after: Option<String>,
        page_size: Option<u32>,
        #[query(style = comma)] state: Option<Vec<LoanState>>,
        due_before: Option<Date>,
    ) -> (Vec<Loan>, Paging);

    /// Gives one loan.
    #[endpoint(GET "/loans/<loan>", returns(loan), errors(loan_not_found = 404))]
    pub async fn get_loan(self: &CityLibrary, loan: u64) -> Loan;

    /// Lends a copy to a member.
    #[endpoint(
        POST "/members/<member>/loans",
        returns(loan),
        scopes("loans:write"),
        idempotency_key = "Idempotency-Key",
        errors(MemberErrors, copy_not_found = 422, copy_lent = 409, member_blocked = 409),
    )]
    pub async fn lend(self: &CityLibrary, member: MemberLookup, barcode: &str, due: Option<Date>) -> Loan;

    /// Gives a loan more time.
    #[endpoint(
        POST "/loans/<loan>:renew",
        returns(loan),
        scopes("loans:write"),
        errors(loan_not_found = 404, reserved_by_another = 409, too_many_renewals = 409 => RenewalLimit),
    )]
    pub async fn renew(self: &CityLibrary, loan: u64) -> Loan;

    /// Takes a copy back.
    #[endpoint(
        POST "/loans/<loan>:return",
        returns(loan),
        scopes("loans:write"),
        idempotent,
        errors(loan_not_found = 404),
    )]
    pub async fn take_back(self: &CityLibrary, loan: u64, damage: Option<&str>) -> Loan;
}
