//! The attributes that a derive reads: that each stands where it says something.

use syn::{Attribute, Data, DeriveInput, Variant};

use crate::errors::Errors;

/// What a derive reads.
pub(crate) struct Marks {
    /// Before the type: `lookup` of `#[lookup(crate = path)]`.
    pub(crate) of_type: &'static str,
    /// Before its variants: `rename` of `#[rename("name")]`.
    pub(crate) of_variant: &'static str,
    /// What another derive reads before variants, and is taken for `of_variant`.
    pub(crate) of_another: Option<(&'static str, &'static str)>,
    /// How `of_variant` is written.
    pub(crate) form: &'static str,
}

impl Marks {
    /// Says which of them stand where nothing reads them. What is missing then is missing because of that.
    pub(crate) fn are_placed(&self, input: &DeriveInput) -> Result<(), Errors> {
        let Data::Enum(data) = &input.data else { return Ok(()) };
        let mut errors = Errors::default();
        self.before_type(&input.attrs, &mut errors);
        for variant in &data.variants {
            self.before_variant(variant, &mut errors);
            self.before_fields(variant, &mut errors);
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// `#[status(200)] enum Export { Ready(Report) }`
    fn before_type(&self, attributes: &[Attribute], errors: &mut Errors) {
        for attribute in named(attributes, self.of_variant) {
            let Self { of_variant, form, .. } = self;
            errors.at(
                attribute,
                format!(
                    "`{of_variant}` says nothing to an enum\nhelp: {form} before the variant that it is for"
                ),
            );
        }
    }

    /// `#[from_response(200)] Ready(Report)`, `#[error(200)] Ready(Report)`
    fn before_variant(&self, variant: &Variant, errors: &mut Errors) {
        let Self { of_type, of_variant, form, .. } = self;
        let is_marked = named(&variant.attrs, of_variant).next().is_some();
        let help = if is_marked { "remove it" } else { form };
        for attribute in named(&variant.attrs, of_type) {
            errors.at(attribute, format!("`{of_type}` says nothing to a variant\nhelp: {help}"));
        }
        // What is marked may have the attributes of any other derive.
        if let (Some((another, derive)), false) = (self.of_another, is_marked) {
            for attribute in named(&variant.attrs, another) {
                errors.at(
                    attribute,
                    format!("`{another}` is an attribute of `derive({derive})`\nhelp: {form}"),
                );
            }
        }
    }

    /// `Ready(#[status(200)] Report)`
    fn before_fields(&self, variant: &Variant, errors: &mut Errors) {
        let Self { form, .. } = self;
        let of_fields = variant.fields.iter().flat_map(|field| &field.attrs);
        for name in [self.of_type, self.of_variant] {
            for attribute in of_fields.clone().filter(|attribute| attribute.path().is_ident(name)) {
                let help = format!("{form} before `{}`", variant.ident);
                errors
                    .at(attribute, format!("`{name}` says nothing to the value of a variant\nhelp: {help}"));
            }
        }
    }
}

fn named<'a>(attributes: &'a [Attribute], name: &str) -> impl Iterator<Item = &'a Attribute> {
    attributes.iter().filter(move |attribute| attribute.path().is_ident(name))
}
