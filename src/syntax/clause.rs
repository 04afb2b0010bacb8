//! Clauses: which verb group has which subject, what belongs to it, and how each clause hangs on its parent.
//!
//! A sentence is read once from left to right. A clause is open until another takes over; a verb group that finds its clause complete begins a
//! new one, or completes one further up that still waits for its verb ("Police in Odesa, where nine were killed, arrested 40").
//!
//! `tree` is what comes of it, `builder` what is known on the way; `reader` gives each phrase to `noun`, `finite`, `nonfinite` or `opener`, which
//! join it to what is there (`join`, `speech`) by what stands further up (`climb`) and what follows (`ahead`).

mod ahead;
mod builder;
mod climb;
mod finite;
mod join;
mod nonfinite;
mod noun;
mod opener;
mod reader;
mod speech;
mod tree;

pub(super) use reader::add_sentence;
pub use tree::{Clause, Clauses, Link, Role};
