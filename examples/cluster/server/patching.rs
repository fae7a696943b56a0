//! The three kinds of patches: merging, steps, and manifests.

use serde_json::{Value, json};

/// Merges as RFC 7396 has it: null takes away.
pub(super) fn merge(target: &mut Value, change: &Value) {
    let Value::Object(changes) = change else {
        *target = change.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    for (name, value) in changes {
        match target.as_object_mut() {
            Some(members) if value.is_null() => {
                members.remove(name);
            }
            _ => merge(&mut target[name], value),
        }
    }
}

/// Takes the steps of RFC 6902 that the story needs: all of them or none.
pub(super) fn follow(mut target: Value, steps: &[Value]) -> Option<Value> {
    for step in steps {
        let path = step["path"].as_str()?;
        let (parent, name) = path.rsplit_once('/')?;
        match step["op"].as_str()? {
            "test" if target.pointer(path) == Some(&step["value"]) => {}
            "add" => {
                target.pointer_mut(parent)?.as_object_mut()?.insert(name.to_owned(), step["value"].clone());
            }
            "remove" => {
                target.pointer_mut(parent)?.as_object_mut()?.remove(name)?;
            }
            _ => return None,
        }
    }
    Some(target)
}

/// Reads as much YAML as a manifest of the story has: `data:`, and below it names and texts.
pub(super) fn apply(name: &str, manifest: &str) -> Value {
    let mut data = serde_json::Map::new();
    for line in manifest.lines().skip_while(|line| *line != "data:").skip(1) {
        if let Some((name, text)) = line.split_once(':') {
            data.insert(name.trim().to_owned(), text.trim().into());
        }
    }
    json!({ "metadata": { "name": name }, "data": data })
}
