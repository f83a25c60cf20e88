//! Reading a document in a process of its own.
//!
//! Whoever serves people opens no document. It starts the program once more for each one ([`Readers`]) and
//! hands over one descriptor; the other side ([`child`]) locks itself in before it reads a byte, reads, answers
//! and is gone. The answer is bounded and typed: what is not of its form is refused. What a document means is
//! told by `report` and `roster`.

mod answer;
pub mod child;
mod confinement;
mod failure;
mod kind;
pub mod limits;
mod program;
mod readers;

pub use confinement::{Confinement, Held};
pub use failure::{ReadFailure, ReaderFault};
pub use kind::Kind;
pub use program::Program;
pub use readers::{Document, Readers};
