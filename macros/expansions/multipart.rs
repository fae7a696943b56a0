// /// Uploads images.
// #[endpoint(POST "/images", multipart)]
// pub async fn upload_images(
//     prompt: String,
//     #[field(style = brackets)] image: Vec<Part>,
//     mask: Option<Part>,
//     #[field(style = json)] tags: Option<Vec<String>>,
// );

/// Uploads images.
///
/// `POST /images`
pub fn upload_images(prompt: String, image: Vec<Part>) -> UploadImages {
    ::sigpost::__editor! {
        POST; multipart; field field;
    }
    UploadImages {
        prompt,
        image,
        mask: ::core::option::Option::None,
        tags: ::core::option::Option::None,
    }
}
/// A request to [`upload_images`](upload_images()): `POST /images`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct UploadImages {
    prompt: String,
    image: Vec<Part>,
    mask: ::core::option::Option<Part>,
    tags: ::core::option::Option<Vec<String>>,
}
#[allow(dead_code)]
impl UploadImages {
    /// Sets the member `mask` of the body, which is left out otherwise.
    pub fn mask(mut self, mask: Part) -> Self {
        self.mask = ::core::option::Option::Some(mask);
        self
    }
    /// Sets the member `tags` of the body, which is left out otherwise.
    pub fn tags(mut self, tags: Vec<String>) -> Self {
        self.tags = ::core::option::Option::Some(tags);
        self
    }
}
impl ::core::fmt::Debug for UploadImages {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl ::core::cmp::PartialEq for UploadImages {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl ::sigpost::Endpoint for UploadImages {
    type Output = ();
    type Error = ::core::convert::Infallible;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "upload_images",
            "POST",
            "/images",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                    "prompt",
                    ::sigpost::spec::Place::Field,
                ),
                ::sigpost::spec::ParameterSpec::new(
                    "image",
                    ::sigpost::spec::Place::Field,
                ),
                ::sigpost::spec::ParameterSpec::new(
                        "mask",
                        ::sigpost::spec::Place::Field,
                    )
                    .optional(),
                ::sigpost::spec::ParameterSpec::new(
                        "tags",
                        ::sigpost::spec::Place::Field,
                    )
                    .optional(),
            ],
        )
        .encoding(::sigpost::spec::Encoding::Multipart)
        .docs("Uploads images.");
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::nothing();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.part("prompt", &self.prompt);
        request.part_styled("image", ::sigpost::ListStyle::Brackets, &self.image);
        request.optional_part("mask", &self.mask);
        request.optional_part_styled("tags", ::sigpost::ListStyle::Json, &self.tags);
    }
}
