//! Unusual but right declarations: they compile, and build the request that they say.

#[path = "declarations/answers.rs"]
mod answers;
#[path = "declarations/error_sets.rs"]
mod error_sets;
#[path = "declarations/generated.rs"]
mod generated;
#[path = "declarations/generics.rs"]
mod generics;
#[path = "declarations/hygiene.rs"]
mod hygiene;
#[path = "declarations/names.rs"]
mod names;
#[path = "declarations/places.rs"]
mod places;
#[path = "declarations/spelling.rs"]
mod spelling;

/// Method, target, and body of what an endpoint sends to `https://h/v1`.
fn sent(request: &impl sigpost::Endpoint) -> String {
    let request = request.to_request("https://h/v1").expect("a request");
    let target = request.uri().to_string();
    let target = target.strip_prefix("https://h/v1").expect("the prefix of the base");
    let body = request.body().as_bytes().expect("bytes at hand");
    format!("{} {target} {}", request.method(), String::from_utf8_lossy(body)).trim_end().to_owned()
}
