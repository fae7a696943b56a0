//! The API as its documentation has it: one annotation for each endpoint, each a method of [`GitHost`]; types and errors
//! beside them.

mod errors;
mod types;

use sigpost::{Client, endpoints};

pub use self::endpoints::*;
pub use self::errors::{ApiErrors, FieldError, Invalid, LimitErrors};
pub use self::types::{
    Archive, Asset, Comparison, ComparisonStatus, Conditional, Contents, Contributor, Contributors, Diff,
    Entry, Issue, IssueState, PatchFormat, RateLimit, Release, Repository, RepositoryKind, Whether,
};

/// The API of one installation, for whoever the client has credentials of.
#[derive(Clone, Debug)]
pub struct GitHost(Client);

impl From<Client> for GitHost {
    fn from(client: Client) -> Self {
        Self(client)
    }
}

impl AsRef<Client> for GitHost {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}

#[endpoints(
    headers("Accept" = "application/vnd.github+json", "X-GitHub-Api-Version" = "2022-11-28"),
    errors = ApiErrors
)]
mod endpoints {
    use sigpost::{ByteStream, Bytes, Text, endpoint};

    use super::*;

    /// Lists the repositories of an organization.
    #[endpoint(GET "/orgs/<org>/repos", paginate(link))]
    pub async fn list_repositories(
        self: &GitHost,
        org: &str,
        #[rename("type")] kind: Option<RepositoryKind>,
        per_page: Option<u8>,
        page: Option<u32>,
    ) -> Vec<Repository>;

