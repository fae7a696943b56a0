//! The client: where the API is, and what every request to it has.

use sigpost::{Client, ClientBuilder, RequestError};

/// Where the API is, if nothing else is said.
pub const DEFAULT_BASE: &str = "https://api.city-library.example/v2";

/// A client of the City Library. Cheap to clone; clones share connections.
///
/// Every endpoint is a method. What a method returns is sent by `.await`; its optional parameters are set before.
#[derive(Clone, Debug)]
pub struct CityLibrary(Client);

impl CityLibrary {
    /// A client with this token.
    ///
    /// # Errors
    /// If the token cannot stand in a header field.
    pub fn new(token: &str) -> Result<Self, RequestError> {
        Self::build(Client::builder(DEFAULT_BASE).bearer_token(token))
    }

    /// A client with settings of one's own: another address, a proxy, other limits. What the API needs is added.
    ///
    /// # Errors
    /// If a setting cannot be used.
    pub fn build(settings: ClientBuilder) -> Result<Self, RequestError> {
        let user_agent = concat!("city-library/", env!("CARGO_PKG_VERSION"));
        Ok(Self(settings.user_agent(user_agent).header("X-Api-Version", "2026-03-01").build()?))
    }
}

impl AsRef<Client> for CityLibrary {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}
