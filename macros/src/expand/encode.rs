//! The body of `encode`: one call for each parameter, and for each constant. Each value has the span of its type, so that a type that cannot
//! go there is reported where the author wrote it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::implementation::{ends, respanned};
use crate::model::{Endpoint, Parameter, Place, QueryStep};
use crate::syntax::key::Encoding;
use crate::syntax::parameter::ListStyle;

pub(super) fn body(endpoint: &Endpoint) -> TokenStream {
    let path = path(endpoint);
    let query = endpoint.query.iter().map(|step| match step {
        QueryStep::Constant(pair) => quote!(request.query_constant(#pair);),
        QueryStep::Parameter(index) => query(endpoint, &endpoint.parameters[*index]),
    });
    let others = endpoint.parameters.iter().map(|parameter| other(endpoint, parameter));
    let constants = endpoint.fields.iter().map(|(name, value)| constant(endpoint, name, value));
    quote! {
        #path
        #(#query)*
        #(#others)*
        #(#constants)*
    }
}

/// A constant member of the body.
fn constant(endpoint: &Endpoint, name: &str, value: &TokenStream) -> TokenStream {
    let is_whole = endpoint.parameters.iter().any(|parameter| matches!(parameter.place, Place::Body));
    match endpoint.encoding {
        Encoding::Json if is_whole => quote!(request.body_member(#name, &#value);),
        Encoding::Json => quote!(request.field(#name, &#value);),
        Encoding::Form => quote!(request.form_field(#name, &#value);),
        Encoding::Multipart => quote!(request.part(#name, &#value);),
    }
}

fn path(endpoint: &Endpoint) -> Option<TokenStream> {
    if endpoint.path.is_empty() {
        return None;
    }
    let krate = &endpoint.krate;
    let values = endpoint.path.iter().map(|index| {
        let parameter = &endpoint.parameters[*index];
        let value = value(parameter);
        let value = match parameter.place {
            Place::Path { comma: true, .. } => quote!(&#krate::CommaJoined(#value)),
            _ => value,
        };
        let value = match parameter.place {
            Place::Path { allow_empty: true, .. } => quote!(&#krate::AllowEmpty(#value)),
            _ => value,
        };
        if parameter.sensitive { quote!(&#krate::Sensitive(#value)) } else { value }
    });
    Some(quote!(request.path(&[#(#values),*]);))
}

fn query(endpoint: &Endpoint, parameter: &Parameter) -> TokenStream {
    let krate = &endpoint.krate;
    let Parameter { cfg, name, wire_name, .. } = parameter;
    let value = value(parameter);
    let request = receiver(parameter);
    let call = match parameter.place {
        Place::QueryFields { style: None } => quote!(query_fields(#name, #value)),
        Place::QueryFields { style: Some(style) } => {
            let style = variant(style);
            quote!(query_fields_styled(#name, #krate::ListStyle::#style, #value))
        }
        Place::Query { style: Some(style) } => {
            let style = variant(style);
            quote!(query_styled(#wire_name, #krate::ListStyle::#style, #value))
        }
        _ => quote!(query(#wire_name, #value)),
    };
    let check = match parameter.place {
        Place::QueryFields { .. } => Some(pairs_check(endpoint, parameter)),
        _ => None,
    };
    quote!(#check #(#cfg)* #request.#call;)
}

/// `PairsOf(&self.filter).check();`: compiles for what may have members.
fn pairs_check(endpoint: &Endpoint, parameter: &Parameter) -> TokenStream {
    let krate = &endpoint.krate;
    let Parameter { cfg, argument, .. } = parameter;
    let (first, _) = ends(argument);
    let (check, value) = (respanned(quote!(.check()), first), value(parameter));
    quote!(#(#cfg)* #krate::__private::PairsOf(#value) #check;)
}

fn other(endpoint: &Endpoint, parameter: &Parameter) -> Option<TokenStream> {
    let Parameter { cfg, name, wire_name, optional, .. } = parameter;
    let value = value(parameter);
    let call = match (parameter.place, optional) {
        (Place::Header { comma: true }, _) => quote!(header_list(#wire_name, #value)),
        (Place::Header { comma: false }, false) => quote!(header(#wire_name, #value)),
        (Place::Header { comma: false }, true) => quote!(optional_header(#wire_name, #value)),
        (Place::Cookie, false) => quote!(cookie(#wire_name, #value)),
        (Place::Cookie, true) => quote!(optional_cookie(#wire_name, #value)),
        (Place::Field { style }, _) => field(endpoint, parameter, style),
        (Place::Body, _) if endpoint.encoding == Encoding::Form => quote!(form_fields(#name, #value)),
        (Place::Body, false) => quote!(body(#name, #value)),
        (Place::Body, true) => quote!(optional_body(#name, #value)),
        (Place::Path { .. } | Place::Query { .. } | Place::QueryFields { .. }, _) => return None,
    };
    let check = match parameter.place {
        Place::Body if endpoint.encoding == Encoding::Form => Some(pairs_check(endpoint, parameter)),
        _ => None,
    };
    let request = receiver(parameter);
    Some(quote!(#check #(#cfg)* #request.#call;))
}

/// What takes the value: `request`, or `request.sensitive()`.
fn receiver(parameter: &Parameter) -> TokenStream {
    if parameter.sensitive { quote!(request.sensitive()) } else { quote!(request) }
}

/// A member of the body, in its encoding.
fn field(endpoint: &Endpoint, parameter: &Parameter, style: Option<ListStyle>) -> TokenStream {
    let krate = &endpoint.krate;
    let Parameter { wire_name, optional, .. } = parameter;
    let value = value(parameter);
    let style = style.map(|style| {
        let style = variant(style);
        quote!(#krate::ListStyle::#style,)
    });
    match (endpoint.encoding, optional, style) {
        (Encoding::Json, false, _) => quote!(field(#wire_name, #value)),
        (Encoding::Json, true, _) => quote!(optional_field(#wire_name, #value)),
        (Encoding::Form, _, None) => quote!(form_field(#wire_name, #value)),
        (Encoding::Form, _, Some(style)) => quote!(form_field_styled(#wire_name, #style #value)),
        (Encoding::Multipart, false, None) => quote!(part(#wire_name, #value)),
        (Encoding::Multipart, true, None) => quote!(optional_part(#wire_name, #value)),
        (Encoding::Multipart, false, Some(style)) => {
            quote!(part_styled(#wire_name, #style #value))
        }
        (Encoding::Multipart, true, Some(style)) => {
            quote!(optional_part_styled(#wire_name, #style #value))
        }
    }
}

/// `&self.organization`, all of it reported at the type: the compiler may blame the whole or what stands behind `&`.
fn value(parameter: &Parameter) -> TokenStream {
    let (first, last) = ends(&parameter.argument);
    let span = Span::call_site().located_at(last);
    // A name in edition 2021, but a keyword in ours, which is that of the call site.
    let is_name_no_more = parameter.ident == "gen";
    let mut field = if is_name_no_more { Ident::new_raw("gen", span) } else { parameter.ident.clone() };
    field.set_span(span);
    let before = respanned(quote!(&self.), first);
    quote!(#before #field)
}

/// The names of the runtime's `ListStyle`.
fn variant(style: ListStyle) -> TokenStream {
    match style {
        ListStyle::Repeat => quote!(Repeat),
        ListStyle::Brackets => quote!(Brackets),
        ListStyle::Indexed => quote!(Indexed),
        ListStyle::Comma => quote!(Comma),
        ListStyle::Space => quote!(Space),
        ListStyle::Pipe => quote!(Pipe),
        ListStyle::Json => quote!(Json),
    }
}
