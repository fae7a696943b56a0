// The request of a method has its client, and is sent by `.await`.

use sigpost::{Client, endpoint};

pub struct Library(Client);

impl AsRef<Client> for Library {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}

#[endpoint(GET "/books")]
pub async fn list_books(self: &Library) -> Vec<String>;

async fn run(library: Library) {
    let _ = library.list_books().send().await;
}

fn main() {}
