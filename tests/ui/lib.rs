//! The fixtures stand in folders beside this file, one mistake each; `harness.rs` compiles them.
