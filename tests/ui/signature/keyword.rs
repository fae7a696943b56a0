use sigpost::endpoint;

// said by the compiler
#[endpoint(POST "/books/<book>/move")]
pub async fn move(book: u64);

mod uses {
    use super::*;

    pub fn request() -> Move {
        r#move(1)
    }
}

fn main() {}
