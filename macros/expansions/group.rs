// #[endpoints(rename_all = "camelCase", scopes("users:read"))]
// pub mod users {
//     use sigpost::endpoint;
//     #[endpoint(GET "/users")]
//     pub async fn list_users(page_size: u32) -> Vec<User>;
//     pub mod admins {
//         #[sigpost::endpoint(GET "/admins", rename_all = "kebab-case",)]
//         pub fn list_admins(page_size: u32);
//     }
// }

pub mod users {
    use sigpost::endpoint;
    #[endpoint(GET "/users", group(rename_all = "camelCase", scopes("users:read")))]
    pub async fn list_users(page_size: u32) -> Vec<User>;
    pub mod admins {
        #[sigpost::endpoint(
            GET
            "/admins",
            rename_all = "kebab-case",
            group(rename_all = "camelCase", scopes("users:read"))
        )]
        pub fn list_admins(page_size: u32);
    }
}
