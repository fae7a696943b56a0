//! The last function of a module.

pub mod users {
    // said by the compiler
    #[sigpost::endpoint(GET "/users/<user>")]
    pub async fn get_user(user: u64) -> String
}

fn main() {}
