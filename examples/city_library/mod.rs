//! City Library: a client crate as it would be published, of thirty endpoints. The guide of `sigpost` walks through it; this
//! file would be its `lib.rs`.
//!
//! ```no_run
//! use sigpost_examples::city_library::books::{BookLookup, GetBookError};
//! use sigpost_examples::city_library::{BookErrors, CityLibrary, Error};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let library = CityLibrary::new("secret")?;
//! match library.get_book(BookLookup::Isbn("9780441172719".into())).await {
//!     Ok(book) => println!("{}", book.title),
//!     Err(Error::Declared(GetBookError::BookErrors(BookErrors::NotFound(_)))) => println!("there is no such book"),
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```

pub mod books;
mod client;
mod errors;
pub mod files;
pub mod loans;
pub mod members;
mod paging;
pub mod reservations;
pub mod search;
pub mod webhooks;

// What stands in signatures, or is named at a call: a user needs no other crate.
pub use sigpost::{Bound, ByteStream, Bytes, Client, Delivery, Error, Events, Part, Report, http};

pub use self::client::{CityLibrary, DEFAULT_BASE};
pub use self::errors::{BookErrors, CommonErrors, Invalid, MemberErrors, WrongField};
pub use self::paging::Paging;
