//! The command line.
//!
//! Results go to standard output, everything else to standard error. The exit status is 0 when all is well, 1 when the
//! pages have errors (or differ from what was generated, with `--check`), and 2 when the command cannot be carried out
//! as given.

mod check;
mod explain;
mod generate;
mod inspect;
mod manifest;
mod openapi;
mod permissions;
mod specs;
mod terminal;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Generates a typed Rust client and typed server stubs from API documentation pages.
#[derive(Debug, Parser)]
#[command(name = "stubdown", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Check(check::Arguments),
    Openapi(openapi::Arguments),
    Inspect(inspect::Arguments),
    Explain(explain::Arguments),
    Permissions(permissions::Arguments),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Clean,
    /// The pages, or the generated files, are not as they should be.
    Findings,
}

/// Why a command could not be carried out.
#[derive(Debug)]
enum Failure {
    /// It makes no sense as given, such as a folder that does not exist.
    Usage(String),
    /// The result could not be printed.
    Print(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Print(error)
    }
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Openapi(arguments) => openapi::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Permissions(arguments) => permissions::run(&arguments),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            let message = match failure {
                Failure::Usage(message) => message,
                Failure::Print(error) => format!("the result cannot be printed: {error}"),
            };
            // When even this cannot be printed, the exit status remains.
            let _ = terminal::tell(&format!("error: {message}\n"));
            ExitCode::from(2)
        }
    }
}
