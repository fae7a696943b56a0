//! The data of one account, and what the calls do with it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::reply::{Refusal, Reply};
use super::{CHANNEL, EMPTY_CARD, UNLUCKY_CARD};

/// When the first thing was made, and how long after it the next one was, in seconds.
const FIRST: i64 = 1_780_000_000;
const STEP: i64 = 60;

/// The least that can be charged, in the smallest unit of the currency.
const LEAST: u64 = 50;

/// How many charges a page has where nothing is said.
const PAGE: usize = 10;

#[derive(Default)]
pub(super) struct Till {
    account: String,
    made: i64,
    customers: BTreeMap<String, Value>,
    /// The numbers of the cards.
    cards: BTreeMap<String, String>,
    /// The oldest first.
    charges: Vec<Value>,
    notifications: u64,
}

type Answer = Result<Reply, Refusal>;

impl Till {
    pub(super) fn of(account: &str) -> Self {
        let account = account.strip_prefix("acct_").map(|account| format!("{account}_")).unwrap_or_default();
        Self { account, ..Self::default() }
    }

    /// A new id, and when it was made.
    fn make(&mut self, prefix: &str) -> (String, i64) {
        self.made += 1;
        (format!("{prefix}_{}{}", self.account, self.made), FIRST + STEP * self.made)
    }

    pub(super) fn create_customer(&mut self, form: &Value) -> Answer {
        let (id, created) = self.make("cus");
        let mut customer = json!({
            "id": id, "object": "customer", "created": created,
            "email": null, "name": null, "description": null, "metadata": {},
        });
        change(&mut customer, form);
        self.customers.insert(id, customer.clone());
        Ok(Reply::json(customer))
    }

    pub(super) fn update_customer(&mut self, id: &str, form: &Value) -> Answer {
        self.customer(id)?;
        let customer = self.customers.entry(id.to_owned()).or_default();
        change(customer, form);
        Ok(Reply::json(customer.clone()))
    }

    pub(super) fn delete_customer(&mut self, id: &str) -> Answer {
        self.customer(id)?;
        let deleted = json!({"id": id, "object": "customer", "deleted": true});
        self.customers.insert(id.to_owned(), deleted.clone());
        Ok(Reply::json(deleted))
    }

    pub(super) fn customer(&self, id: &str) -> Result<&Value, Refusal> {
        let missing = || Refusal::missing(&format!("No such customer: '{id}'")).with("param", "customer");
        self.customers.get(id).ok_or_else(missing)
    }

    pub(super) fn create_payment_method(&mut self, form: &Value) -> Answer {
        let number = text(&form["card"]["number"]);
        if number.len() != 16 || number.bytes().any(|byte| !byte.is_ascii_digit()) {
            let refusal = Refusal::card("incorrect_number", "Your card number is incorrect.");
            return Err(refusal.with("param", "card[number]"));
        }
        if text(&form["card"]["exp_year"]) < "2026" {
            let refusal = Refusal::card("expired_card", "Your card has expired.");
            return Err(refusal.with("param", "card[exp_year]"));
        }
        let (id, _) = self.make("pm");
        let method = json!({"id": id, "object": "payment_method", "last4": &number[12..]});
        self.cards.insert(id, number.to_owned());
        Ok(Reply::json(method))
    }

    pub(super) fn create_charge(&mut self, form: &Value) -> Answer {
        let amount = number(&form["amount"]);
        if amount < LEAST {
            return Err(Refusal::invalid("amount_too_small", "amount", "Nothing below 0.50 is charged."));
        }
        let method = text(&form["payment_method"]);
        let Some(card) = self.cards.get(method) else {
            return Err(Refusal::missing(&format!("No such payment method: '{method}'")));
        };
        if card == EMPTY_CARD {
            let refusal = Refusal::card("card_declined", "Your card has insufficient funds.");
            return Err(refusal.with("decline_code", "insufficient_funds"));
        }
        let is_lost = card == UNLUCKY_CARD;
        let (id, created) = self.make("ch");
        let charge = json!({
            "id": id, "object": "charge", "created": created, "amount": amount,
            "currency": form["currency"], "customer": form["customer"], "status": "succeeded",
        });
        self.charges.push(charge.clone());
        let mut reply = Reply::json(self.expanded(charge, form, ""));
        reply.is_lost = is_lost;
        Ok(reply)
    }

    pub(super) fn get_charge(&self, id: &str, query: &Value) -> Answer {
        let charge = self.charges.iter().find(|charge| charge["id"] == id);
        let charge = charge.ok_or_else(|| Refusal::missing(&format!("No such charge: '{id}'")))?;
        Ok(Reply::json(self.expanded(charge.clone(), query, "")))
    }

