//! The steps of an async program, in their order. How a step is told and counted stands in the examples' `stage`.

use std::collections::BTreeMap;

use sigpost::{Bound as _, Error, Report, RequestError};
use sigpost_examples::payments::api::{
    ApiErrors, Card, CardErrors, Charge, CreateChargeError, CreatePaymentMethodError,
    CreateSubscriptionError, Created, Currency, Expandable, GetCustomerError, Interval, Keys,
    ListChargesError, Payments, PriceData, Range, Recurring, SendNotificationError, Stored, SubscriptionItem,
};
use sigpost_examples::payments::server;
use sigpost_examples::stage::{Outcome, Stage, check, line, text, told, unexpected};

/// The keys that the server knows.
pub(crate) const KEYS: Keys<'_> =
    Keys { secret: server::SECRET_KEY, publishable: server::PUBLISHABLE_KEY, reports: server::REPORTS_KEY };

/// Tells all steps but those of `ledger`.
pub(crate) async fn tell(base_url: &str, stage: &mut Stage) -> Result<(), RequestError> {
    let story = Story {
        payments: Payments::new(base_url, KEYS)?,
        stranger: Payments::new(base_url, Keys { secret: "sk_test_wrong", ..KEYS })?,
    };
    stage.step("Register customers, and unset what one of them is");
    let customers = story.customers().await;
    stage.end(customers.as_ref().map(|_| ()).map_err(Clone::clone));
    stage.step("Have something stand for a card, and show the card nowhere");
    let card = story.hidden_card().await;
    stage.end(card.as_ref().map(|_| ()).map_err(Clone::clone));
    let (Ok([ada, grace]), Ok(card)) = (customers, card) else {
        stage.skip("Everything else", "there is nobody to charge, or no card");
        return Ok(());
    };
    stage.step("Charge it once, however often the request is sent");
    stage.end(story.charge_once(&ada, &card).await);
    stage.step("Meet the errors of cards and parameters");
    stage.end(story.card_errors(&card).await);
    stage.step("See a customer inside a charge");
    stage.end(story.expand(&ada, &card).await);
    stage.step("List charges: page by page, of one customer, of some time");
    stage.end(story.lists(&ada, &grace, &card).await);
    stage.step("Act for another account");
    stage.end(story.other_account().await);
    stage.step("Charge once though the answer is lost");
    stage.end(story.lost_answer().await);
    stage.step("Subscribe to two things at once");
    stage.end(story.subscribe(&ada).await);
    stage.step("Send notifications, whose errors come with 200");
    stage.end(story.notify().await);
    stage.step("Delete a customer, and see what is left");
    stage.end(story.delete(&grace).await);
    stage.step("Fetch a report of old, with a key in the query");
    stage.end(story.report().await);
    stage.step("Come with a wrong key");
    stage.end(story.wrong_key().await);
    Ok(())
}

fn card_of(number: &str) -> Card {
    Card { number: number.to_owned(), exp_month: 12, exp_year: 2030, cvc: "314".to_owned() }
}

struct Story {
    payments: Payments,
    /// With a key that the server does not know.
    stranger: Payments,
}

impl Story {
    async fn customers(&self) -> Result<[String; 2], String> {
        let metadata = BTreeMap::from([("order", "6735"), ("shop", "Rue & Fils")]);
        let ada = self.payments.create_customer("ada@example.com").name("Ada").description("pays late");
        let ada = ada.metadata(metadata).await.map_err(text)?;
        line(format_args!("{ada:?}"));
        // What is not set stays: here the name. What is `None` goes, and so does a member that is empty.
        let change = self.payments.update_customer(&ada.id).description(None);
        let changed = change.metadata(BTreeMap::from([("order", "")])).await.map_err(text)?;
        line(format_args!("{changed:?}"));
        check(changed.name == ada.name, "the name as it was", changed.name.as_deref().unwrap_or("none"))?;
        check(changed.description.is_none(), "no description", "one")?;
        check(changed.metadata.keys().eq(["shop"]), "one member of metadata", changed.metadata.len())?;
        let grace = self.payments.create_customer("grace@example.com").await.map_err(text)?;
        Ok([ada.id, grace.id])
    }

    async fn hidden_card(&self) -> Result<String, String> {
        let call = self.payments.create_payment_method(card_of(server::GOOD_CARD)).call();
        let curl = call.to_curl().map_err(|error| Report(&error).to_string())?;
        line(&curl);
        check(!curl.contains(server::GOOD_CARD) && !curl.contains(KEYS.publishable), "no secrets", &curl)?;
        let method = call.await.map_err(text)?;
        line(format_args!("{} stands for the card that ends in {}", method.id, method.last4));
        Ok(method.id)
    }

