//! A size where the answer says what follows.

use sigpost::endpoint;

#[endpoint(GET "/users", paginate(cursor = after, size = limit))]
pub async fn list_users(after: Option<String>, limit: Option<u32>) -> (Vec<String>, Option<String>);

fn main() {
    let _ = list_users();
}
