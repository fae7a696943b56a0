//! Two attributes for one variant.

use sigpost::{FromResponse, endpoint};

#[derive(FromResponse)]
pub enum Export {
    #[status(200)]
    #[status(201)]
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
