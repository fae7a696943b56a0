//! Bytes as a part, which has a file name and a media type as well.

use sigpost::{Bytes, endpoint};

#[endpoint(POST "/files", multipart)]
pub async fn upload(file: Bytes);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = upload(Bytes::default());
    }
}

fn main() {
    elsewhere::used();
}
