// #[derive(Lookup)]
// pub enum OrganizationLookup<'a> {
//     Id(u64),
//     Identifier(&'a str),
//     #[rename("subdomain")]
//     SubDomain(String),
// }

impl<'a> ::sigpost::Lookup for OrganizationLookup<'a> {
    const MEMBERS: &'static [&'static str] = &["id", "identifier", "subdomain"];
}
impl<'a> ::sigpost::PathParam for OrganizationLookup<'a> {
    fn encode_path(&self, path: &mut ::sigpost::PathEncoder<'_>) {
        match self {
            Self::Id(value) => ::sigpost::__private::LookupValue::in_path(value, path),
            Self::Identifier(value) => {
                ::sigpost::__private::LookupValue::looked_up(value, path, "identifier")
            }
            Self::SubDomain(value) => {
                ::sigpost::__private::LookupValue::looked_up(value, path, "subdomain")
            }
        }
    }
}
impl<'a> ::sigpost::__private::serde::Serialize for OrganizationLookup<'a> {
    fn serialize<S: ::sigpost::__private::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        match self {
            Self::Id(value) => {
                ::sigpost::__private::LookupValue::in_body(value, serializer, "id")
            }
            Self::Identifier(value) => {
                ::sigpost::__private::LookupValue::in_body(
                    value,
                    serializer,
                    "identifier",
                )
            }
            Self::SubDomain(value) => {
                ::sigpost::__private::LookupValue::in_body(
                    value,
                    serializer,
                    "subdomain",
                )
            }
        }
    }
}
