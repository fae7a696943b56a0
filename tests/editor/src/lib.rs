//! Drives rust-analyzer over the language server protocol: one file, opened as an editor does, and what is shown of it.
//! What is to be shown stands in the test.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

/// How long rust-analyzer may take for anything.
const PATIENCE: Duration = Duration::from_secs(120);

/// rust-analyzer with one file open.
pub struct Editor {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    file: String,
    text: String,
    version: i64,
    last_request: i64,
}

impl Editor {
    /// Starts rust-analyzer with a project of one file, in `folder`; `None` where this toolchain has none.
    ///
    /// # Panics
    /// If it cannot be driven.
    pub fn open(folder: &Path, text: &str) -> Option<Self> {
        let version = Command::new("rust-analyzer").arg("--version").output().ok()?;
        version.status.success().then_some(())?;

        fs::create_dir_all(folder).expect("a folder for the project");
        let file = folder.join("main.rs");
        fs::write(&file, text).expect("a file in it");
        let mut process = Command::new("rust-analyzer")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("rust-analyzer");
        let input = process.stdin.take().expect("its input");
        let output = process.stdout.take().expect("its output");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let file = format!("file://{}", file.display());
        let (text, version, last_request) = (text.to_owned(), 1, 0);
        let mut editor = Self { process, input, messages, file, text, version, last_request };
        editor.initialize(folder);
        Some(editor)
    }

