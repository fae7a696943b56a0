//! A body that cannot be read from an answer.

use sigpost::{FromResponse, endpoint};

#[derive(FromResponse)]
pub enum Export {
    #[status(202)]
    Pending,
    #[status(200)]
    Ready(Opaque),
}

pub struct Opaque;

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
