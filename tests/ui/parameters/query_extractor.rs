use sigpost::endpoint;

pub struct Filter;

#[endpoint(GET "/users")]
pub async fn list_users(Query(filter): Query<Filter>);

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users(Filter)
    }
}

fn main() {}
