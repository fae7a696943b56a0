//! Bytes that were to be the body, without `#[body]`.

use sigpost::{Bytes, endpoint};

#[endpoint(PUT "/covers/<cover>")]
pub async fn set_cover(cover: u64, image: Bytes);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = set_cover(7, Bytes::default());
    }
}

fn main() {
    elsewhere::used();
}
