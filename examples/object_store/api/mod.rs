//! The API as its documentation has it: one annotation for each endpoint. The types stand in `types`, what errors are in
//! `errors`.

mod errors;
mod types;

use std::collections::BTreeMap;

use sigpost::http::Response;
use sigpost::{Bytes, Lines, NdJson, Part, StreamBody, Text, endpoint, endpoints};

pub use self::errors::{Precondition, StoreErrors, Subject, Xml};
pub use self::objects::*;
pub use self::types::{
    Bucket, ByteRange, Copied, Deletion, Download, Folder, Key, Object, Overwrite, Signature, Visibility,
};

/// What is about buckets and the objects in them.
#[endpoints(errors(StoreErrors))]
mod objects {
    use super::*;

    /// Lists the buckets. Nothing says how many there are: the page behind the last one is empty.
    #[endpoint(GET "/buckets", paginate(page))]
    pub async fn list_buckets(page: Option<u32>) -> Vec<Bucket>;

    /// Lists the objects of a bucket by their keys. Nothing says how many there are: the last page is not full.
    #[endpoint(GET "/buckets/<bucket>/objects", paginate(offset, size = limit))]
    pub async fn list_objects(
        bucket: &str,
        prefix: Option<&str>,
        offset: Option<u64>,
        limit: Option<u32>,
    ) -> Vec<Object>;

    /// Lists what is in a folder; without a name, in the topmost one.
    #[endpoint(GET "/buckets/<bucket>/folders/<folder..>")]
    pub async fn list_folder(bucket: &str, #[path(allow_empty)] folder: &str) -> Folder;

    /// Puts an object there: bytes at hand, a file, or any stream, as its bytes come. `if_match` is the `ETag` of what it replaces; `if_none_match` is `*` for an
    /// object that must be new.
    #[endpoint(
        PUT "/buckets/<bucket>/objects/<key..>",
        timeout = "10m",
        errors("PreconditionFailed" = 412 => Precondition),
    )]
    pub async fn put_object(
        bucket: &str,
        key: &str,
        #[body] content: impl Into<StreamBody>,
        #[header] content_type: &str,
        #[header(style = comma)] cache_tags: Option<&[&str]>,
        #[header] if_match: Option<&str>,
        #[header] if_none_match: Option<&str>,
    ) -> Response<()>;

    /// Puts an object there with what is known of it, and with pictures of it.
    #[endpoint(POST "/buckets/<bucket>/uploads", multipart, timeout = "10m")]
    pub async fn upload(
        bucket: &str,
        key: &str,
        visibility: Visibility,
        labels: BTreeMap<&str, &str>,
        content: Part,
        previews: Option<Vec<Part>>,
    ) -> Object;

    /// Says what there is to know of an object: `ETag`, `Content-Length`, and so on.
    #[endpoint(HEAD "/buckets/<bucket>/objects/<key..>")]
    pub async fn head_object(bucket: &str, key: &str) -> Response<()>;

    /// Gives an object as it comes: all of it, a part, or nothing where the caller has it already.
    #[endpoint(GET "/buckets/<bucket>/objects/<key..>")]
    pub async fn get_object(
        bucket: &str,
        key: &str,
        #[header] range: Option<ByteRange>,
        #[header] if_range: Option<&str>,
        #[header] if_none_match: Option<&str>,
    ) -> Download;

    /// Gives a small object.
    #[endpoint(GET "/buckets/<bucket>/objects/<key..>")]
    pub async fn get_bytes(bucket: &str, key: &str) -> Response<Bytes>;

    /// Copies an object to another key, which is written `bucket/key`.
    #[endpoint(
        method("COPY") "/buckets/<bucket>/objects/<key..>",
        idempotent,
        errors("PreconditionFailed" = 412 => Precondition),
    )]
    pub async fn copy_object(
        bucket: &str,
        key: &str,
        #[header] destination: &str,
        #[header] overwrite: Option<Overwrite>,
    ) -> Copied;

    /// Removes an object from the caches in front of the store.
    #[endpoint(method("PURGE") "/buckets/<bucket>/objects/<key..>", idempotent)]
    pub async fn purge_object(bucket: &str, key: &str);

    /// Removes an object.
    #[endpoint(
        DELETE "/buckets/<bucket>/objects/<key..>",
        errors("PreconditionFailed" = 412 => Precondition),
    )]
    pub async fn delete_object(bucket: &str, key: &str, #[header] if_match: Option<&str>);

    /// Removes many objects, and says of each what became of it.
    #[endpoint(POST "/buckets/<bucket>/deletions")]
    pub async fn delete_objects(bucket: &str, #[body] keys: NdJson<&[Key]>) -> Lines<Deletion>;

    /// Signs an address that anyone can get an object from for a while. Gives where that is, and the signature.
    #[endpoint(POST "/buckets/<bucket>/signatures", returns(base, signature))]
    pub async fn presign(bucket: &str, key: &str, seconds: u32) -> (String, Signature);

    /// Gives an object to anyone who has a signature, from where [`presign`] says: `Call::base`.
    #[endpoint(GET "/<bucket>/<key..>?<signature..>", auth(none))]
    pub async fn get_presigned(bucket: &str, key: &str, #[sensitive] signature: &Signature) -> Bytes;
}

/// Begins a session of the console, whose name comes in a cookie.
#[endpoint(POST "/console/sessions", form, auth(none), errors(Unauthorized = 401))]
pub async fn create_session(user: &str, #[sensitive] password: &str) -> Response<()>;

/// Says how much is stored, for people to read.
#[endpoint(GET "/console/usage", auth(none), errors(Unauthorized = 401))]
pub async fn get_usage(
    #[cookie]
    #[sensitive]
    session: &str,
) -> Text;