    /// What stands for another card.
    async fn method(&self, number: &str) -> Result<String, String> {
        self.payments.create_payment_method(card_of(number)).await.map(|method| method.id).map_err(text)
    }

    async fn charge_once(&self, customer: &str, card: &str) -> Outcome {
        let charge = |amount| self.payments.create_charge(amount, Currency::Eur, card).customer(customer);
        let first = charge(1200).idempotency_key("order-6735").with_response().await.map_err(text)?;
        let again = charge(1200).idempotency_key("order-6735").with_response().await.map_err(text)?;
        line(format_args!("{} was charged", first.body().id));
        check(!first.headers().contains_key("idempotent-replayed"), "a new charge", "one made before")?;
        check(again.headers().contains_key("idempotent-replayed"), "the answer once more", "a new one")?;
        check(first.body() == again.body(), "the same charge", &again.body().id)?;
        // A key that is made for each call makes each call another charge.
        let [one, other] = [charge(500).await.map_err(text)?, charge(500).await.map_err(text)?];
        check(one.id != other.id, "two charges", &one.id)?;
        told("KeyReused", charge(1300).idempotency_key("order-6735").await, |error| {
            matches!(error, Error::Declared(CreateChargeError::ApiErrors(ApiErrors::KeyReused(_))))
        })
    }

    async fn card_errors(&self, card: &str) -> Outcome {
        let empty = self.method(server::EMPTY_CARD).await?;
        match self.payments.create_charge(1200, Currency::Eur, &empty).await {
            Err(Error::Declared(CreateChargeError::CardErrors(CardErrors::Declined(error)))) => {
                line(format_args!("Declined: {error} ({})", error.detail.decline_code));
                check(error.detail.decline_code == "insufficient_funds", "no money", &error)?;
            }
            Err(error) => return unexpected("Declined", Report(&error)),
            Ok(_) => return unexpected("Declined", "a success"),
        }
        told("AmountTooSmall", self.payments.create_charge(3, Currency::Eur, card).await, |error| {
            matches!(error, Error::Declared(CreateChargeError::AmountTooSmall(error))
                if error.detail.param.as_deref() == Some("amount"))
        })?;
        // The same errors where the card is first seen, and written once.
        let no_card = card_of("1");
        let old = Card { exp_year: 1999, ..card_of(server::GOOD_CARD) };
        told("IncorrectNumber", self.payments.create_payment_method(no_card).await, |error| {
            use CreatePaymentMethodError::CardErrors as Refused;
            matches!(error, Error::Declared(Refused(CardErrors::IncorrectNumber(error)))
                if error.detail.param.as_deref() == Some("card[number]"))
        })?;
        told("Expired", self.payments.create_payment_method(old).await, |error| {
            use CreatePaymentMethodError::CardErrors as Refused;
            matches!(error, Error::Declared(Refused(CardErrors::Expired(_))))
        })
    }

    async fn expand(&self, customer: &str, card: &str) -> Outcome {
        let charge = self.payments.create_charge(700, Currency::Gbp, card).customer(customer);
        let charge = charge.expand(&["customer"]).await.map_err(text)?;
        let Some(Expandable::Object(payer)) = &charge.customer else {
            return unexpected("the customer", format_args!("{:?}", charge.customer));
        };
        line(format_args!("{} was paid by {}", charge.id, payer.email));
        let plain = self.payments.get_charge(&charge.id).await.map_err(text)?;
        line(format_args!("{:?}", plain.customer));
        check(plain.customer == Some(Expandable::Id(payer.id.clone())), "the customer's id", "another")
    }

