//! The steps of the story and their order. How an invite looks on a page stands in `page`.

mod errors;
mod page;
mod successes;

use std::process::ExitCode;

use sigpost::{Client, RequestError};
use sigpost_examples::krystal_identity::api::OrganizationLookup;
use sigpost_examples::krystal_identity::server::Server;
use sigpost_examples::stage::{self, Stage};

/// Where the story plays.
pub(crate) struct Target {
    pub(crate) base_url: String,
    pub(crate) token: String,
    /// An identifier.
    pub(crate) organization: String,
    pub(crate) email: String,
}

/// All that the steps need.
pub(crate) struct Story {
    target: Target,
    identity: Client,
    /// The server that was started for the story; none where it plays against an installation.
    server: Option<Server>,
}

impl Story {
    /// A story about an installation, or about a server of its own.
    pub(crate) fn new(target: Target, server: Option<Server>) -> Result<Self, RequestError> {
        let identity = Client::builder(&target.base_url).bearer_token(&target.token).build()?;
        Ok(Self { target, identity, server })
    }

    /// Runs all steps. Succeeds only if each came out as it should.
    pub(crate) async fn tell(self) -> ExitCode {
        stage::say(format_args!("Krystal Identity at {}", self.target.base_url));
        let mut stage = Stage::default();
        self.organizations(&mut stage).await;
        self.invitation(&mut stage).await;
        self.large_set(&mut stage).await;
        self.life_of_an_invite(&mut stage).await;
        self.user(&mut stage).await;
        self.declared_errors(&mut stage).await;
        self.undeclared_errors(&mut stage).await;
        self.refused_value(&mut stage).await;
        self.dead_server(&mut stage).await;
        stage.close()
    }

    fn organization(&self) -> OrganizationLookup {
        OrganizationLookup::Identifier(self.target.organization.clone())
    }

    /// Another client of the same server.
    fn client(&self, base_url: &str, token: &str) -> Result<Client, RequestError> {
        Client::builder(base_url).bearer_token(token).build()
    }
}