    /// Finds repositories.
    #[endpoint(
        GET "/search/repositories?q=<query>&<per_page>",
        returns(items),
        paginate(link),
        errors(ValidationFailed = 422 => Invalid)
    )]
    pub async fn search_repositories(self: &GitHost, query: &str, per_page: Option<u8>) -> Vec<Repository>;

    /// Gives a repository, unless it is as the caller has seen it.
    #[endpoint(GET "/repos/<owner>/<repo>")]
    pub async fn get_repository(
        self: &GitHost,
        owner: &str,
        repo: &str,
        #[header] if_none_match: Option<&str>,
    ) -> Conditional;

    /// Gives a repository by its id.
    #[deprecated(note = "ids are no part of any address; use `get_repository`")]
    #[endpoint(GET "/repositories/<id>")]
    pub async fn get_repository_by_id(self: &GitHost, id: u64) -> Repository;

    /// Says who contributed how much.
    #[endpoint(GET "/repos/<owner>/<repo>/stats/contributors")]
    pub async fn count_contributions(self: &GitHost, owner: &str, repo: &str) -> Contributors;

    /// Says whether the caller has starred a repository.
    #[endpoint(GET "/user/starred/<owner>/<repo>")]
    pub async fn is_starred(self: &GitHost, owner: &str, repo: &str) -> Whether;

    /// Stars a repository.
    #[endpoint(PUT "/user/starred/<owner>/<repo>")]
    pub async fn star(self: &GitHost, owner: &str, repo: &str);

    /// Takes the star back.
    #[endpoint(DELETE "/user/starred/<owner>/<repo>")]
    pub async fn unstar(self: &GitHost, owner: &str, repo: &str);

    /// Says whether a pull request is merged.
    #[endpoint(GET "/repos/<owner>/<repo>/pulls/<number>/merge")]
    pub async fn is_merged(self: &GitHost, owner: &str, repo: &str, number: u64) -> Whether;

    /// Merges a pull request, and gives the commit.
    #[endpoint(
        PUT "/repos/<owner>/<repo>/pulls/<number>/merge",
        returns(sha),
        errors(NotMergeable = 405, HeadChanged = 409)
    )]
    pub async fn merge(self: &GitHost, owner: &str, repo: &str, number: u64, sha: Option<&str>) -> String;

    /// Compares two commits, or branches.
    #[endpoint(GET "/repos/<owner>/<repo>/compare/<base>...<head>")]
    pub async fn compare(self: &GitHost, owner: &str, repo: &str, base: &str, head: &str) -> Comparison;

    /// Compares two commits, and says what changed.
    #[endpoint(
        GET "/repos/<owner>/<repo>/compare/<base>...<head>",
        headers("Accept" = "application/vnd.github.diff")
    )]
    pub async fn compare_as_diff(self: &GitHost, owner: &str, repo: &str, base: &str, head: &str) -> Diff;

    /// Gives a commit as a text.
    #[endpoint(GET "/repos/<owner>/<repo>/git/commits/<sha>.<format>", headers("Accept" = "text/plain"))]
    pub async fn get_patch(self: &GitHost, owner: &str, repo: &str, sha: &str, format: PatchFormat) -> Diff;

    /// Gives what is at a path: a directory's entries, or one entry. The path of the uppermost directory is empty.
    #[endpoint(GET "/repos/<owner>/<repo>/contents/<path..>?ref=<reference>")]
    pub async fn get_contents(
        self: &GitHost,
        owner: &str,
        repo: &str,
        #[path(allow_empty)] path: &str,
        reference: Option<&str>,
    ) -> Contents;

    /// Gives the bytes of a file.
    #[endpoint(
        GET "/repos/<owner>/<repo>/contents/<path..>?ref=<reference>",
        headers("Accept" = "application/vnd.github.raw+json")
    )]
    pub async fn get_file(
        self: &GitHost,
        owner: &str,
        repo: &str,
        path: &str,
        reference: Option<&str>,
    ) -> Bytes;

    /// Writes a file, and gives its hash and that of the commit. What is there already is only overwritten by whoever knows its hash.
    #[endpoint(
        PUT "/repos/<owner>/<repo>/contents/<path..>",
        returns(content.sha, commit.sha),
        errors(Conflict = 409, ValidationFailed = 422 => Invalid)
    )]
    pub async fn write_file(
        self: &GitHost,
        owner: &str,
        repo: &str,
        path: &str,
        message: &str,
        content: &str,
        sha: Option<&str>,
    ) -> (String, String);

    /// Removes a file, and gives the commit.
    #[endpoint(
        DELETE "/repos/<owner>/<repo>/contents/<path..>",
        returns(commit.sha),
        errors(Conflict = 409)
    )]
    pub async fn remove_file(
        self: &GitHost,
        owner: &str,
        repo: &str,
        path: &str,
        #[field] message: &str,
        #[field] sha: &str,
    ) -> String;

    /// Says where the archive of a branch, tag, or commit is.
    #[endpoint(GET "/repos/<owner>/<repo>/tarball/<reference..>")]
    pub async fn find_archive(self: &GitHost, owner: &str, repo: &str, reference: &str) -> Archive;

    /// Downloads the archive of a branch, tag, or commit from the other host that it is on, which does not see the token.
    #[endpoint(
        GET "/repos/<owner>/<repo>/tarball/<reference..>",
        headers("Accept" = "*/*"),
        redirects = 1
    )]
    pub async fn download_archive(self: &GitHost, owner: &str, repo: &str, reference: &str) -> ByteStream;

    /// Opens an issue.
    #[endpoint(POST "/repos/<owner>/<repo>/issues", errors(ValidationFailed = 422 => Invalid))]
    pub async fn open_issue(
        self: &GitHost,
        owner: &str,
        repo: &str,
        title: &str,
        labels: Option<&[&str]>,
        milestone: Option<u64>,
    ) -> Issue;

    /// Changes what is given of an issue. A milestone of `None` takes it out of the one that it is in.
    #[endpoint(PATCH "/repos/<owner>/<repo>/issues/<number>", errors(ValidationFailed = 422 => Invalid))]
    pub async fn change_issue(
        self: &GitHost,
        owner: &str,
        repo: &str,
        number: u64,
        title: Option<&str>,
        state: Option<IssueState>,
        milestone: Option<Option<u64>>,
    ) -> Issue;

    /// Makes a release of a tag.
    #[endpoint(POST "/repos/<owner>/<repo>/releases", errors(ValidationFailed = 422 => Invalid))]
    pub async fn create_release(
        self: &GitHost,
        owner: &str,
        repo: &str,
        tag_name: &str,
        draft: Option<bool>,
    ) -> Release;

    /// Adds a file to a release. Uploads have a host of their own.
    #[endpoint(
        POST "/repos/<owner>/<repo>/releases/<release>/assets?<name>",
        base = "https://uploads.example.com",
        timeout = "10m",
        errors(ValidationFailed = 422 => Invalid)
    )]
    pub async fn upload_asset(
        self: &GitHost,
        owner: &str,
        repo: &str,
        release: u64,
        name: &str,
        #[header] content_type: &str,
        #[body] content: impl Into<Bytes>,
    ) -> Asset;

    /// Says whose a token is, to the application that it was made for.
    #[endpoint(POST "/applications/<client>/token", returns(user.login), auth(application))]
    pub async fn check_token(self: &GitHost, client: &str, #[sensitive] access_token: &str) -> String;

    /// Says something wise, to anyone.
    #[endpoint(GET "/zen", auth(none), headers("Accept" = "text/plain"))]
    pub async fn say_something_wise(self: &GitHost) -> Text;
}
