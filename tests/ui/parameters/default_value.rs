use sigpost::endpoint;

// said by the compiler
#[endpoint(GET "/books")]
pub async fn list_books(tag: &str, page: Option<u32> = None, size: u32) -> Vec<String>;

mod uses {
    use super::*;

    pub fn request() -> ListBooks<'static> {
        list_books("rust", 20).page(2)
    }
}

fn main() {}
