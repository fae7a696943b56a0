//! How an application takes the errors of the endpoints that it calls: as the reasons of its own.

use sigpost::{Bound as _, Error};

use crate::git_hosting::api::{Asset, CreateReleaseError, GitHost, UploadAssetError};

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub(super) enum PublishError {
    /// What is wrong with the release is said in full.
    #[error("the release was refused because of its `{field}`: {code}")]
    Refused { field: String, code: String },
    #[error("the release could not be made")]
    Release(#[source] Error<CreateReleaseError>),
    #[error("the release has no file")]
    Upload(#[from] Error<UploadAssetError>),
}

/// A fault that the application knows becomes an error of its own, any other is kept as the source.
impl From<Error<CreateReleaseError>> for PublishError {
    fn from(error: Error<CreateReleaseError>) -> Self {
        match error {
            Error::Declared(CreateReleaseError::ValidationFailed(mut invalid)) => {
                match invalid.detail.errors.pop() {
                    Some(fault) => Self::Refused { field: fault.field, code: fault.code },
                    None => Self::Release(Error::Declared(CreateReleaseError::ValidationFailed(invalid))),
                }
            }
            error => Self::Release(error),
        }
    }
}

/// Makes a release with one file.
pub(super) async fn publish(host: &GitHost, files: &str, tag: &str) -> Result<Asset, PublishError> {
    let release = host.create_release("acme", "rocket", tag).draft(false).await?;
    let name = format!("rocket {}.tar.gz", release.tag_name);
    let content = vec![0x1f, 0x8b, 8, 0];
    let upload = host.upload_asset("acme", "rocket", release.id, &name, "application/gzip", content);
    Ok(upload.base(files).await?)
}
