//! The names that are taken in the module of a group: two endpoints, or an endpoint and a type, that would be called the
//! same. Elsewhere the compiler speaks of it, once for each item and implementation that an endpoint expands to.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;

use crate::check::type_name;
use crate::errors::Errors;
use crate::syntax::item;
use crate::syntax::tokens::split_at_commas;

/// For each annotation in a module, by its place there, the names that it may not have; `fn` stands for the function's.
pub(crate) fn names(module: &[TokenTree]) -> Vec<(usize, TokenStream)> {
    let items = items(module);
    let is_type = |item: &Item| matches!(item, Item::Type(_));
    let (types, functions): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_type);
    // A type may stand behind the function that it disturbs.
    let mut taken: Vec<String> = Vec::new();
    taken.extend(types.into_iter().map(Item::name));
    let mut found = Vec::new();
    for function in functions {
        if let Item::Endpoint { place, name, types } = &function {
            let function_span = types[0].span();
            let words: Vec<Ident> = match taken.contains(name) {
                true => vec![Ident::new("fn", function_span)],
                false => types.iter().filter(|ty| taken.contains(&ty.to_string())).cloned().collect(),
            };
            if !words.is_empty() {
                found.push((*place, quote!(group[#(#words),*])));
            }
            taken.extend(types.iter().map(ToString::to_string));
        }
        taken.push(function.name());
    }
    found
}

/// What an item of a module is called.
enum Item {
    Type(String),
    Function(String),
    Endpoint {
        /// Where its annotation stands in the module.
        place: usize,
        /// A method has that of its type before its own.
        name: String,
        /// The names of its request and its errors.
        types: Vec<Ident>,
    },
}

impl Item {
    fn name(self) -> String {
        match self {
            Self::Type(name) | Self::Function(name) | Self::Endpoint { name, .. } => name,
        }
    }

    /// Reads an item that begins at that place of its module. Of one that may not be configured nothing is known.
    fn read(item: &[TokenTree], start: usize) -> Option<Self> {
        let mut annotation = None;
        for (index, pair) in item.windows(2).enumerate() {
            match pair {
                [TokenTree::Punct(hash), TokenTree::Group(attribute)] if hash.as_char() == '#' => {
                    let attribute: Vec<TokenTree> = attribute.stream().into_iter().collect();
                    match attribute.as_slice() {
                        [TokenTree::Ident(cfg), ..] if cfg == "cfg" => return None,
                        [.., TokenTree::Ident(name), TokenTree::Group(keys)] if name == "endpoint" => {
                            annotation = Some((start + index + 1, keys.stream()));
                        }
                        _ => {}
                    }
                }
                [TokenTree::Ident(word), TokenTree::Ident(ident)] if word == "fn" => {
                    let name = format!("{}{}", receiver(item), ident.unraw());
                    return Some(match annotation {
                        Some((place, keys)) => Self::Endpoint { place, name, types: types(keys, ident) },
                        None => Self::Function(name),
                    });
                }
                [TokenTree::Ident(word), TokenTree::Ident(name)] if is_type(word) => {
                    return Some(Self::Type(name.to_string()));
                }
                _ => {}
            }
        }
        None
    }
}

fn is_type(word: &Ident) -> bool {
    ["struct", "enum", "union", "type", "trait"].iter().any(|known| word == known)
}

/// The items of a module; none of what has no annotation in it.
fn items(module: &[TokenTree]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut start = 0;
    for end in 0..module.len() {
        if item::is_whole(&module[start..=end]) {
            items.extend(Item::read(&module[start..=end], start));
            start = end + 1;
        }
    }
    let is_annotated = items.iter().any(|item| matches!(item, Item::Endpoint { .. }));
    if is_annotated { items } else { vec![] }
}

/// `&Api.` of a method.
fn receiver(item: &[TokenTree]) -> String {
    let parameters = item.iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group.stream()),
        _ => None,
    });
    let first =
        split_at_commas(parameters.unwrap_or_default(), true, &mut Errors::default()).into_iter().next();
    let first: Vec<TokenTree> = first.into_iter().flatten().collect();
    match first.as_slice() {
        [TokenTree::Ident(word), TokenTree::Punct(_), ty @ ..] if word == "self" => {
            ty.iter().map(ToString::to_string).chain([".".to_owned()]).collect()
        }
        _ => String::new(),
    }
}

/// The names of the request and of the errors, if there are any, of a function with these keys.
fn types(keys: TokenStream, function: &Ident) -> Vec<Ident> {
    let pieces = split_at_commas(keys, false, &mut Errors::default());
    let pieces: Vec<Vec<TokenTree>> = pieces.into_iter().map(|piece| piece.into_iter().collect()).collect();
    let named = |key: &str| {
        pieces.iter().find_map(|piece| match piece.as_slice() {
            [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Ident(name)] if word == key => {
                Some(name.clone())
            }
            _ => None,
        })
    };
    let has_errors = pieces.iter().any(
        |piece| matches!(piece.as_slice(), [TokenTree::Ident(word), TokenTree::Group(_)] if word == "errors"),
    );
    let request = named("request").unwrap_or_else(|| type_name(&function.unraw().to_string(), function));
    let errors = named("error").or_else(|| has_errors.then(|| format_ident!("{request}Error")));
    [request].into_iter().chain(errors).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(module: &str) -> Vec<String> {
        let module: Vec<TokenTree> = module.parse::<TokenStream>().expect("tokens").into_iter().collect();
        names(&module).into_iter().map(|(_, names)| names.to_string().replace(' ', "")).collect()
    }

    #[test]
    fn names_of_one_module_are_told() {
        let first = "use a::{b, C}; #[endpoint(GET \"/\", errors(a = 404))] pub fn get(x: u8) -> X; ";
        let none: [&str; 0] = [];
        assert_eq!(taken(&format!("{first} #[sigpost::endpoint(GET \"/b\")] fn get();")), ["group[fn]"]);
        assert_eq!(taken(&format!("{first} enum GetError {{}}")), ["group[GetError]"]);
        assert_eq!(
            taken(&format!("{first} #[endpoint(GET \"/b\", request = Get)] fn other();")),
            ["group[Get]"]
        );
        assert_eq!(taken("fn get() {} #[endpoint(GET \"/\")] fn get();"), ["group[fn]"]);
        let method = |ty: &str, keys: &str| format!("#[endpoint(GET \"/\"{keys})] fn get(self: &{ty}); ");
        assert_eq!(taken(&(method("A", "") + &method("B", ""))), ["group[Get]"]);
        assert_eq!(taken(&(method("A", "") + &method("B", ", request = GetB"))), none);
        assert_eq!(taken(&(method("A", "") + &method("A", ", request = GetB"))), ["group[fn]"]);
        assert_eq!(taken(&format!("{first} #[cfg(x)] #[endpoint(GET \"/b\")] fn get();")), none);
        assert_eq!(taken("const GET: u8 = { 1 }; fn get() {} struct Get {}"), none);
        assert_eq!(taken(first), none);
    }
}
