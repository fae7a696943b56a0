//! `#[error(…)]`, which is for sets of errors, where `#[status(…)]` is meant.

use sigpost::{FromResponse, endpoint};

#[derive(FromResponse)]
pub enum Export {
    #[status(200)]
    Ready(String),
    #[error(404)]
    Gone,
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
