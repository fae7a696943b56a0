// /// Changes a customer.
// #[endpoint(POST "/customers/<customer>", form)]
// pub async fn update_customer(
//     customer: &str,
//     name: &str,
//     email: Option<Option<String>>,
//     #[field(style = brackets)] expand: Option<Vec<String>>,
//     #[query] dry_run: Option<bool>,
// ) -> Customer;

/// Changes a customer.
///
/// `POST /customers/<customer>`
pub fn update_customer<'a>(customer: &'a str, name: &'a str) -> UpdateCustomer<'a> {
    ::sigpost::__editor! {
        POST; form; field query; customer
    }
    UpdateCustomer {
        customer,
        name,
        email: ::core::option::Option::None,
        expand: ::core::option::Option::None,
        dry_run: ::core::option::Option::None,
    }
}
/// A request to [`update_customer`](update_customer()): `POST /customers/<customer>`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct UpdateCustomer<'a> {
    customer: &'a str,
    name: &'a str,
    email: ::core::option::Option<Option<String>>,
    expand: ::core::option::Option<Vec<String>>,
    dry_run: ::core::option::Option<bool>,
}
#[allow(dead_code)]
impl<'a> UpdateCustomer<'a> {
    /// Sets the member `email` of the body, which is left out otherwise.
    pub fn email(mut self, email: Option<String>) -> Self {
        self.email = ::core::option::Option::Some(email);
        self
    }
    /// Sets the member `expand` of the body, which is left out otherwise.
    pub fn expand(mut self, expand: Vec<String>) -> Self {
        self.expand = ::core::option::Option::Some(expand);
        self
    }
    /// Sets the query pair `dry_run`, which is left out otherwise.
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = ::core::option::Option::Some(dry_run);
        self
    }
}
impl<'a> ::core::fmt::Debug for UpdateCustomer<'a> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl<'a> ::core::cmp::PartialEq for UpdateCustomer<'a> {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl<'a> ::sigpost::Endpoint for UpdateCustomer<'a> {
    type Output = Customer;
    type Error = ::core::convert::Infallible;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "update_customer",
            "POST",
            "/customers/<customer>",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                    "customer",
                    ::sigpost::spec::Place::Path,
                ),
                ::sigpost::spec::ParameterSpec::new(
                    "name",
                    ::sigpost::spec::Place::Field,
                ),
                ::sigpost::spec::ParameterSpec::new(
                        "email",
                        ::sigpost::spec::Place::Field,
                    )
                    .optional(),
                ::sigpost::spec::ParameterSpec::new(
                        "expand",
                        ::sigpost::spec::Place::Field,
                    )
                    .optional(),
                ::sigpost::spec::ParameterSpec::new(
                        "dry_run",
                        ::sigpost::spec::Place::Query,
                    )
                    .optional(),
            ],
        )
        .encoding(::sigpost::spec::Encoding::Form)
        .docs("Changes a customer.");
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::whole();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.path(&[&self.customer]);
        request.query("dry_run", &self.dry_run);
        request.form_field("name", &self.name);
        request.form_field("email", &self.email);
        request
            .form_field_styled("expand", ::sigpost::ListStyle::Brackets, &self.expand);
    }
}
