//! Checks what a request gives against the definitions of the arguments, as Apia does. Where the values were
//! found in the request is `input`'s part, what they mean is the endpoint's.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::arguments::{Argument, ArgumentSet, Arguments, Checked, Kind};
use super::error::{Error, InvalidArgument, Issue, NamedArgument};
use super::scalars;

/// The segments of the path that are arguments, decoded.
pub(super) type PathArguments = BTreeMap<&'static str, String>;

/// Checks a whole request: `given` is what query and body say, `path` stands in for what they leave out.
pub(super) fn check(
    set: &'static ArgumentSet,
    given: &Map<String, Value>,
    path: &PathArguments,
) -> Result<Arguments, Error> {
    check_set(set, given, &[], |argument| {
        path.get(argument.name).map(|segment| path_value(argument, segment))
    })
}

/// A bare segment stands for the first member of a set.
fn path_value(argument: &Argument, segment: &str) -> Value {
    match argument.kind {
        Kind::Set(set) => Value::Object(
            set.arguments.first().map(|first| (first.name.to_owned(), segment.into())).into_iter().collect(),
        ),
        _ => segment.into(),
    }
}

fn check_set(
    set: &'static ArgumentSet,
    given: &Map<String, Value>,
    trail: &[&'static str],
    instead: impl Fn(&Argument) -> Option<Value>,
) -> Result<Arguments, Error> {
    let mut checked = Arguments::default();
    for argument in set.arguments {
        let place = Place { set, argument, path: [trail, &[argument.name]].concat() };
        let stand_in;
        let value = match given.get(argument.name) {
            Some(value) => Some(value),
            None => {
                stand_in = instead(argument).or_else(|| argument.default.map(Value::from));
                stand_in.as_ref()
            }
        };
        match value {
            None | Some(Value::Null) if argument.required => {
                return Err(Error::missing_argument(place.path, argument.name));
            }
            None => {}
            Some(value) => checked.insert(argument.name, place.check(value)?),
        }
    }
    Ok(checked)
}

/// One argument where it stands in the request.
struct Place {
    set: &'static ArgumentSet,
    argument: &'static Argument,
    path: Vec<&'static str>,
}

impl Place {
    fn check(&self, value: &Value) -> Result<Checked, Error> {
        let checked = match value {
            Value::Null => Checked::Null,
            Value::Array(elements) if self.argument.array => {
                let elements =
                    elements.iter().enumerate().map(|(index, element)| self.element(element, Some(index)));
                Checked::Array(elements.collect::<Result<_, _>>()?)
            }
            _ if self.argument.array => return Err(self.invalid(Issue::ArrayExpected, None)),
            _ => self.element(value, None)?,
        };
        if let Checked::Integer(number) = checked {
            let broken = self.argument.rules.iter().filter(|rule| !(rule.holds)(number));
            let errors: Vec<_> = broken.map(|rule| rule.name).collect();
            if !errors.is_empty() {
                return Err(self.invalid_with(Issue::ValidationErrors, None, errors));
            }
        }
        Ok(checked)
    }

    /// The value itself, or one element of an array.
    fn element(&self, value: &Value, index: Option<usize>) -> Result<Checked, Error> {
        if value.is_null() {
            return Ok(Checked::Null);
        }
        let parsed = match self.argument.kind {
            Kind::Set(set) => return self.nested(set, value),
            Kind::String => match value {
                Value::String(text) => return Ok(Checked::String(text.clone())),
                _ => return Err(self.invalid(Issue::InvalidScalar, index)),
            },
            Kind::Boolean => scalars::boolean(value).map(Checked::Boolean),
            Kind::Integer => scalars::integer(value).map(Checked::Integer),
            Kind::UnixTimestamp => scalars::unix_timestamp(value).map(Checked::UnixTimestamp),
        };
        parsed.map_err(|reason| self.invalid_with(Issue::ParseError, index, vec![reason]))
    }

    fn nested(&self, set: &'static ArgumentSet, value: &Value) -> Result<Checked, Error> {
        // Inside an array of sets no issue carries an index.
        let Value::Object(members) = value else {
            return Err(self.invalid(Issue::ObjectExpected, None));
        };
        let checked = check_set(set, members, &self.path, |_| None)?;
        if set.lookup && checked.is_empty() {
            return Err(self.invalid(Issue::MissingLookupValue, None));
        }
        if set.lookup && checked.set_count() > 1 {
            return Err(self.invalid(Issue::AmbiguousLookupValues, None));
        }
        Ok(Checked::Set(checked))
    }

    fn invalid(&self, issue: Issue, index: Option<usize>) -> Error {
        self.invalid_with(issue, index, Vec::new())
    }

    fn invalid_with(&self, issue: Issue, index: Option<usize>, errors: Vec<&'static str>) -> Error {
        let name = self.argument.name;
        Error::invalid_argument(InvalidArgument {
            path: self.path.clone(),
            index,
            issue,
            issue_description: issue.description(),
            errors,
            argument: NamedArgument {
                id: format!("{}/{}Argument", self.set.id, camelized(name)),
                name,
                description: None,
            },
        })
    }
}

fn camelized(name: &str) -> String {
    let mut camelized = String::with_capacity(name.len());
    for word in name.split('_') {
        let mut letters = word.chars();
        camelized.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camelized.push_str(letters.as_str());
    }
    camelized
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::lookup::ORGANIZATION;
    use super::super::pagination::PER_PAGE;
    use super::*;

    static PART: ArgumentSet = ArgumentSet::new(
        "Test/Part",
        &[Argument::required("name", Kind::String), Argument::optional_array("tag_names", Kind::String)],
    );
    static WHOLE: ArgumentSet = ArgumentSet::new(
        "Test/Whole",
        &[
            Argument::optional("flag", Kind::Boolean),
            Argument::optional("number", Kind::Integer),
            Argument::optional("moment", Kind::UnixTimestamp),
            Argument::optional("part", Kind::Set(&PART)),
            Argument::optional_array("parts", Kind::Set(&PART)),
            PER_PAGE,
        ],
    );
    static LOOKUP: ArgumentSet = ArgumentSet::new("Test/Lookup", &[ORGANIZATION]);

    fn whole(given: Value) -> Result<Arguments, Error> {
        check(&WHOLE, given.as_object().expect("an object"), &PathArguments::new())
    }

    fn lookup(given: Value, segment: &str) -> Result<Arguments, Error> {
        let path = PathArguments::from([("organization", segment.to_owned())]);
        check(&LOOKUP, given.as_object().expect("an object"), &path)
    }

    /// The path as one string, the index and the issue.
    fn complaint(checked: Result<Arguments, Error>) -> (String, Option<usize>, Issue) {
        let error = checked.expect_err("an error");
        let invalid = error.invalid().expect("an invalid argument");
        (invalid.path.join("."), invalid.index, invalid.issue)
    }

    #[test]
    fn what_a_scalar_does_not_take_is_a_parse_error() {
        let checked = whole(json!({"flag": "yes", "number": "12", "moment": 0})).expect("arguments");
        assert_eq!(checked.get("flag"), Some(&Checked::Boolean(true)));
        assert_eq!(checked.get("number"), Some(&Checked::Integer(12)));
        assert_eq!(checked.get("moment"), Some(&Checked::UnixTimestamp(0)));
        for name in ["flag", "number", "moment"] {
            let error = whole(json!({ name: "soon" })).expect_err("an error");
            let invalid = error.invalid().expect("an invalid argument");
            assert_eq!((&*invalid.path, invalid.issue), (&[name][..], Issue::ParseError));
            assert_eq!(invalid.errors.len(), 1);
        }
    }

    #[test]
    fn strings_are_strings_and_their_argument_is_named() {
        let error = whole(json!({"part": {"name": 5}})).expect_err("an error");
        let invalid = error.invalid().expect("an invalid argument");
        assert_eq!((&*invalid.path, invalid.issue), (&["part", "name"][..], Issue::InvalidScalar));
        assert_eq!(invalid.argument.id, "Test/Part/NameArgument");
    }

    #[test]
    fn only_arrays_of_scalars_have_an_index() {
        let scalar = json!({"part": {"name": "n", "tag_names": ["a", 5]}});
        assert_eq!(complaint(whole(scalar)), ("part.tag_names".to_owned(), Some(1), Issue::InvalidScalar));
        let nested = json!({"part": {"name": "n", "tag_names": [["a"]]}});
        assert_eq!(complaint(whole(nested)), ("part.tag_names".to_owned(), Some(0), Issue::InvalidScalar));
        let set = json!({"parts": [{"name": "n"}, {"name": 5}]});
        assert_eq!(complaint(whole(set)), ("parts.name".to_owned(), None, Issue::InvalidScalar));
        let no_set = json!({"parts": [5]});
        assert_eq!(complaint(whole(no_set)), ("parts".to_owned(), None, Issue::ObjectExpected));
    }

    #[test]
    fn one_is_not_an_array_of_one() {
        for value in [json!("a"), json!({"0": "a"})] {
            let given = json!({"part": {"name": "n", "tag_names": value}});
            assert_eq!(complaint(whole(given)), ("part.tag_names".to_owned(), None, Issue::ArrayExpected));
        }
        assert_eq!(complaint(whole(json!({"part": "n"}))), ("part".to_owned(), None, Issue::ObjectExpected));
        assert_eq!(complaint(whole(json!({"part": []}))), ("part".to_owned(), None, Issue::ObjectExpected));
    }

    #[test]
    fn null_is_given_unless_it_is_required() {
        let checked =
            whole(json!({"flag": null, "part": {"name": "n", "tag_names": null}})).expect("arguments");
        assert_eq!(checked.get("flag"), Some(&Checked::Null));
        assert_eq!(checked.get("number"), None);
        assert_eq!(checked.set("part").and_then(|part| part.get("tag_names")), Some(&Checked::Null));
        for part in [json!({}), json!({"name": null})] {
            let error = whole(json!({ "part": part })).expect_err("an error");
            assert_eq!(error.code(), "missing_required_argument");
        }
    }

    #[test]
    fn the_unknown_is_ignored_at_any_depth() {
        let checked = whole(json!({"other": 1, "part": {"name": "n", "other": {}}})).expect("arguments");
        assert_eq!(
            (checked.get("other"), checked.set("part").and_then(|part| part.get("other"))),
            (None, None)
        );
    }

    #[test]
    fn rules_hold_for_what_is_given_and_defaults_stand_in() {
        assert_eq!(whole(json!({})).expect("arguments").integer("per_page"), Some(30));
        assert_eq!(whole(json!({"per_page": "200"})).expect("arguments").integer("per_page"), Some(200));
        for value in [0, -1, 201] {
            let refused = whole(json!({ "per_page": value }));
            assert_eq!(complaint(refused), ("per_page".to_owned(), None, Issue::ValidationErrors));
        }
    }

    #[test]
    fn a_segment_is_the_first_member_of_a_lookup() {
        let checked = lookup(json!({}), "acme").expect("arguments");
        assert_eq!(checked.set("organization").and_then(|lookup| lookup.string("id")), Some("acme"));
    }

    #[test]
    fn a_given_lookup_replaces_the_segment() {
        let checked = lookup(json!({"organization": {"identifier": "acme"}}), "_").expect("arguments");
        let lookup = checked.set("organization").expect("a lookup");
        assert_eq!((lookup.string("id"), lookup.string("identifier")), (None, Some("acme")));
    }

    #[test]
    fn exactly_one_member_of_a_lookup_is_given() {
        let issue = |given| complaint(lookup(json!({ "organization": given }), "acme"));
        let at = |issue| ("organization".to_owned(), None, issue);
        assert_eq!(issue(json!({})), at(Issue::MissingLookupValue));
        assert_eq!(issue(json!({"name": "Acme"})), at(Issue::MissingLookupValue));
        assert_eq!(issue(json!({"id": "1", "identifier": "acme"})), at(Issue::AmbiguousLookupValues));
        assert_eq!(issue(json!("acme")), at(Issue::ObjectExpected));
        assert_eq!(issue(json!({"id": 1})), ("organization.id".to_owned(), None, Issue::InvalidScalar));
        assert!(lookup(json!({"organization": {"id": null, "identifier": "acme"}}), "_").is_ok());
        let null = lookup(json!({"organization": null}), "acme").expect_err("an error");
        assert_eq!(null.code(), "missing_required_argument");
    }
}
