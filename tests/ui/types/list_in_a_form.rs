use sigpost::endpoint;

pub struct Opaque;

#[endpoint(POST "/files", multipart)]
pub async fn upload(file: Vec<Opaque>);

mod uses {
    use super::*;

    pub fn request() -> Upload {
        upload(vec![])
    }
}

fn main() {}
