//! `#[status(…)]` at what a variant holds.

use sigpost::{FromResponse, endpoint};

#[derive(FromResponse)]
pub enum Export {
    Ready(#[status(200)] String),
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
