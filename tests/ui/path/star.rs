use sigpost::endpoint;

#[endpoint(GET "/files/*path")]
pub async fn get_file(path: String);

mod uses {
    use super::*;

    pub fn request() -> GetFile {
        get_file(String::new())
    }
}

fn main() {}
