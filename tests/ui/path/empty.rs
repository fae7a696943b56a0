use sigpost::endpoint;

#[endpoint(GET "")]
pub async fn get_root();

mod uses {
    use super::*;

    pub fn request() -> GetRoot {
        get_root()
    }
}

fn main() {}
