//! The retry budget, which all calls of a client share.

use super::*;

#[tokio::test]
async fn a_budget_for_all_calls() {
    let (builder, seen) = scripted(|_, _| status(503));
    let client = builder.retry(at_once(3)).retry_budget(5).build().unwrap();
    for _ in 0..10 {
        client.send(get_thing()).await.unwrap_err();
    }
    assert_eq!(count(&seen), 10 + 5);
}

#[tokio::test]
async fn a_dead_server_earns_no_retries() {
    let (builder, seen) = scripted(|_, _| status(503));
    let client = builder.retry(at_once(2)).retry_budget(1).build().unwrap();
    client.send(get_thing()).await.unwrap_err();
    assert_eq!(count(&seen), 2, "the budget is spent");
    // Failures all, whether or not they could be tried again.
    for _ in 0..20 {
        client.send(post_thing("a")).await.unwrap_err();
    }
    for _ in 0..10 {
        client.send(get_thing()).await.unwrap_err();
    }
    assert_eq!(count(&seen), 2 + 20 + 10);
}

#[tokio::test]
async fn answers_earn_retries() {
    let (builder, seen) = scripted(|number, _| status(if (4..24).contains(&number) { 404 } else { 503 }));
    let client = builder.retry(at_once(3)).retry_budget(2).build().unwrap();
    client.send(get_thing()).await.unwrap_err();
    client.send(get_thing()).await.unwrap_err();
    assert_eq!(count(&seen), 4, "the budget is spent");
    for _ in 0..20 {
        client.send(post_thing("a")).await.unwrap_err();
    }
    assert_eq!(client.send(get_thing()).await.unwrap_err().attempts(), 3, "twenty answers earn two");
}