    async fn lists(&self, ada: &str, grace: &str, card: &str) -> Outcome {
        for amount in [800, 900, 1000] {
            let charge = self.payments.create_charge(amount, Currency::Eur, card).customer(grace);
            charge.await.map_err(text)?;
        }
        let mut pages = self.payments.list_charges().limit(3).pages();
        let mut all: Vec<Charge> = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(text)?;
            line(format_args!("a page of {}, the next one behind {:?}", page.data.len(), pages.position()));
            all.extend(page.data);
        }
        check(all.len() == 7, "7 charges", all.len())?;
        let mut of_grace = self.payments.list_charges().customer(grace).expand(&["data.customer"]).items();
        let mut amounts = Vec::new();
        while let Some(charge) = of_grace.next().await {
            let charge = charge.map_err(text)?;
            check(matches!(charge.customer, Some(Expandable::Object(_))), "customers", "ids")?;
            amounts.push(charge.amount);
        }
        check(amounts == [1000, 900, 800], "the newest first", format_args!("{amounts:?}"))?;
        // The second and the third of all, the oldest of which is the last.
        let between = Range { gte: Some(all[5].created), lt: Some(all[3].created) };
        let some = self.payments.list_charges().customer(ada).created(Created::Between(between));
        let some = some.await.map_err(text)?;
        check(some.data == all[4..6], "two charges of that time", some.data.len())?;
        told("Missing", self.payments.list_charges().starting_after("ch_none").await, |error| {
            matches!(error, Error::Declared(ListChargesError::ApiErrors(ApiErrors::Missing(_))))
        })
    }

    async fn other_account(&self) -> Outcome {
        let page = self.payments.list_charges().account(server::SHOP_ACCOUNT).await.map_err(text)?;
        line(format_args!("{} has {} charges", server::SHOP_ACCOUNT, page.data.len()));
        check(page.data.is_empty(), "no charges", page.data.len())
    }

    /// With a key, a call that failed is sent again, and the server knows it by that.
    async fn lost_answer(&self) -> Outcome {
        let card = self.method(server::UNLUCKY_CARD).await?;
        let charge = self.payments.create_charge(600, Currency::Eur, &card).with_response();
        let charge = charge.await.map_err(text)?;
        check(charge.headers().contains_key("idempotent-replayed"), "the answer once more", "a new one")?;
        let since = Range { gte: Some(charge.body().created), lt: None };
        let charges = self.payments.list_charges().created(Created::Between(since)).await.map_err(text)?;
        line(format_args!("{} was charged {} time", charge.body().id, charges.data.len()));
        check(charges.data == [charge.into_body()], "one charge", charges.data.len())
    }

    async fn subscribe(&self, customer: &str) -> Outcome {
        let item = |product: &str, unit_amount, interval| SubscriptionItem {
            quantity: None,
            price_data: PriceData {
                currency: Currency::Eur,
                unit_amount,
                product: product.to_owned(),
                recurring: Recurring { interval, interval_count: None },
            },
        };
        let hosting = SubscriptionItem { quantity: Some(2), ..item("hosting", 900, Interval::Month) };
        let items = [hosting, item("domain", 1200, Interval::Year)];
        let call = self.payments.create_subscription(customer, &items).expand(&["customer"]);
        let subscription = call.await.map_err(text)?;
        line(format_args!("{}: {} a month", subscription.id, subscription.monthly_amount));
        check(subscription.monthly_amount == 1900, "1900", subscription.monthly_amount)?;
        check(matches!(subscription.customer, Expandable::Object(_)), "the customer", "an id")?;
        let items = [item("domain", 1200, Interval::Year), item("air", 0, Interval::Week)];
        told("ParameterInvalid", self.payments.create_subscription(customer, &items).await, |error| {
            let param = "items[1][price_data][unit_amount]";
            matches!(error, Error::Declared(CreateSubscriptionError::ParameterInvalid(error))
                if error.detail.param.as_deref() == Some(param))
        })
    }

    async fn notify(&self) -> Outcome {
        let sent = self.payments.send_notification(server::CHANNEL, "50 % off & more").await;
        line(format_args!("notification {} was sent", sent.map_err(text)?));
        told("ChannelNotFound", self.payments.send_notification("nowhere", "?").await, |error| {
            let right = matches!(error, Error::Declared(SendNotificationError::ChannelNotFound(_)));
            right && error.status().is_some_and(|status| status.is_success())
        })
    }

    async fn delete(&self, customer: &str) -> Outcome {
        let deleted = self.payments.delete_customer(customer).await.map_err(text)?;
        let left = self.payments.get_customer(customer).await.map_err(text)?;
        line(format_args!("{left:?}"));
        check(left == Stored::Deleted(deleted), "what is left of the customer", "something else")?;
        told("Missing", self.payments.get_customer("cus_none").await, |error| {
            matches!(error, Error::Declared(GetCustomerError::ApiErrors(ApiErrors::Missing(error)))
                if error.detail.param.as_deref() == Some("customer"))
        })
    }

    #[expect(deprecated, reason = "the report is one of old")]
    async fn report(&self) -> Outcome {
        let call = self.payments.get_balance_report(Currency::Eur).call();
        let curl = call.to_curl().map_err(|error| Report(&error).to_string())?;
        check(!curl.contains(KEYS.reports), "no secrets", &curl)?;
        let report = call.await.map_err(text)?;
        for row in report.lines() {
            line(row);
        }
        check(report.ends_with("\neur,5500\n"), "5500 in euro", &report)
    }

    async fn wrong_key(&self) -> Outcome {
        told("Unauthorized", self.stranger.list_charges().await, |error| {
            matches!(error, Error::Declared(ListChargesError::ApiErrors(ApiErrors::Unauthorized(_))))
        })
    }
}
