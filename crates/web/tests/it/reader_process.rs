//! A reader for the tests of the site: it does what `gongkai read-one` does.

use std::process::ExitCode;

use reader::{Kind, child};

fn main() -> ExitCode {
    let kind = std::env::args().nth(1).and_then(|it| Kind::named(&it));
    kind.map_or(ExitCode::FAILURE, child::run)
}
