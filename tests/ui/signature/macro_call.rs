use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
macro_rules! limit {
    () => {
        1
    };
}

mod uses {
    pub fn limit() -> u64 {
        limit!()
    }
}

fn main() {}
