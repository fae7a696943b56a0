//! What the request of a method has beyond others: its client, and `.await`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Endpoint;

/// Expands to
///
/// ```text
/// impl Bound for CreateInvite { fn client(&self) -> &Client { self.__client.client() } }
/// impl IntoFuture for CreateInvite { … fn into_future(self) -> Self::IntoFuture { … } }
/// ```
pub(super) fn bound(endpoint: &Endpoint) -> Option<TokenStream> {
    endpoint.receiver.as_ref()?;
    let Endpoint { krate, request, generics, .. } = endpoint;
    let (parameters_of_type, arguments_of_type, where_clause) = generics.split_for_impl();
    Some(quote! {
        impl #parameters_of_type #krate::Bound for #request #arguments_of_type #where_clause {
            fn client(&self) -> &#krate::Client {
                self.__client.client()
            }
        }
        impl #parameters_of_type ::core::future::IntoFuture for #request #arguments_of_type #where_clause {
            type Output = #krate::__private::Outcome<Self>;
            type IntoFuture = #krate::__private::OutcomeFuture<Self>;
            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(#krate::Bound::call(self))
            }
        }
    })
}
