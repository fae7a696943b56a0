//! What the endpoints take and give.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use sigpost::{NextPage, Page};

/// A currency.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Currency {
    /// The euro.
    Eur,
    /// The pound sterling.
    Gbp,
}

/// A card. `Debug` shows none of it.
#[derive(Clone, Serialize)]
pub struct Card {
    /// The digits on its front.
    pub number: String,
    /// The month it expires in.
    pub exp_month: u8,
    /// The year it expires in.
    pub exp_year: u16,
    /// The digits on its back.
    pub cvc: String,
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Card")
    }
}

/// What stands for a card.
#[derive(Clone, Debug, Deserialize)]
pub struct PaymentMethod {
    /// Its id, `pm_…`.
    pub id: String,
    /// The last four digits of the card's number.
    pub last4: String,
}

/// Someone who pays.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Customer {
    /// Its id, `cus_…`.
    pub id: String,
    /// Where mail goes.
    pub email: String,
    /// Who it is.
    pub name: Option<String>,
    /// What else there is to say.
    pub description: Option<String>,
    /// What the caller keeps here.
    pub metadata: BTreeMap<String, String>,
}

/// What a deletion gives, and what is there afterwards.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Deleted {
    /// The id of what was deleted.
    pub id: String,
    /// `true`.
    pub deleted: bool,
}

/// Something that is there, or what is left of it.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(untagged)]
pub enum Stored<T> {
    /// It was deleted.
    Deleted(Deleted),
    /// It is there.
    Present(T),
}

/// A thing by its id, or, where `expand` names it, the thing itself.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(untagged)]
pub enum Expandable<T> {
    /// The id.
    Id(String),
    /// The thing.
    Object(Box<T>),
}

/// Money that was taken.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Charge {
    /// Its id, `ch_…`.
    pub id: String,
    /// In the smallest unit of the currency.
    pub amount: u64,
    /// The currency.
    pub currency: Currency,
    /// When it was made, in seconds since 1970.
    pub created: i64,
    /// Who paid.
    pub customer: Option<Expandable<Customer>>,
    /// How it came out.
    pub status: ChargeStatus,
}

/// How a charge came out.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum ChargeStatus {
    /// The money is on its way.
    Succeeded,
    /// The bank has not said yet.
    Pending,
}

/// When a thing was made: at a time, or between two. Seconds since 1970.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub enum Created {
    /// At this time.
    At(i64),
    /// Between these.
    Between(Range),
}

/// The limits of a range, each of which may be left out.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Range {
    /// This or later.
    pub gte: Option<i64>,
    /// Before this.
    pub lt: Option<i64>,
}

/// A page of a list.
#[derive(Clone, Debug, Deserialize)]
pub struct List<T> {
    /// The things on it.
    pub data: Vec<T>,
    /// Whether there is another page.
    pub has_more: bool,
}

/// What a list can be of: the id of its last thing is where the next page begins.
pub trait Identified {
    /// The id.
    fn id(&self) -> &str;
}

impl Identified for Charge {
    fn id(&self) -> &str {
        &self.id
    }
}

impl<T: Identified> Page for List<T> {
    type Item = T;

    fn item_count(&self) -> usize {
        self.data.len()
    }

    fn next(&self) -> NextPage {
        NextPage::unknown().more(self.has_more).at(self.data.last().map(|last| last.id().to_owned()))
    }

    fn into_items(self) -> Vec<T> {
        self.data
    }
}

/// What someone subscribes to.
#[derive(Clone, Debug, Serialize)]
pub struct SubscriptionItem {
    /// How many.
    pub quantity: Option<u32>,
    /// For how much each.
    pub price_data: PriceData,
}

/// A price that is made on the way.
#[derive(Clone, Debug, Serialize)]
pub struct PriceData {
    /// The currency.
    pub currency: Currency,
    /// In the smallest unit of the currency.
    pub unit_amount: u64,
    /// What it is for.
    pub product: String,
    /// How often it is due.
    pub recurring: Recurring,
}

/// How often something is due.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Recurring {
    /// The unit.
    pub interval: Interval,
    /// How many of them; one where nothing is said.
    pub interval_count: Option<u8>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Interval {
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// What someone subscribed to.
#[derive(Clone, Debug, Deserialize)]
pub struct Subscription {
    /// Its id, `sub_…`.
    pub id: String,
    /// Who subscribed.
    pub customer: Expandable<Customer>,
    /// How much is due each month, about, in the smallest unit of the currency.
    pub monthly_amount: u64,
}
