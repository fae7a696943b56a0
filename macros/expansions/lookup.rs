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
            Self::Id(value) => path.value(value),
            Self::Identifier(value) => path.lookup("identifier", value),
            Self::SubDomain(value) => path.lookup("subdomain", value),
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
                ::sigpost::__private::serialize_lookup(serializer, "id", value)
            }
            Self::Identifier(value) => {
                ::sigpost::__private::serialize_lookup(serializer, "identifier", value)
            }
            Self::SubDomain(value) => {
                ::sigpost::__private::serialize_lookup(serializer, "subdomain", value)
            }
        }
    }
}
