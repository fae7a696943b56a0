use sigpost::endpoint;

#[endpoint(errors(NotFound = 404))]
pub mod users {}

fn main() {}
