//! `gongkai read-one KIND`: the reader process. The site starts it for each document; nobody else does.

use std::process::ExitCode;

use anyhow::Result;
use reader::limits::Limits;
use reader::{Kind, Program, Readers, child};

/// The command's name.
const NAME: &str = "read-one";

/// Arguments of `gongkai read-one`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 读取什么 What is read from standard input
    #[arg(value_parser = kind)]
    kind: Kind,
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::named(name).ok_or_else(|| "no such kind".to_owned())
}

/// Reads the one document.
pub fn run(args: &Args) -> ExitCode {
    child::run(args.kind)
}

/// Returns readers that are this program.
pub fn readers() -> Result<Readers> {
    Ok(Readers::new(Program::this(&[NAME])?, Limits::default()))
}
