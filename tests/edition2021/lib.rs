//! The declarations of `tests/tests/declarations/hygiene.rs`, in edition 2021.

#[cfg(test)]
#[path = "../tests/declarations/hygiene.rs"]
mod hygiene;

/// A keyword of edition 2024, in which the macros are written.
#[cfg(test)]
mod gen {
    use sigpost::{Endpoint, endpoint};

    #[endpoint(POST "/seeds/<gen>")]
    fn gen(gen: u32, other: Option<u32>) -> u64;

    #[endpoint(GET "/seeds")]
    fn list(gen: Option<u32>) -> Vec<u64>;

    #[test]
    fn is_a_name() {
        let request = gen(7).other(8).to_request("https://h").unwrap();
        assert_eq!(request.uri(), "https://h/seeds/7");
        let request = list().gen(7).to_request("https://h").unwrap();
        assert_eq!(request.uri(), "https://h/seeds?gen=7");
    }
}
