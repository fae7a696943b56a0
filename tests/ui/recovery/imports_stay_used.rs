#![deny(warnings)]

mod types {
    #[derive(serde::Deserialize)]
    pub struct User;
    #[derive(serde::Serialize)]
    pub struct Filter;
    #[derive(serde::Deserialize)]
    pub struct Problem;
}

use sigpost::endpoint;
use types::{Filter, Problem, User};

#[endpoint(GET "/users", errors(bad = 400 => Problem), retries = 3)]
pub async fn list_users(filter: Filter) -> Vec<User>;

fn main() {}
