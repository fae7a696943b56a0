//! The API as its documentation has it: forms up, JSON down, one annotation for each endpoint. The types stand in `types`,
//! what errors are in `errors`.

mod errors;
mod types;

use std::collections::BTreeMap;

use sigpost::{Client, Credentials, ListStyle, RequestError, Text, endpoint, endpoints};

pub use self::calls::*;
pub use self::errors::{ApiErrors, CardErrors, Decline, Fault, Format};
pub use self::types::{
    Card, Charge, ChargeStatus, Created, Currency, Customer, Deleted, Expandable, Identified, Interval, List,
    PaymentMethod, PriceData, Range, Recurring, Stored, Subscription, SubscriptionItem,
};

/// The API, with the keys of one account.
#[derive(Clone, Debug)]
pub struct Payments(Client);

/// The keys of an account.
#[derive(Clone, Copy)]
pub struct Keys<'k> {
    /// For everything that is not said otherwise.
    pub secret: &'k str,
    /// For what a browser may do as well.
    pub publishable: &'k str,
    /// For the reports of old.
    pub reports: &'k str,
}

impl Payments {
    /// The API at an address.
    ///
    /// # Errors
    /// If the address or a key cannot be sent.
    pub fn new(base_url: &str, keys: Keys<'_>) -> Result<Self, RequestError> {
        let client = Client::builder(base_url)
            .basic_auth(keys.secret, "")
            .credentials_named("publishable", Credentials::bearer(keys.publishable))
            .credentials_named("reports", Credentials::api_key_query("key", keys.reports))
            .header("Payments-Version", "2026-06-30")
            .query_style(ListStyle::Indexed)
            .error_format(Format)
            .build()?;
        Ok(Self(client))
    }
}

impl AsRef<Client> for Payments {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}

/// Everything that takes a form, and may answer what all of it may.
#[endpoints(form, errors(ApiErrors))]
mod calls {
    use super::*;

    /// Registers a customer.
    #[endpoint(POST "/customers", idempotency_key = "Idempotency-Key")]
    pub async fn create_customer(
        self: &Payments,
        email: &str,
        name: Option<&str>,
        description: Option<&str>,
        metadata: Option<BTreeMap<&str, &str>>,
    ) -> Customer;

    /// Gives a customer, or what is left of one.
    #[endpoint(GET "/customers/<customer>")]
    pub async fn get_customer(self: &Payments, customer: &str) -> Stored<Customer>;

    /// Changes a customer. What is not set stays as it is, and what is set to `None` is unset.
    #[endpoint(POST "/customers/<customer>")]
    pub async fn update_customer(
        self: &Payments,
        customer: &str,
        name: Option<Option<&str>>,
        description: Option<Option<&str>>,
        metadata: Option<BTreeMap<&str, &str>>,
    ) -> Customer;

    /// Deletes a customer.
    #[endpoint(DELETE "/customers/<customer>")]
    pub async fn delete_customer(self: &Payments, customer: &str) -> Deleted;

    /// Takes a card, and gives what stands for it from there on.
    #[endpoint(POST "/payment_methods", auth(publishable), errors(CardErrors))]
    pub async fn create_payment_method(self: &Payments, #[sensitive] card: Card) -> PaymentMethod;

    /// Charges a card.
    #[endpoint(
        POST "/charges",
        idempotency_key = "Idempotency-Key",
        errors(amount_too_small = 400 => Fault, CardErrors),
    )]
    pub async fn create_charge(
        self: &Payments,
        amount: u64,
        currency: Currency,
        payment_method: &str,
        customer: Option<&str>,
        description: Option<&str>,
        #[field(style = brackets)] expand: Option<&[&str]>,
        #[header("Payments-Account")] account: Option<&str>,
    ) -> Charge;

    /// Gives a charge.
    #[endpoint(GET "/charges/<charge>")]
    pub async fn get_charge(
        self: &Payments,
        charge: &str,
        #[query(style = brackets)] expand: Option<&[&str]>,
        #[header("Payments-Account")] account: Option<&str>,
    ) -> Charge;

    /// Lists charges, the newest first.
    #[endpoint(GET "/charges", paginate(cursor = starting_after))]
    pub async fn list_charges(
        self: &Payments,
        customer: Option<&str>,
        created: Option<Created>,
        limit: Option<u32>,
        starting_after: Option<&str>,
        #[query(style = brackets)] expand: Option<&[&str]>,
        #[header("Payments-Account")] account: Option<&str>,
    ) -> List<Charge>;

    /// Subscribes a customer to something.
    #[endpoint(
        POST "/subscriptions",
        idempotency_key = "Idempotency-Key",
        errors(parameter_invalid = 400 => Fault),
    )]
    pub async fn create_subscription(
        self: &Payments,
        customer: &str,
        items: &[SubscriptionItem],
        cancel_at_period_end: Option<bool>,
        #[field(style = brackets)] expand: Option<&[&str]>,
    ) -> Subscription;

    /// Tells a channel something. Its errors come with status 200 and `"ok": false`.
    #[endpoint(
        POST "/notifications.send",
        returns(number),
        errors(channel_not_found = 200),
    )]
    pub async fn send_notification(self: &Payments, channel: &str, text: &str) -> u64;
}

/// The balance as comma-separated values, as it was given before there was an API of charges.
#[deprecated = "the charges say more"]
#[endpoint(GET "/reports/balance.csv", auth(reports))]
pub async fn get_balance_report(self: &Payments, currency: Currency) -> Text;
