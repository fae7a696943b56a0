// #[endpoint(POST "/chat", fields(stream = true, "n-best" = 2, temperature = -0.5, mode = "chat"))]
// pub async fn stream_chat(#[body] request: ChatRequest) -> Events<Delta>;

/// `POST /chat`
pub fn stream_chat(request: ChatRequest) -> StreamChat {
    ::sigpost::__editor! {
        POST; fields; body;
    }
    StreamChat { request }
}
/// A request to [`stream_chat`](stream_chat()): `POST /chat`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct StreamChat {
    request: ChatRequest,
}
impl ::core::fmt::Debug for StreamChat {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl ::core::cmp::PartialEq for StreamChat {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl ::sigpost::Endpoint for StreamChat {
    type Output = Events<Delta>;
    type Error = ::core::convert::Infallible;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "stream_chat",
            "POST",
            "/chat",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                    "request",
                    ::sigpost::spec::Place::Body,
                ),
            ],
        );
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::whole();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.body("request", &self.request);
        request.body_member("stream", &true);
        request.body_member("n-best", &2i64);
        request.body_member("temperature", &-0.5);
        request.body_member("mode", &"chat");
    }
}
