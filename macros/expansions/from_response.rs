// #[derive(FromResponse)]
// pub enum Export<T> {
//     #[status(2XX)]
//     Ready(http::Response<T>),
//     #[status(202, 425)]
//     Pending,
//     #[status(206)]
//     Part(ByteStream),
//     #[status(302)]
//     Elsewhere(http::Response<()>),
// }

#[automatically_derived]
impl<T: ::sigpost::FromJson> ::sigpost::FromResponse<::sigpost::kind::Json>
for Export<T> {
    const ACCEPT: &'static str = <http::Response<
        T,
    > as ::sigpost::FromResponse<_>>::ACCEPT;
    const STATUSES: &'static [::sigpost::spec::StatusPattern] = &[
        ::sigpost::spec::StatusPattern::Class(2),
        ::sigpost::spec::StatusPattern::Exact(202),
        ::sigpost::spec::StatusPattern::Exact(425),
        ::sigpost::spec::StatusPattern::Exact(206),
        ::sigpost::spec::StatusPattern::Exact(302),
    ];
    const STREAMED: ::sigpost::Streamed = ::sigpost::Streamed::ByStatus(
        &[
            (
                ::sigpost::spec::StatusPattern::Class(2),
                <http::Response<T> as ::sigpost::FromResponse<_>>::STREAMED,
            ),
            (::sigpost::spec::StatusPattern::Exact(202), ::sigpost::Streamed::Never),
            (::sigpost::spec::StatusPattern::Exact(425), ::sigpost::Streamed::Never),
            (
                ::sigpost::spec::StatusPattern::Exact(206),
                <ByteStream as ::sigpost::FromResponse<_>>::STREAMED,
            ),
            (
                ::sigpost::spec::StatusPattern::Exact(302),
                <http::Response<()> as ::sigpost::FromResponse<_>>::STREAMED,
            ),
        ],
    );
    fn from_response(
        head: &::sigpost::http::response::Parts,
        body: &mut ::sigpost::Body,
    ) -> ::core::result::Result<Self, ::sigpost::DecodeError> {
        match head.status.as_u16() {
            202 | 425 => ::core::result::Result::Ok(Self::Pending),
            206 => {
                <ByteStream as ::sigpost::FromResponse<_>>::from_response(head, body)
                    .map(Self::Part)
            }
            302 => {
                <http::Response<
                    (),
                > as ::sigpost::FromResponse<_>>::from_response(head, body)
                    .map(Self::Elsewhere)
            }
            200..=299 => {
                <http::Response<
                    T,
                > as ::sigpost::FromResponse<_>>::from_response(head, body)
                    .map(Self::Ready)
            }
            _ => {
                ::core::result::Result::Err(
                    ::sigpost::__private::unclaimed("Export", head),
                )
            }
        }
    }
}
