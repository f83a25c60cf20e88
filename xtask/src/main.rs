//! Chores of the repository: `cargo xtask <CHORE>`.
//!
//! Each chore is a module with a `run` function; this file only knows their names.

// Chores, one line each.
mod accuracy;
mod api_fuzz;
mod bench;
mod browser;
mod crash;
mod deploy;
mod mail_server;
mod permissions;
mod postgres;
mod provider;
mod rules;
mod test;

// What the chores share.
mod advisories;
mod debian;
mod given;
mod guard;
mod npm;
mod process;
mod signal;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the repository", version)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Checks everything that is checked before a change lands.
    Test(test::Arguments),
    /// Compares what is read from documents with their truth files.
    Accuracy(accuracy::Args),
    /// Sends the API what its description allows and what it does not, as each role.
    ApiFuzz(api_fuzz::Arguments),
    /// Measures reading, checking and the whole program, as ratios against stated baselines.
    Bench(bench::Args),
    /// Opens every page of the site in a browser, as each role, and walks through the journeys.
    Browser(browser::Arguments),
    /// Kills the store at its work, again and again, and looks for what it promised and lost.
    Crash(crash::Arguments),
    /// Looks over what is under `deploy/` with the programs that will read it.
    Deploy,
    /// Writes the page of who may do what under `docs/guide/`.
    Permissions,
    /// Writes the pages of the rules under `docs/rules/`.
    Rules,
    /// Runs a command with the folder of a mail server in GONGKAI_TEST_MAIL.
    WithMail(given::Given),
    /// Runs a command with the address of a private PostgreSQL in GONGKAI_TEST_POSTGRES.
    WithPostgres(given::Given),
    /// Runs a command with the address of an identity provider in GONGKAI_TEST_OIDC.
    WithProvider(given::Given),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Test(arguments) => test::run(&arguments),
        Chore::Accuracy(arguments) => accuracy::run(&arguments),
        Chore::ApiFuzz(arguments) => api_fuzz::run(&arguments),
        Chore::Bench(arguments) => bench::run(&arguments),
        Chore::Browser(arguments) => browser::run(&arguments),
        Chore::Crash(arguments) => crash::run(&arguments),
        Chore::Deploy => deploy::check(),
        Chore::Permissions => permissions::run(),
        Chore::Rules => rules::run(),
        Chore::WithMail(given) => return ended(mail_server::with(&given)),
        Chore::WithPostgres(given) => return ended(postgres::with(&given)),
        Chore::WithProvider(given) => return ended(provider::with(&given)),
    };
    ended(done.map(|()| ExitCode::SUCCESS))
}

fn ended(outcome: anyhow::Result<ExitCode>) -> ExitCode {
    match outcome {
        Ok(code) => code,
        Err(error) => {
            // The causes in one line; a backtrace through this file helps nobody.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
