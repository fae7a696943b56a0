// #[endpoint(PUT "/shelves/<shelf>/<section>")]
// pub fn fill<T: Serialize, R: DeserializeOwned>(
//     shelf: &str,
//     section: impl Display,
//     title: impl Into<String>,
//     author: Cow<'_, str>,
//     note: Option<impl Into<String>>,
//     #[query] content: T,
// ) -> R
// where
//     T: Clone;

/// `PUT /shelves/<shelf>/<section>`
pub fn fill<'a, T: Serialize, R: DeserializeOwned, ImplSection: Display>(
    shelf: &'a str,
    section: ImplSection,
    title: impl Into<String>,
    author: Cow<'a, str>,
    content: T,
) -> Fill<'a, T, R, ImplSection>
where
    T: Clone,
{
    ::sigpost::__editor! {
        PUT;; query; shelf section
    }
    Fill {
        shelf,
        section,
        title: ::core::convert::Into::into(title),
        author,
        note: ::core::option::Option::None,
        content,
        __unused: ::core::marker::PhantomData,
    }
}
/// A request to [`fill`](fill()): `PUT /shelves/<shelf>/<section>`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct Fill<'a, T: Serialize, R: DeserializeOwned, ImplSection: Display>
where
    T: Clone,
{
    shelf: &'a str,
    section: ImplSection,
    title: String,
    author: Cow<'a, str>,
    note: ::core::option::Option<String>,
    content: T,
    __unused: ::core::marker::PhantomData<fn() -> (R,)>,
}
#[allow(dead_code)]
impl<
    'a,
    T: Serialize,
    R: DeserializeOwned,
    ImplSection: Display,
> Fill<'a, T, R, ImplSection>
where
    T: Clone,
{
    /// Sets the member `note` of the body, which is left out otherwise.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = ::core::option::Option::Some(::core::convert::Into::into(note));
        self
    }
}
impl<'a, T: Serialize, R: DeserializeOwned, ImplSection: Display> ::core::fmt::Debug
for Fill<'a, T, R, ImplSection>
where
    T: Clone,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl<'a, T: Serialize, R: DeserializeOwned, ImplSection: Display> ::core::cmp::PartialEq
for Fill<'a, T, R, ImplSection>
where
    T: Clone,
{
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl<'a, T: Serialize, R: DeserializeOwned, ImplSection: Display> ::sigpost::Endpoint
for Fill<'a, T, R, ImplSection>
where
    T: Clone,
{
    type Output = R;
    type Error = ::core::convert::Infallible;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "fill",
            "PUT",
            "/shelves/<shelf>/<section>",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                    "shelf",
                    ::sigpost::spec::Place::Path,
                ),
                ::sigpost::spec::ParameterSpec::new(
                    "section",
                    ::sigpost::spec::Place::Path,
                ),
                ::sigpost::spec::ParameterSpec::new(
                    "title",
                    ::sigpost::spec::Place::Field,
                ),
                ::sigpost::spec::ParameterSpec::new(
                    "author",
                    ::sigpost::spec::Place::Field,
                ),
                ::sigpost::spec::ParameterSpec::new(
                        "note",
                        ::sigpost::spec::Place::Field,
                    )
                    .optional(),
                ::sigpost::spec::ParameterSpec::new(
                    "content",
                    ::sigpost::spec::Place::Query,
                ),
            ],
        );
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::whole();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.path(&[&self.shelf, &self.section]);
        request.query("content", &self.content);
        request.field("title", &self.title);
        request.field("author", &self.author);
        request.optional_field("note", &self.note);
    }
}
