//! The JSON forms in which a scalar may be given. An `Err` is the sentence that the refusal carries; strings
//! need no reading and are not here.

use serde_json::Value;

pub(super) fn boolean(value: &Value) -> Result<bool, &'static str> {
    match (value, value.as_str(), value.as_u64()) {
        (Value::Bool(value), ..) => Ok(*value),
        (_, Some("true" | "yes" | "1"), _) | (.., Some(1)) => Ok(true),
        (_, Some("false" | "no" | "0"), _) | (.., Some(0)) => Ok(false),
        _ => Err("Boolean must be provided as a boolean, as true or false in a string, or as 0 or 1"),
    }
}

pub(super) fn integer(value: &Value) -> Result<i64, &'static str> {
    let number = match value {
        // A leading plus is all that Rust takes and Apia doesn't.
        Value::String(text) if !text.starts_with('+') => text.parse().ok(),
        _ => value.as_i64(),
    };
    number.ok_or("Integer must be provided as an integer or a string only containing numbers")
}

pub(super) fn unix_timestamp(value: &Value) -> Result<i64, &'static str> {
    match value.as_i64() {
        Some(seconds) if seconds < 0 => Err("Integer must be positive or zero"),
        Some(seconds) => Ok(seconds),
        None => Err("Time must be provided as an integer"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn booleans_have_eight_more_forms() {
        for value in [json!(true), json!("true"), json!("yes"), json!(1), json!("1")] {
            assert_eq!(boolean(&value), Ok(true), "{value}");
        }
        for value in [json!(false), json!("false"), json!("no"), json!(0), json!("0")] {
            assert_eq!(boolean(&value), Ok(false), "{value}");
        }
        for value in [json!("True"), json!(2), json!(-1), json!(""), json!([]), json!({})] {
            assert!(boolean(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn integers_may_be_strings() {
        for (value, number) in [(json!(12), 12), (json!("12"), 12), (json!("-12"), -12), (json!("007"), 7)] {
            assert_eq!(integer(&value), Ok(number), "{value}");
        }
        for value in [json!("+1"), json!(" 1"), json!(""), json!("1.0"), json!(1.0), json!(true)] {
            assert!(integer(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn timestamps_are_only_json_integers_from_zero() {
        assert_eq!(unix_timestamp(&json!(0)), Ok(0));
        for value in [json!(-1), json!("1750000000"), json!(1.5), json!("2025-05-01")] {
            assert!(unix_timestamp(&value).is_err(), "{value}");
        }
    }
}
