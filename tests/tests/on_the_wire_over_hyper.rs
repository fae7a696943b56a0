//! The tests of `on_the_wire`, over hyper's client, and what that does differently.

#[path = "on_the_wire/additions.rs"]
mod additions;
#[path = "on_the_wire/answers.rs"]
mod answers;
#[path = "on_the_wire/any_string.rs"]
mod any_string;
#[path = "on_the_wire/bodies.rs"]
mod bodies;
#[path = "on_the_wire/connections.rs"]
mod connections;
#[path = "on_the_wire/faults.rs"]
mod faults;
#[path = "on_the_wire/forms.rs"]
mod forms;
#[path = "on_the_wire/groups.rs"]
mod groups;
#[path = "on_the_wire/leaks.rs"]
mod leaks;
#[path = "on_the_wire/middleware.rs"]
mod middleware;
#[path = "on_the_wire/multipart.rs"]
mod multipart;
#[path = "on_the_wire/pages.rs"]
mod pages;
#[path = "on_the_wire/propagation.rs"]
mod propagation;
#[path = "on_the_wire/queries.rs"]
mod queries;
#[path = "on_the_wire/requests.rs"]
mod requests;
#[path = "on_the_wire/secrets.rs"]
mod secrets;
#[path = "on_the_wire/settings.rs"]
mod settings;
#[path = "on_the_wire/shared_errors.rs"]
mod shared_errors;
#[path = "on_the_wire/statuses.rs"]
mod statuses;
#[path = "on_the_wire/streams.rs"]
mod streams;
#[path = "on_the_wire/threads.rs"]
mod threads;
#[path = "on_the_wire/traces.rs"]
mod traces;

use std::process::Command;

use sigpost::transport::HyperTransport;
use sigpost_tests::raw_server::RawServer;

/// Begins a client for the API at `base` over the transport that is tested.
fn builder(base: impl Into<String>) -> sigpost::ClientBuilder {
    sigpost::Client::builder(base).transport(HyperTransport::new().unwrap())
}

#[sigpost::endpoint(GET "/direct")]
async fn direct();

#[tokio::test]
async fn a_proxy_in_the_environment_is_not_used() {
    const PROXIES: [&str; 4] = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
    if PROXIES.iter().all(|name| std::env::var(name).is_ok_and(|proxy| proxy == "http://127.0.0.1:1")) {
        let server = RawServer::with_body("204 No Content", "", "");
        builder(server.base("")).build().unwrap().send(direct()).await.unwrap();
        assert!(server.request().starts_with("GET /direct "));
        return;
    }
    // The environment is the whole process's, so another process makes the call: this test, by itself.
    let mut alone = Command::new(std::env::current_exe().unwrap());
    alone.args(["--exact", "a_proxy_in_the_environment_is_not_used"]);
    alone.envs(PROXIES.map(|name| (name, "http://127.0.0.1:1")));
    let output = alone.output().unwrap();
    assert!(output.status.success(), "{output:?}");
}
