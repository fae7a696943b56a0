use sigpost::ErrorSet;

#[derive(Debug, ErrorSet)]
pub enum Shared {}

mod uses {
    use super::*;

    pub fn text(shared: &Shared) -> String {
        shared.to_string()
    }
}

fn main() {}