    fn initialize(&mut self, folder: &Path) {
        self.ask(
            "initialize",
            json!({
                "processId": std::process::id(),
                "rootUri": format!("file://{}", folder.display()),
                "capabilities": {
                    "experimental": { "serverStatusNotification": true },
                    "textDocument": { "hover": { "contentFormat": ["markdown"] } },
                },
                "initializationOptions": {
                    "linkedProjects": [project(folder)],
                    "checkOnSave": false,
                    "cachePriming": { "enable": false },
                    "procMacro": { "enable": true },
                    "completion": { "autoimport": { "enable": false }, "postfix": { "enable": false } },
                },
            }),
        );
        self.tell("initialized", json!({}));
        let document =
            json!({ "uri": self.file, "languageId": "rust", "version": self.version, "text": self.text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        loop {
            let message = self.message();
            if message["method"] == "experimental/serverStatus" && message["params"]["quiescent"] == true {
                assert_eq!(message["params"]["health"], "ok", "{message}");
                break;
            }
        }
    }

    /// Replaces the whole text, as if it had been typed.
    pub fn type_text(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.version += 1;
        let document = json!({ "uri": self.file, "version": self.version });
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    /// What is offered at the end of the first `mark`, sorted.
    pub fn completions(&mut self, mark: &str) -> Vec<String> {
        let place = self.place(mark, mark.len());
        let answer = self.ask("textDocument/completion", place);
        let items = if answer.is_array() { &answer } else { &answer["items"] };
        let label = |item: &Value| item["label"].as_str().map(ToOwned::to_owned);
        let mut labels: Vec<String> = items.as_array().into_iter().flatten().filter_map(label).collect();
        labels.sort();
        labels
    }

    /// What is shown of the first character of the first `mark`.
    pub fn hover(&mut self, mark: &str) -> String {
        let place = self.place(mark, 0);
        let answer = self.ask("textDocument/hover", place);
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// The texts where one gets from the first character of the first `mark`, each line with its file.
    pub fn definitions(&mut self, mark: &str) -> Vec<String> {
        let place = self.place(mark, 0);
        let answer = self.ask("textDocument/definition", place);
        answer.as_array().into_iter().flatten().map(|target| self.line_of(target)).collect()
    }

    /// The line at a location, from its first character that is meant.
    fn line_of(&self, target: &Value) -> String {
        let uri = target["uri"].as_str().or(target["targetUri"].as_str()).unwrap_or_default();
        let range =
            if target["range"].is_object() { &target["range"] } else { &target["targetSelectionRange"] };
        let text = if uri == self.file {
            self.text.clone()
        } else {
            fs::read_to_string(uri.trim_start_matches("file://")).unwrap_or_default()
        };
        let number = |name: &str| usize::try_from(range["start"][name].as_u64().unwrap_or(0)).unwrap_or(0);
        let line = text.lines().nth(number("line")).unwrap_or_default();
        let file = uri.rsplit('/').next().unwrap_or_default();
        format!("{file}: {}", line.get(number("character")..).unwrap_or_default())
    }

    fn place(&self, mark: &str, behind: usize) -> Value {
        let offset = self.text.find(mark).unwrap_or_else(|| panic!("no `{mark}` in the text")) + behind;
        let before = &self.text[..offset];
        let line = before.matches('\n').count();
        let character = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
        json!({ "textDocument": { "uri": self.file }, "position": { "line": line, "character": character } })
    }

    /// Asks, and asks again where the answer is that the text has changed meanwhile.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        loop {
            self.last_request += 1;
            let id = self.last_request;
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
            let answer = loop {
                let message = self.message();
                if message["id"] == id && message.get("method").is_none() {
                    break message;
                }
            };
            // `ContentModified` and `ServerCancelled` of the protocol.
            match answer["error"]["code"].as_i64() {
                Some(-32801 | -32802) => {}
                Some(_) => panic!("{method}: {answer}"),
                None => return answer["result"].clone(),
            }
        }
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("rust-analyzer listens");
        self.input.flush().expect("rust-analyzer listens");
    }

    /// The next message. What rust-analyzer asks is answered with nothing.
    fn message(&mut self) -> Value {
        let message = self.messages.recv_timeout(PATIENCE).expect("rust-analyzer answers");
        if message.get("method").is_some()
            && let Some(id) = message.get("id")
        {
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
        }
        message
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One message: header fields, an empty line, and as many bytes as they say.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            field => {
                if let Some(value) = field.strip_prefix("Content-Length: ") {
                    length = value.parse().ok()?;
                }
            }
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The project as rust-analyzer takes it where there is no cargo: the file, the runtime, and the macros, built already.
fn project(folder: &Path) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let dependency = |index: u8, name: &str| json!({ "crate": index, "name": name });
    let member = |name: &str, module: PathBuf, dependencies: Vec<Value>| {
        json!({
            "display_name": name,
            "root_module": module,
            "edition": "2024",
            "deps": dependencies,
            "is_workspace_member": true,
            "cfg": ["rust_analyzer"],
            "env": {},
        })
    };
    let mut macros = member("sigpost_macros", root.join("macros/src/lib.rs"), vec![]);
    macros["is_proc_macro"] = true.into();
    macros["proc_macro_dylib_path"] = built_macros().to_string_lossy().into_owned().into();
    json!({
        "sysroot": sysroot(),
        "crates": [
            macros,
            member("sigpost", root.join("runtime/src/lib.rs"), vec![dependency(0, "sigpost_macros")]),
            member("app", folder.join("main.rs"), vec![dependency(1, "sigpost")]),
        ],
    })
}

fn sysroot() -> String {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output().expect("rustc");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The library of the macros that was built last, beside this test.
fn built_macros() -> PathBuf {
    let test = std::env::current_exe().expect("the path of the test");
    let folder = test.parent().expect("the folder of the test");
    let name = format!("{}sigpost_macros-", std::env::consts::DLL_PREFIX);
    let libraries = fs::read_dir(folder).expect("a readable folder").flatten().filter(|entry| {
        let file = entry.file_name().to_string_lossy().into_owned();
        file.starts_with(&name) && file.ends_with(std::env::consts::DLL_SUFFIX)
    });
    let built = |path: &PathBuf| {
        fs::metadata(path).and_then(|known| known.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
    };
    libraries.map(|entry| entry.path()).max_by_key(built).expect("the library of the macros")
}
