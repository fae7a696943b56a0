use sigpost::endpoints;

#[endpoints(auth(none))]
pub struct Api;

mod uses {
    use super::*;

    pub fn api() -> Api {
        Api
    }
}

fn main() {}
