//! Counted figures: instructions and allocations of calls, tokens of expansions, IR lines and machine code of APIs.

use crate::apis::{Author, MIXED};
use crate::calls::{self, Count, Server, Side};
use crate::figures::{CallKind, Code, Counted, CountedCall, Pair};
use crate::project::{Outcome, Project, say};
use crate::tokens;
use crate::workspace::Workspace;

/// Both sides. The code of APIs is that of `sizes`, and of the smallest one, from which growth is measured.
pub(crate) fn measure(project: &Project, sizes: &[usize]) -> Outcome<Counted> {
    if !calls::valgrind_is_here() {
        return Err("instructions are counted with valgrind, which is not here".into());
    }
    let code = code(project, sizes)?;
    project.build_calls()?;
    let server = Server::start(project)?;
    let mut all = Vec::new();
    for kind in CallKind::ALL {
        let counts = if kind == CallKind::Loopback200OverHyper {
            let by_hand = all.iter().find(|of: &&CountedCall| of.call == CallKind::Loopback200);
            let by_hand = by_hand.ok_or("nothing to compare with")?.counts.by_hand;
            Pair { by_hand, ours: call(project, kind, true, &server, true)? }
        } else {
            Pair::of(|ours| call(project, kind, ours, &server, true))?
        };
        all.push(CountedCall { call: kind, counts });
    }
    Ok(Counted { calls: all, tokens: tokens::of_expansions(project)?, code })
}

/// Counts calls of one kind.
pub(crate) fn call(
    project: &Project,
    kind: CallKind,
    ours: bool,
    server: &Server,
    instructions: bool,
) -> Outcome<Count> {
    say(&format!("counting calls: {}, {}", kind.title(), if ours { "ours" } else { "by hand" }));
    let (answer, server) = match kind {
        CallKind::InMemory200 => ("200", None),
        CallKind::InMemory404 => ("404", None),
        CallKind::Loopback200 | CallKind::Loopback200OverHyper => ("200", Some(server)),
    };
    let side = match (ours, kind) {
        (false, _) => Side::ByHand,
        (true, CallKind::Loopback200OverHyper) => Side::OursOverHyper,
        (true, _) => Side::Ours,
    };
    calls::count(project, side, answer, server, instructions)
}

fn code(project: &Project, sizes: &[usize]) -> Outcome<Vec<Code>> {
    let workspace = Workspace::new(project)?;
    let mut code = Vec::new();
    for endpoints in with_the_smallest(sizes) {
        let apis = Pair::of(|ours| workspace.api(author(ours), endpoints))?;
        let side = |ours: bool| if ours { &apis.ours } else { &apis.by_hand };
        say(&format!("counting the code of {endpoints} endpoints"));
        code.push(Code {
            endpoints,
            ir_lines: Pair::of(|ours| workspace.ir_lines(side(ours)))?,
            text_bytes: Pair::of(|ours| workspace.text_bytes(side(ours)))?,
        });
    }
    Ok(code)
}

pub(super) fn author(ours: bool) -> Author {
    if ours { Author::Sigpost } else { Author::Hand }
}

/// Growth is measured from the smallest API that has the whole mix.
pub(super) fn with_the_smallest(sizes: &[usize]) -> Vec<usize> {
    let mut sizes = sizes.to_vec();
    sizes.push(MIXED);
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}

impl CallKind {
    pub(crate) const ALL: [Self; 4] =
        [Self::InMemory200, Self::InMemory404, Self::Loopback200, Self::Loopback200OverHyper];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::InMemory200 => "200 answer, in-process transport",
            Self::InMemory404 => "404 typed, in-process transport",
            Self::Loopback200 => "200 answer, over reqwest on loopback",
            Self::Loopback200OverHyper => "200 answer, over hyper on loopback*",
        }
    }
}
