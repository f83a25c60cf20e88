//! Lines for whoever reads the output. `gongkai … | head` closes it early, which is no error: the
//! program then ends as if all had been read. A command says its lines when
//! what it was asked to store is stored.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};

/// Says a line, as `println!` would, to a reader who may have left.
macro_rules! say {
    ($($words:tt)*) => { $crate::say::line(format_args!($($words)*)) };
}

/// Writes a line to the standard output. Colours are left out where it is no terminal.
pub fn line(words: Arguments<'_>) {
    let mut out = anstream::stdout().lock();
    if let Err(error) = writeln!(out, "{words}").and_then(|()| out.flush()) {
        end(&error);
    }
}

/// Nobody hears the rest, so that nothing is left to do.
fn end(error: &std::io::Error) -> ! {
    if error.kind() == ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
    anstream::eprintln!("{error}");
    std::process::exit(i32::from(crate::COULD_NOT));
}
