use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub trait GetUser {
    fn user(&self) -> u64;
}

mod uses {
    use super::*;

    pub fn user(value: &dyn GetUser) -> u64 {
        value.user()
    }
}

fn main() {}
