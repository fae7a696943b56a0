//! The endpoints that list and show organizations. Their invites are in `invites`.

use serde::Serialize;

use super::super::arguments::ArgumentSet;
use super::super::data::{Data, Organization};
use super::super::error::Error;
use super::super::lookup;
use super::super::pagination::{PAGE, PER_PAGE, Pagination, paginate};
use super::{Body, Call};

pub(super) static LIST_ARGUMENTS: ArgumentSet = ArgumentSet::new(
    "KrystalIdentity/Endpoints/Organizations/ListEndpoint/BaseArgumentSet",
    &[PAGE, PER_PAGE],
);

pub(super) static INFO_ARGUMENTS: ArgumentSet = ArgumentSet::new(
    "KrystalIdentity/Endpoints/Organizations/InfoEndpoint/BaseArgumentSet",
    &[lookup::ORGANIZATION],
);

pub(super) fn list(data: &mut Data, call: &Call<'_>) -> Result<Body, Error> {
    #[derive(Serialize)]
    struct Answer<'a> {
        organizations: Vec<&'a Organization>,
        pagination: Pagination,
    }
    let (organizations, pagination) = paginate(data.organizations.iter(), call.arguments);
    Body::new(&Answer { organizations, pagination })
}

pub(super) fn info(data: &mut Data, call: &Call<'_>) -> Result<Body, Error> {
    #[derive(Serialize)]
    struct Answer<'a> {
        organization: &'a Organization,
    }
    Body::new(&Answer { organization: lookup::organization(data, call.arguments)? })
}
