use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub type Name = String;

mod uses {
    use super::*;

    pub fn name() -> Name {
        Name::new()
    }
}

fn main() {}
