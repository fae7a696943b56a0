//! Errors that are many, and errors that nobody has documented.

use serde::Deserialize;
use sigpost::{Endpoint, Error, ErrorSet, endpoint};

use crate::{answer, sent, target};

#[derive(Debug, Deserialize, PartialEq)]
struct PermissionDenied {
    details: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct ValidationErrors {
    errors: Vec<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct RateLimit {
    total_permitted: u64,
}

/// What every operation of Katapult can answer.
#[derive(Debug, ErrorSet)]
enum GeneralErrors {
    #[error(invalid_api_token = 403)]
    InvalidApiToken(sigpost::Declared),
    #[error(permission_denied = 403)]
    PermissionDenied(sigpost::Declared<PermissionDenied>),
    #[error(rate_limit_reached = 429)]
    RateLimitReached(sigpost::Declared<RateLimit>),
    #[error(503)]
    Maintenance(sigpost::Declared),
}

#[endpoint(
    POST "/organizations/organization/virtual_machines/build",
    returns(virtual_machine_build),
    errors(
        validation_error = 422 => ValidationErrors,
        missing_parameter = 422,
        location_required = 422,
        organization_not_found = 404,
        zone_not_found = 404,
        package_not_found = 404,
        organization_not_activated = 403,
        organization_suspended = 403,
        unknown_request = 400,
        GeneralErrors,
    )
)]
#[expect(dead_code, reason = "only its types are used")]
async fn build_virtual_machine(package: &str) -> String;

/// Katapult: `POST .../virtual_machines/build`. The code tells them apart, each with a detail of its own.
#[test]
fn several_errors_per_status() {
    use BuildVirtualMachineError as E;

    let error = |status, code: &str, detail: &str| {
        let body = format!(r#"{{"error":{{"code":"{code}","description":"d","detail":{detail}}}}}"#);
        match BuildVirtualMachine::decode(answer(status, &[], body)) {
            Err(Error::Declared(error)) => error,
            other => panic!("{other:?}"),
        }
    };
    assert!(matches!(error(404, "zone_not_found", "{}"), E::ZoneNotFound(_)));
    assert!(matches!(error(404, "package_not_found", "{}"), E::PackageNotFound(_)));
    assert!(matches!(error(403, "organization_suspended", "{}"), E::OrganizationSuspended(_)));
    let E::ValidationError(invalid) = error(422, "validation_error", r#"{"errors":["too small"]}"#) else {
        panic!("a validation error is expected")
    };
    assert_eq!(invalid.detail, ValidationErrors { errors: vec!["too small".into()] });
    assert!(matches!(error(422, "location_required", "{}"), E::LocationRequired(_)));
    let E::GeneralErrors(GeneralErrors::PermissionDenied(denied)) =
        error(403, "permission_denied", r#"{"details":"no"}"#)
    else {
        panic!("a denied permission is expected")
    };
    assert_eq!(denied.detail.details.as_deref(), Some("no"));
    let E::GeneralErrors(GeneralErrors::RateLimitReached(limit)) =
        error(429, "rate_limit_reached", r#"{"total_permitted":60}"#)
    else {
        panic!("a limit is expected")
    };
    assert_eq!(limit.detail.total_permitted, 60);
    // Without a code that is declared, the status decides, where it is declared alone.
    let maintenance = BuildVirtualMachine::decode(answer(503, &[], "<html>"));
    assert!(matches!(maintenance, Err(Error::Declared(E::GeneralErrors(GeneralErrors::Maintenance(_))))));
    let route = answer(404, &[], r#"{"error":{"code":"route_not_found","description":"d","detail":{}}}"#);
    assert!(matches!(BuildVirtualMachine::decode(route), Err(Error::Undeclared(_))));
}

#[endpoint(GET "/sys/health")]
async fn get_health(#[rename("standbyok")] standby_ok: Option<bool>) -> Option<serde_json::Value>;
#[endpoint(POST "/sys/seal")]
async fn seal();

/// Vault, Kubernetes, Keycloak, Elasticsearch: neither answers nor errors are described. What came is there all the same.
#[test]
fn nothing_documented() {
    assert_eq!(target(get_health().standby_ok(true)), "GET /sys/health?standbyok=true");
    let health = GetHealth::decode(answer(200, &[], r#"{"sealed":false}"#)).unwrap().unwrap();
    assert_eq!(health["sealed"], false);
    assert_eq!(GetHealth::decode(answer(204, &[], "")).unwrap(), None);
    assert_eq!(sent(seal()), "POST /sys/seal\ncontent-length: 0");
    for (status, body) in [(204, ""), (200, "anything")] {
        Seal::decode(answer(status, &[], body)).unwrap();
    }
    let error = GetHealth::decode(answer(473, &["x-vault: 1"], r#"{"errors":["permission denied"]}"#));
    let Err(Error::Undeclared(response)) = error else { panic!("{error:?}") };
    assert_eq!((response.status().as_u16(), response.code(), response.message()), (473, None, None));
    assert_eq!(response.headers()["x-vault"], "1");
    let errors: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(errors["errors"][0], "permission denied");
}
