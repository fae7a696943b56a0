//! Local names that shadow the prelude and the crates that an expansion uses. `tests/edition2021` compiles this as well.

#[test]
fn shadowed_names() {
    let request = shadowing::create(7, shadowing::Properties).note(shadowing::Properties);
    let request = ::sigpost::Endpoint::to_request(&request, "https://h/v1").unwrap();
    assert_eq!(request.uri(), "https://h/v1/items/7");
    assert_eq!(&request.body().as_bytes().unwrap()[..], br#"{"properties":"p","note":"p"}"#);
}

#[test]
fn shadowed_names_of_a_method() {
    let client = ::sigpost::Client::builder("https://h/v1");
    let transport = ::sigpost::transport::MemoryTransport::new(|_| ::http::Response::default());
    let library = shadowing::Library(client.transport(transport).build().unwrap());
    let request = ::sigpost::Endpoint::to_request(&library.remove(7), "https://h/v1").unwrap();
    assert_eq!(request.method(), "DELETE");
}

#[test]
fn without_a_prelude() {
    let request = bare::get(7).page(2);
    let request = ::sigpost::Endpoint::to_request(&request, "https://h/v1").unwrap();
    assert_eq!(request.uri(), "https://h/v1/items/7?page=2");
}

/// Every name that an expansion might be tempted to use, as something else.
#[allow(dead_code, unused_imports, reason = "they only stand in the way")]
mod shadowing {
    use ::sigpost::{FromResponse, Lookup, endpoint};

    mod core {}
    mod std {}
    mod alloc {}
    mod serde {}
    mod sigpost {}

    struct Result;
    struct Vec;
    struct Box;
    struct Client;
    struct Declared;
    struct Error;
    struct Endpoint;
    struct ErrorSet;
    struct PhantomData;
    trait Into {}
    trait From {}
    trait Debug {}
    trait Display {}
    trait PartialEq {}
    trait IntoFuture {}
    trait Default {}
    enum Shadow {
        Some,
        None,
        Ok,
        Err,
    }
    use self::Shadow::{Err, None, Ok, Some};

    pub(super) struct Properties;

    impl ::serde::Serialize for Properties {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            serializer.serialize_str("p")
        }
    }

    #[derive(Lookup)]
    pub(super) enum ItemLookup {
        Id(u64),
        Name(::std::string::String),
    }

    #[derive(FromResponse)]
    pub(super) enum Answer<T> {
        #[status(200)]
        Ok(T),
        #[status(3XX)]
        Err(::sigpost::http::Response<()>),
        #[status(404)]
        None,
    }

    #[endpoint(GET "/items")]
    pub(super) async fn list() -> Answer<::std::vec::Vec<u8>>;

    #[endpoint(POST "/items/<item>", errors(item_not_found = 404, invalid = 422 => ::std::vec::Vec<u8>))]
    pub(super) async fn create(item: u64, properties: Properties, note: Option<Properties>);

    #[endpoint(GET "/items/<item>")]
    pub(super) async fn find(item: ItemLookup);

    pub(super) struct Library(pub(super) ::sigpost::Client);

    impl ::core::convert::AsRef<::sigpost::Client> for Library {
        fn as_ref(&self) -> &::sigpost::Client {
            &self.0
        }
    }

    #[endpoint(DELETE "/items/<item>", errors(item_not_found = 404))]
    pub(super) async fn remove(self: &Library, item: u64);
}

/// No prelude at all, and no name but those that are imported.
#[no_implicit_prelude]
mod bare {
    use ::sigpost::endpoint;

    #[endpoint(GET "/items/<item>", errors(item_not_found = 404))]
    pub(super) async fn get(item: u64, page: Option<u32>) -> u64;

    #[derive(::sigpost::FromResponse)]
    #[allow(dead_code)]
    pub(super) enum Answer {
        #[status(200)]
        Found(u64),
        #[status(404)]
        Missing,
    }

    #[derive(::sigpost::Lookup)]
    #[allow(dead_code)]
    pub(super) enum ItemLookup {
        Id(u64),
    }
}
