//! A number that is no status of an answer.

use sigpost::{FromResponse, endpoint};

#[derive(FromResponse)]
pub enum Export {
    #[status(99)]
    Ready(String),
}

#[endpoint(GET "/exports/<export>")]
pub async fn get_export(export: u64) -> Export;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_export(7);
    }
}

fn main() {
    elsewhere::used();
}
