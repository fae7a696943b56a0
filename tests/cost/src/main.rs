//! Measures.
mod apis;
mod compile;
use apis::Author;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let w = compile::Workspace::new(root)?;
    let n: usize = std::env::args().nth(1).unwrap().parse()?;
    let zero = w.api(Author::Nobody, n)?;
    for a in [Author::Hand, Author::Sigpost] {
        let api = w.api(a, n)?;
        println!("{a:?} ir {}", w.ir_lines(&api)?);
        println!("{a:?} text {}", w.text_bytes(&api)?);
        for t in [compile::Task::Check, compile::Task::Debug, compile::Task::Release] {
            println!("{a:?} {:?}", w.cpu(&api, t)?);
        }
        println!(
            "{a:?} rebuild {:?}",
            w.rebuild_cpu(
                &api,
                "thing7.rs",
                if a == Author::Hand { "\"thing7s\", " } else { "\"/thing7s/" },
                if a == Author::Hand { "\"thing7x\", " } else { "\"/thing7x/" }
            )?
        );
    }
    println!("types check {:?}", w.cpu(&zero, compile::Task::Check)?);
    Ok(())
}