    pub(super) fn list_charges(&self, query: &Value) -> Answer {
        let created = |charge: &Value| charge["created"].as_i64().unwrap_or_default();
        let limits = &query["created"];
        let fits = |charge: &&Value| {
            let is = |limit: &Value, holds: fn(i64, i64) -> bool| {
                text(limit).parse().map_or(true, |limit| holds(created(charge), limit))
            };
            is(limits, |at, exact| at == exact)
                && is(&limits["gte"], |at, first| at >= first)
                && is(&limits["lt"], |at, end| at < end)
                && (query["customer"].is_null() || charge["customer"] == query["customer"])
        };
        let mut rest = self.charges.iter().rev().filter(fits);
        if let Some(after) = query["starting_after"].as_str()
            && !rest.any(|charge| charge["id"] == after)
        {
            return Err(Refusal::missing(&format!("No such charge: '{after}'")));
        }
        let limit = query["limit"].as_str().and_then(|limit| limit.parse().ok()).unwrap_or(PAGE);
        let page = rest.by_ref().take(limit).map(|charge| self.expanded(charge.clone(), query, "data."));
        let data: Vec<Value> = page.collect();
        Ok(Reply::json(json!({"object": "list", "data": data, "has_more": rest.next().is_some()})))
    }

    pub(super) fn create_subscription(&mut self, form: &Value) -> Answer {
        self.customer(text(&form["customer"]))?;
        let mut monthly = 0;
        for (index, item) in form["items"].as_array().into_iter().flatten().enumerate() {
            let price = &item["price_data"];
            let (months, weeks) = match text(&price["recurring"]["interval"]) {
                "week" => (1, 4),
                "month" => (1, 1),
                "year" => (12, 1),
                _ => {
                    let param = format!("items[{index}][price_data][recurring][interval]");
                    return Err(Refusal::invalid("parameter_invalid", &param, "That is no interval."));
                }
            };
            let amount = number(&price["unit_amount"]);
            if amount == 0 {
                let param = format!("items[{index}][price_data][unit_amount]");
                return Err(Refusal::invalid("parameter_invalid", &param, "Nothing is for nothing."));
            }
            let count = number(&price["recurring"]["interval_count"]).max(1);
            monthly += amount * number(&item["quantity"]).max(1) * weeks / (months * count);
        }
        let (id, created) = self.make("sub");
        let subscription = json!({
            "id": id, "object": "subscription", "created": created,
            "customer": form["customer"], "monthly_amount": monthly,
        });
        Ok(Reply::json(self.expanded(subscription, form, "")))
    }

    /// As Slack answers: what is wrong comes with 200.
    pub(super) fn send_notification(&mut self, form: &Value) -> Reply {
        if form["channel"] != CHANNEL {
            return Reply::json(json!({"ok": false, "error": "channel_not_found"}));
        }
        self.notifications += 1;
        Reply::json(json!({"ok": true, "number": self.notifications}))
    }

    pub(super) fn balance(&self, query: &Value) -> Reply {
        let charges = self.charges.iter().filter(|charge| charge["currency"] == query["currency"]);
        let sum: u64 = charges.filter_map(|charge| charge["amount"].as_u64()).sum();
        Reply::csv(format!("currency,balance\n{},{sum}\n", text(&query["currency"])))
    }

    /// Puts the customer itself in the place of its id, where `expand[]` asks for that.
    fn expanded(&self, mut thing: Value, call: &Value, prefix: &str) -> Value {
        let wanted = format!("{prefix}customer");
        let is_wanted = call["expand"].as_array().is_some_and(|names| names.contains(&wanted.into()));
        if is_wanted && let Some(customer) = self.customers.get(text(&thing["customer"])) {
            thing["customer"] = customer.clone();
        }
        thing
    }
}

/// Sets what is sent, and unsets what is sent empty.
fn change(thing: &mut Value, form: &Value) {
    for (name, value) in form.as_object().into_iter().flatten() {
        match (value, &mut thing[name.as_str()]) {
            (Value::Object(members), Value::Object(known)) => set_members(known, members),
            (Value::String(text), member) if text.is_empty() => *member = Value::Null,
            (value, member) => *member = value.clone(),
        }
    }
}

fn set_members(known: &mut Map<String, Value>, members: &Map<String, Value>) {
    for (name, value) in members {
        if value == "" {
            known.remove(name);
        } else {
            known.insert(name.clone(), value.clone());
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> u64 {
    text(value).parse().unwrap_or_default()
}
