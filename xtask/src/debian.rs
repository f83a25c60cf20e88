//! Programs of others by which the tests check what the product writes. The product needs none.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

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

/// The mail server of the tests, and what makes its certificate.
pub const MAIL: [Program; 2] = [
    Program { name: "/usr/lib/python3/dist-packages/aiosmtpd", package: "python3-aiosmtpd" },
    Program { name: "openssl", package: "openssl" },
];

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

/// Unpacks packages into a folder without installing them: a server that Debian would start with its
/// package disturbs nobody.
///
/// # Errors
///
/// On a machine without apt, or where a package cannot be had.
pub fn unpack(packages: &[&str], folder: &Path) -> Result<()> {
    ensure!(is_there("apt-get"), "these checks need apt-get, which brings {}", packages.join(", "));
    let fetched = folder.join("packages");
    std::fs::create_dir_all(&fetched).with_context(|| fetched.display().to_string())?;
    let download = || {
        let mut command = Command::new("apt-get");
        process::quiet(command.args(["--quiet=2", "download"]).args(packages).current_dir(&fetched))
    };
    if download().is_err() {
        process::run(apt().arg("update").stdout(Stdio::null()))?;
        download()?;
    }
    for entry in std::fs::read_dir(&fetched).context("what apt-get fetched")? {
        let package = entry.context("what apt-get fetched")?.path();
        process::quiet(Command::new("dpkg-deb").arg("--extract").arg(package).arg(folder))?;
    }
    Ok(())
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
