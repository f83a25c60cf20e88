//! Programs of others by which the tests check what the product writes. The product needs none.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

use crate::process;

/// A program and the Debian package that brings it.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    name: &'static str,
    package: &'static str,
}

impl Program {
    /// A program of a package.
    pub const fn new(name: &'static str, package: &'static str) -> Self {
        Self { name, package }
    }
}

/// LibreOffice opens what the product writes as Word and Excel; Poppler reads its PDFs.
pub const OFFICE: [Program; 3] = [
    Program { name: "soffice", package: "libreoffice-writer-nogui" },
    // Both packages bring soffice; the marker file tells whether Calc is there.
    Program { name: "/usr/lib/libreoffice/program/libsclo.so", package: "libreoffice-calc-nogui" },
    Program { name: "pdftotext", package: "poppler-utils" },
];

/// The server on which the tests of the store run. Its programs lie outside the path, so whoever
/// looks for them asks for this only where they are missing. Debian starts a server of its own with
/// the package; it disturbs nobody, because the tests use a private one on another port.
pub const POSTGRES: [Program; 1] = [Program { name: "initdb", package: "postgresql" }];

/// What runs the identity provider of the tests.
pub const NODE: [Program; 2] =
    [Program { name: "node", package: "nodejs" }, Program { name: "npm", package: "npm" }];

/// What opens the pages, and the faces without which Chinese is nothing but boxes.
pub const BROWSER: [Program; 2] = [
    Program { name: "chromium", package: "chromium" },
    Program {
        name: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        package: "fonts-noto-cjk",
    },
];

/// What reduces pictures to a palette.
pub const PICTURES: [Program; 1] = [Program { name: "pngquant", package: "pngquant" }];

/// What strikes the store: failing calls, disks and signals.
pub const CRASH: [Program; 4] = [
    Program { name: "strace", package: "strace" },
    Program { name: "setpriv", package: "util-linux" },
    Program { name: "/sbin/mkfs.ext4", package: "e2fsprogs" },
    Program { name: "mount", package: "mount" },
];

/// Installs what is missing.
///
/// # Errors
///
/// On a machine without apt, naming what to install by hand.
pub fn install(programs: &[Program]) -> Result<()> {
    let missing: Vec<&str> =
        programs.iter().filter(|it| !is_there(it.name)).map(|it| it.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    ensure!(
        is_there("apt-get"),
        "these tests need programs that only apt-get can install by itself; install {} by hand",
        missing.join(", ")
    );
    println!("    installing {}", missing.join(", "));
    process::run(apt().arg("update").stdout(Stdio::null()))?;
    let mut command = apt();
    command.args(["install", "--yes", "--no-install-recommends"]).args(missing);
    process::run(command.stdout(Stdio::null()))
}

/// As root where we are, else through sudo, which may ask.
fn apt() -> Command {
    let root = std::fs::metadata("/root").is_ok_and(|_| std::fs::read_dir("/root").is_ok());
    let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
    if !root {
        command.arg("apt-get");
    }
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet=2");
    command
}

fn is_there(program: &str) -> bool {
    if program.starts_with('/') {
        return Path::new(program).exists();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
