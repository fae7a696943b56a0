//! The program `payments` as a user runs it, and what its server gets.

use std::process::{Command, Output};

use sigpost_examples::loopback::Received;
use sigpost_examples::payments::server;

fn run(arguments: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_payments")).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    (output, told)
}

/// What a server gets while the story is told.
fn received() -> Vec<Received> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(server::start()).unwrap();
    let (output, told) = run(&["--base-url", &server.base_url()]);
    assert!(output.status.success(), "{told}");
    server.received()
}

/// The lines and bodies of these, for messages and to compare.
fn shown(requests: &[&Received]) -> Vec<String> {
    requests.iter().map(|request| format!("{}\n{}", request.line, request.text())).collect()
}

#[test]
fn tells_the_whole_story_with_a_server_of_its_own() {
    let (output, told) = run(&[]);
    assert!(output.status.success(), "{told}");
    for part in [
        "description: None, metadata: {\"shop\": \"Rue & Fils\"}",
        "--data-raw 'card=<redacted>'",
        "KeyReused: create_charge: 400",
        "(insufficient_funds)",
        "IncorrectNumber: create_payment_method: 402",
        "was paid by ada@example.com",
        "a page of 1, the next one behind None",
        "1900 a month",
        "ChannelNotFound: send_notification: 200 OK",
        "Deleted(Deleted",
        "eur,5500",
        "Unauthorized: list_charges: 401",
        "ch_13 was charged 1 time",
        "6200 in all",
        "15 steps, 0 skipped",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    for secret in [server::SECRET_KEY, server::PUBLISHABLE_KEY, server::REPORTS_KEY, server::GOOD_CARD] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[test]
fn forms_are_nested_and_unset_members_are_empty() {
    let received = received();
    let forms = |path: &str| -> Vec<String> {
        let of_path = |request: &&Received| request.line == format!("POST {path}");
        received.iter().filter(of_path).map(Received::text).collect()
    };
    assert_eq!(
        forms("/v1/customers")[0],
        "email=ada@example.com&name=Ada&description=pays%20late\
         &metadata%5Border%5D=6735&metadata%5Bshop%5D=Rue%20%26%20Fils"
    );
    assert_eq!(forms("/v1/customers/cus_1"), ["description=&metadata%5Border%5D="]);
    assert_eq!(
        forms("/v1/payment_methods")[0],
        "card%5Bnumber%5D=4242424242424242&card%5Bexp_month%5D=12&card%5Bexp_year%5D=2030&card%5Bcvc%5D=314"
    );
    assert_eq!(
        forms("/v1/subscriptions")[0],
        "customer=cus_1\
         &items%5B0%5D%5Bquantity%5D=2\
         &items%5B0%5D%5Bprice_data%5D%5Bcurrency%5D=eur\
         &items%5B0%5D%5Bprice_data%5D%5Bunit_amount%5D=900\
         &items%5B0%5D%5Bprice_data%5D%5Bproduct%5D=hosting\
         &items%5B0%5D%5Bprice_data%5D%5Brecurring%5D%5Binterval%5D=month\
         &items%5B1%5D%5Bprice_data%5D%5Bcurrency%5D=eur\
         &items%5B1%5D%5Bprice_data%5D%5Bunit_amount%5D=1200\
         &items%5B1%5D%5Bprice_data%5D%5Bproduct%5D=domain\
         &items%5B1%5D%5Bprice_data%5D%5Brecurring%5D%5Binterval%5D=year\
         &expand%5B%5D=customer"
    );
}

#[test]
fn lists_go_on_behind_the_last_item_and_ranges_are_nested() {
    let received = received();
    let lists: Vec<&str> = received
        .iter()
        .filter(|request| request.line.starts_with("GET /v1/charges?") || request.line == "GET /v1/charges")
        .map(|request| request.line.trim_start_matches("GET /v1/charges"))
        .collect();
    assert_eq!(
        lists,
        [
            "?limit=3",
            "?limit=3&starting_after=ch_9",
            "?limit=3&starting_after=ch_5",
            "?customer=cus_2&expand%5B%5D=data.customer",
            "?customer=cus_1&created%5Bgte%5D=1780000300&created%5Blt%5D=1780000480",
            "?starting_after=ch_none",
            "",
            "?created%5Bgte%5D=1780000780",
            "",
            "?limit=2",
            "?limit=2&starting_after=ch_11",
            "?limit=2&starting_after=ch_9",
            "?limit=2&starting_after=ch_6",
            "?created=1780000240",
            "?limit=2",
            "?limit=2&starting_after=ch_11",
            "?limit=2&starting_after=ch_9",
            "?limit=2&starting_after=ch_6",
            "",
        ]
    );
}

#[test]
fn each_call_has_a_key_of_its_own_that_its_second_try_keeps() {
    let received = received();
    let charges: Vec<&Received> =
        received.iter().filter(|request| request.line == "POST /v1/charges").collect();
    let keys: Vec<&str> = charges.iter().map(|request| request.header("idempotency-key")).collect();
    let told = shown(&charges);
    assert_eq!([keys[0], keys[1], keys[4]], ["order-6735"; 3], "{told:?}");
    assert_eq!(told[0], told[1]);
    // One call, the first answer to which was lost.
    let [lost, again] =
        told.iter().enumerate().filter(|(_, told)| told.contains("amount=600&")).collect::<Vec<_>>()[..]
    else {
        panic!("{told:?}")
    };
    assert_eq!((lost.1, keys[lost.0]), (again.1, keys[again.0]));
    let made: Vec<&str> = keys.iter().copied().filter(|key| *key != "order-6735").collect();
    assert!(made.iter().all(|key| key.len() == 36), "{made:?}");
    let distinct: std::collections::BTreeSet<&str> = made.iter().copied().collect();
    assert_eq!(distinct.len(), made.len() - 1);
}

#[test]
fn each_endpoint_sends_the_credentials_that_it_asks_for() {
    let received = received();
    for request in &received {
        let sent = request.header("authorization");
        let path = request.line.split_once(' ').unwrap().1;
        match path.split('?').next().unwrap() {
            "/v1/payment_methods" => assert_eq!(sent, format!("Bearer {}", server::PUBLISHABLE_KEY)),
            "/v1/reports/balance.csv" => {
                assert_eq!(sent, "");
                assert!(path.ends_with(&format!("?currency=eur&key={}", server::REPORTS_KEY)), "{path}");
            }
            _ => assert!(sent.starts_with("Basic "), "{path}: {sent}"),
        }
        assert_eq!(request.header("payments-version"), "2026-06-30");
    }
    let other: Vec<&Received> =
        received.iter().filter(|request| request.headers.contains_key("payments-account")).collect();
    assert_eq!(shown(&other), ["GET /v1/charges\n"]);
    assert_eq!(other[0].header("payments-account"), server::SHOP_ACCOUNT);
}

/// There, an order is charged already, and for another customer.
#[test]
fn a_server_that_is_not_new_gives_another_story_and_a_failure() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(server::start()).unwrap();
    for status in [0, 1] {
        let (output, told) = run(&["--base-url", &server.base_url()]);
        assert_eq!(output.status.code(), Some(status), "{told}");
        assert_eq!(
            told.contains("NOT AS IT SHOULD BE: create_charge: 400 Bad Request"),
            status == 1,
            "{told}"
        );
    }
}

/// As against another API: nothing is as it should be, which is said, and the program fails.
#[test]
fn fails_where_nothing_is_as_it_should_be() {
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (output, told) = run(&["--base-url", &format!("http://{dead}")]);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("NOT AS IT SHOULD BE") && told.contains("could not connect"), "{told}");
}
