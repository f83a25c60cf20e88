//! The programs that the checks need, and how a bare machine comes by them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::process;

/// The release of cargo-deny that the checks were written against.
const CARGO_DENY: &str = "0.20.2";

/// Returns the folder that holds the workspace.
#[must_use]
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask lies in a folder of the workspace")
}

/// Returns the folder that takes everything built or downloaded, as cargo itself chooses it.
#[must_use]
pub fn target() -> PathBuf {
    let chosen = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| OsString::from("target"));
    root().join(chosen)
}

/// Starts a cargo command line in the workspace, with the cargo that runs this chore.
#[must_use]
pub fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(root());
    forget_our_package(&mut command);
    command
}

/// Takes away what cargo told us about our own package: build scripts (that of ring) would take it for
/// a change and build everything above them anew, now and again by the next plain `cargo` command.
pub fn forget_our_package(command: &mut Command) {
    let ours = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(ours) {
            command.env_remove(name);
        }
    }
}

/// Checks that the toolchain has its formatter and its linter.
///
/// # Errors
///
/// When one of them is missing, with the command that adds it.
pub fn require_components() -> Result<()> {
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let found = cargo().args([command, "--version"]).stderr(Stdio::null()).status();
        ensure!(
            found.context("could not start cargo")?.success(),
            "the toolchain has no {component}; `rustup component add {component}` adds it"
        );
    }
    Ok(())
}

/// Starts a cargo-deny command line, after building cargo-deny where it is missing.
///
/// # Errors
///
/// When it cannot be built or started.
pub fn cargo_deny() -> Result<Command> {
    let ours = target().join("tools");
    let built = ours.join("bin").join("cargo-deny");
    for program in [Path::new("cargo-deny"), &built] {
        if is_cargo_deny(program) {
            return Ok(in_root(program));
        }
    }
    build_cargo_deny(&ours)?;
    ensure!(is_cargo_deny(&built), "cargo-deny was built but does not run");
    Ok(in_root(&built))
}

/// Builds cargo-deny from its published source, with the versions its authors locked.
///
/// Measured on two cores: unoptimised 1 min 58 s (106 s of processor time), and its checks of
/// this graph then take 1.1 s, so an optimised build (its release profile asks for fat LTO) could
/// not earn back its time. Debian 12 has no package; the packages with a ready binary elsewhere
/// are either years old or carry no proof of where they were built, which is not good enough
/// for the tool that guards the dependencies.
fn build_cargo_deny(folder: &Path) -> Result<()> {
    println!("    building cargo-deny {CARGO_DENY} once, about two minutes on two cores");
    let mut command = cargo();
    command.args(["install", "cargo-deny", "--locked", "--debug", "--version", CARGO_DENY]);
    command.arg("--root").arg(folder);
    command.env("CARGO_PROFILE_DEV_DEBUG", "false").env_remove("CARGO_TARGET_DIR");
    process::run(&mut command)
}

fn is_cargo_deny(program: &Path) -> bool {
    let version = in_root(program).arg("--version").stderr(Stdio::null()).output();
    version.is_ok_and(|it| it.stdout.trim_ascii() == format!("cargo-deny {CARGO_DENY}").as_bytes())
}

fn in_root(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}
