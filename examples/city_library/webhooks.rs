//! News of what happens in the library: sent to an address, or read as it comes.

use serde::{Deserialize, Serialize};
use sigpost::endpoints;

pub use self::declared::*;

/// An address that is told of what happens.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Webhook {
    /// The id.
    pub id: u64,
    /// The address.
    pub url: String,
    /// What it is told of.
    pub topics: Vec<Topic>,
}

/// What there may be news of.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Topic {
    /// A copy was lent.
    #[serde(rename = "loan.opened")]
    LoanOpened,
    /// A copy came back.
    #[serde(rename = "loan.returned")]
    LoanReturned,
    /// A reserved copy can be taken home.
    #[serde(rename = "reservation.ready")]
    ReservationReady,
    /// A topic that was not known when this was written.
    #[serde(untagged)]
    Other(String),
}

/// Something that happened.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct News {
    /// What it is about.
    pub topic: Topic,
    /// The loan, or the reservation.
    pub subject: u64,
}

#[endpoints(rename_all = "camelCase", errors(CommonErrors), scopes("webhooks"))]
mod declared {
    use sigpost::{Events, endpoint};

    use super::{News, Topic, Webhook};
    use crate::city_library::{CityLibrary, CommonErrors, Invalid};

    /// Lists the webhooks.
    #[endpoint(GET "/webhooks", returns(webhooks))]
    pub async fn list_webhooks(self: &CityLibrary) -> Vec<Webhook>;

    /// Adds a webhook. What is sent there is signed with the secret.
    #[endpoint(POST "/webhooks", returns(webhook), errors(invalid = 422 => Invalid))]
    pub async fn add_webhook(
        self: &CityLibrary,
        url: &str,
        topics: Vec<Topic>,
        #[sensitive] secret: &str,
    ) -> Webhook;

    /// Removes a webhook.
    #[endpoint(DELETE "/webhooks/<webhook>", errors(webhook_not_found = 404))]
    pub async fn remove_webhook(self: &CityLibrary, webhook: u64);

    /// Tells what happens, as it happens.
    #[endpoint(GET "/news")]
    pub async fn follow_news(
        self: &CityLibrary,
        #[query(style = comma)] topics: Option<Vec<Topic>>,
        #[header("Last-Event-ID")] last_event_id: Option<String>,
    ) -> Events<News>;
}
