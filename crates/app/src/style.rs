//! Colours of the terminal; `anstream` takes them out where they are not wanted (`NO_COLOR`, pipes).

use clap::builder::styling::{AnsiColor, Color, Style};
use report::check::Severity;

fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

fn coloured(color: AnsiColor) -> Style {
    Style::new().bold().fg_color(Some(Color::Ansi(color)))
}

/// An error.
pub fn error(text: &str) -> String {
    paint(coloured(AnsiColor::Red), text)
}

/// Something good.
pub fn good(text: &str) -> String {
    paint(coloured(AnsiColor::Green), text)
}

/// A title.
pub fn strong(text: &str) -> String {
    paint(Style::new().bold(), text)
}

/// Something of less weight.
pub fn faint(text: &str) -> String {
    paint(Style::new().dimmed(), text)
}

/// A word in the colour of its severity.
pub fn severity(severity: Severity, text: &str) -> String {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    paint(coloured(color), text)
}
