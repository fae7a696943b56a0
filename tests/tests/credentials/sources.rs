//! Closures as sources, and which endpoints their tokens go to.

use std::future::IntoFuture;
use std::time::Duration;

use sigpost::{Client, Credentials, Token};

use super::*;

/// The tokens `t0`, `t1`, and so on, each after a second.
fn numbered() -> (Credentials, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let source = move || {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(Token::new(format!("t{number}")))
        }
    };
    (Credentials::token_source(source), asked)
}

fn builder() -> sigpost::ClientBuilder {
    Client::builder("https://h.example").transport(showing())
}

#[tokio::test(start_paused = true)]
async fn a_function_is_asked_once_by_all_clients_that_share_its_credentials() {
    let (credentials, asked) = numbered();
    let one = builder().credentials(credentials.clone()).build().unwrap();
    let other = builder().credentials(credentials).build().unwrap();
    let clients = [&one, &other, &one.clone()];
    let calls: Vec<_> =
        (0..30).map(|call| tokio::spawn(clients[call % 3].send(seen()).into_future())).collect();
    for call in calls {
        assert_eq!(&*call.await.unwrap().unwrap(), "Bearer t0");
    }
    assert_eq!(count(&asked), 1);
}

#[tokio::test(start_paused = true)]
async fn a_source_with_a_name_serves_those_who_ask_for_it() {
    let (usual_credentials, usual_asked) = numbered();
    let (admin_credentials, admin_asked) = numbered();
    let client = builder()
        .credentials(usual_credentials)
        .credentials_named("admin", admin_credentials)
        .build()
        .unwrap();
    client.send(open()).await.unwrap();
    assert_eq!((count(&usual_asked), count(&admin_asked)), (0, 0));
    client.send(admin()).await.unwrap();
    assert_eq!((count(&usual_asked), count(&admin_asked)), (0, 1));
    client.send(usual()).await.unwrap();
    assert_eq!((count(&usual_asked), count(&admin_asked)), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_not_sent_has_the_token_that_is_at_hand() {
    let (credentials, asked) = numbered();
    let client = builder().credentials(credentials).build().unwrap();
    let of_request = || {
        let request = client.send(usual()).to_request().unwrap();
        request.headers().get("authorization").map(|value| {
            assert!(value.is_sensitive());
            value.to_str().unwrap().to_owned()
        })
    };
    assert_eq!(of_request(), None);
    // What is shown says that there will be one.
    let curl = "curl -X GET 'https://h.example/usual' -H 'authorization: <redacted>' -H 'user-agent: test'";
    let shown = || {
        let call = client.send(usual()).header("user-agent", "test");
        call.to_curl().unwrap()
    };
    assert_eq!(sorted(&shown()), sorted(curl));
    assert_eq!(count(&asked), 0);
    client.send(usual()).await.unwrap();
    assert_eq!(of_request().as_deref(), Some("Bearer t0"));
    assert_eq!(sorted(&shown()), sorted(curl));
    assert!(!client.send(open()).to_curl().unwrap().contains("authorization"));
    assert!(!client.send(open()).to_request().unwrap().headers().contains_key("authorization"));
    assert!(!format!("{client:?} {:?}", client.send(usual())).contains("t0"));
}

/// The words of a command, in an order of their own.
fn sorted(command: &str) -> Vec<&str> {
    let mut words: Vec<&str> = command.split(" -H ").collect();
    words.sort_unstable();
    words
}

#[test]
fn a_header_field_of_the_client_is_no_way_around_the_credentials_of_an_endpoint() {
    let client = Client::builder("https://h.example")
        .header("Authorization", "Custom of-all")
        .header("X-Tenant", "t")
        .credentials_named("admin", Credentials::bearer("root"))
        .build()
        .unwrap();
    let of = |request: Result<http::Request<sigpost::Body>, _>| {
        let request = request.unwrap();
        assert_eq!(request.headers()["x-tenant"], "t");
        request.headers().get("authorization").map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(of(client.send(usual()).to_request()).as_deref(), Some("Custom of-all"));
    assert_eq!(of(client.send(open()).to_request()), None);
    assert_eq!(of(client.send(admin()).to_request()).as_deref(), Some("Bearer root"));
    assert!(!client.send(open()).to_curl().unwrap().contains("authorization"));
    // What the call says for itself goes.
    let call = client.send(open()).header("Authorization", "Own");
    assert_eq!(of(call.to_request()).as_deref(), Some("Own"));
}
