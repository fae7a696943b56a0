// #[derive(Debug, ErrorSet)]
// pub enum LibraryErrors {
//     #[error(library_not_found = 404)]
//     NotFound(Declared),
//     #[error("library.closed" = 409)]
//     Closed(sigpost::Declared<OpeningHours>),
//     #[error(429)]
//     Busy(Declared<()>),
//     #[error(5XX)]
//     Broken(Declared),
//     #[error(nested)]
//     General(GeneralErrors),
// }

impl ::sigpost::__private::Nests<0, GeneralErrors> for LibraryErrors {
    type Set = GeneralErrors;
    const VARIANT: fn(GeneralErrors) -> Self = Self::General;
}
impl ::sigpost::ErrorSet for LibraryErrors {
    const ERRORS: &'static [::sigpost::spec::ErrorSpec] = {
        const SETS: &[&[::sigpost::spec::ErrorSpec]] = &[
            &[
                ::sigpost::spec::ErrorSpec::code("library_not_found", 404),
                ::sigpost::spec::ErrorSpec::code("library.closed", 409),
                ::sigpost::spec::ErrorSpec::status(429),
                ::sigpost::spec::ErrorSpec::class(5),
            ],
            ::sigpost::__private::errors_of::<LibraryErrors, 0, _>(),
        ];
        &::sigpost::__private::joined_errors::<
            { ::sigpost::__private::count_errors(SETS) },
        >(SETS)
    };
    fn from_response(
        index: usize,
        response: ::sigpost::ErrorResponse,
    ) -> ::core::result::Result<Self, ::sigpost::ErrorResponse> {
        match index {
            0 => ::core::result::Result::Ok(Self::NotFound(response.without_detail())),
            1 => response.with_detail().map(Self::Closed),
            2 => ::core::result::Result::Ok(Self::Busy(response.without_detail())),
            3 => ::core::result::Result::Ok(Self::Broken(response.without_detail())),
            _ => {
                ::sigpost::__private::NestedErrors::new(index - 4, response)
                    .or::<0, _>()
                    .read()
            }
        }
    }
    fn response(&self) -> &::sigpost::ErrorResponse {
        match self {
            Self::NotFound(error) => error.response(),
            Self::Closed(error) => error.response(),
            Self::Busy(error) => error.response(),
            Self::Broken(error) => error.response(),
            Self::General(error) => {
                ::sigpost::__private::response_of::<Self, 0, _>(error)
            }
        }
    }
}
impl ::core::fmt::Display for LibraryErrors {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(::sigpost::ErrorSet::response(self), f)
    }
}
impl ::core::error::Error for LibraryErrors {}
