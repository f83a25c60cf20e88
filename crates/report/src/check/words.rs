//! English words that go with a number.

use std::fmt::Display;

/// Returns the number with its noun, `1 cell` or `7 cells`.
pub(super) fn counted(number: impl Display, noun: &str) -> String {
    let number = number.to_string();
    let ending = if number == "1" { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// Returns `is` or `are`.
pub(super) fn be(number: impl Display) -> &'static str {
    if number.to_string() == "1" { "is" } else { "are" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_from_many() {
        assert_eq!(format!("{} {} blank", counted(1, "cell"), be(1)), "1 cell is blank");
        assert_eq!(format!("{} {} blank", counted(7, "cell"), be(7)), "7 cells are blank");
        assert_eq!(counted(0, "sum"), "0 sums");
    }
}
