//! The steps of a program without an async runtime: each call is waited for on its thread.

use sigpost::{Bound as _, RequestError};
use sigpost_examples::payments::api::{Charge, Created, Payments, Range};
use sigpost_examples::stage::{Outcome, Stage, check, line, text};

use crate::story::KEYS;

/// Tells these steps.
pub(crate) fn tell(base_url: &str, stage: &mut Stage) -> Result<(), RequestError> {
    let payments = Payments::new(base_url, KEYS)?;
    stage.step("List all charges from a thread without an async runtime");
    stage.end(all_charges(&payments));
    stage.step("Go on with a list where another run stopped");
    stage.end(in_two_runs(&payments));
    Ok(())
}

fn all_charges(payments: &Payments) -> Outcome {
    let mut sum = 0;
    let mut newest = i64::MAX;
    for charge in payments.list_charges().limit(2).items().blocking() {
        let charge = charge.map_err(text)?;
        line(format_args!("{} {:>6} {:?}", charge.id, charge.amount, charge.currency));
        check(charge.created < newest, "the newest first", charge.created)?;
        newest = charge.created;
        sum += charge.amount;
    }
    line(format_args!("{sum} in all"));
    let page = payments.list_charges().created(Created::At(newest)).blocking().map_err(text)?;
    check(page.data.len() == 1, "one charge made at the time of the oldest", page.data.len())
}

fn in_two_runs(payments: &Payments) -> Outcome {
    let mut first = payments.list_charges().limit(2).pages().limit_pages(1).blocking();
    let page = first.next().ok_or("there is no page")?.map_err(text)?;
    let position = first.get_ref().position().ok_or("there is no second page")?;
    line(format_args!("stopped behind {position}"));
    let rest = payments.list_charges().limit(2).items().start_at(&position).blocking();
    let rest: Vec<Charge> = rest.collect::<Result<_, _>>().map_err(text)?;
    let all = payments.list_charges().created(Created::Between(Range::default())).blocking();
    let all = all.map_err(text)?.data;
    line(format_args!("{} and {} are all {}", page.data.len(), rest.len(), all.len()));
    check([page.data, rest].concat() == all, "the same charges in the same order", "others")
}
