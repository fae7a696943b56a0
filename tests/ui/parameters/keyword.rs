use sigpost::endpoint;

// said by the compiler
#[endpoint(GET "/books/<type>")]
pub async fn list_books(type: &str) -> Vec<String>;

mod uses {
    use super::*;

    pub fn request() -> ListBooks<'static> {
        list_books("novel")
    }
}

fn main() {}
