//! The log of the program: lines for people on a terminal, JSON for collectors. What is in them names routes
//! and ids, never persons.

use std::io::IsTerminal;

use anyhow::{Context, Result};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

use crate::installation::{LogConfig, LogFormat};

/// Begins to write the log to standard error.
pub fn begin(config: &LogConfig) -> Result<()> {
    let level = config.level.as_deref().unwrap_or("info");
    // The database library tells each statement; that is for looking for faults in it.
    let targets = format!("sqlx=warn,sea_orm=warn,sea_orm_migration=warn,{level}");
    let targets: Targets = targets.parse().with_context(|| format!("[log] level = {level:?}"))?;
    let terminal = std::io::stderr().is_terminal();
    let json = match config.format {
        LogFormat::Json => true,
        LogFormat::Text => false,
        LogFormat::Auto => !terminal,
    };
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(terminal);
    let lines = if json {
        lines.json().flatten_event(true).with_span_list(false).boxed()
    } else {
        lines.boxed()
    };
    // Whoever has begun one already keeps it.
    let _ = tracing_subscriber::registry().with(lines.with_filter(targets)).try_init();
    Ok(())
}
