//! A parameter attribute that is nearly one.

use sigpost::endpoint;

#[endpoint(POST "/users")]
pub async fn create_user(#[qurey] dry_run: bool);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = create_user(true);
    }
}

fn main() {
    elsewhere::used();
}
