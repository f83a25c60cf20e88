//! Exact decimal numbers as reports print them, without floating point.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An exact decimal number: counts, and amounts in 万元.
///
/// Trailing zeros behind the point do not matter: `20.30` equals `20.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Number {
    mantissa: i64,
    decimals: u8,
}

/// The text is no number, or one too large to hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a number: {0}")]
pub struct NotANumber(String);

/// Digits in front of the point; no report counts so far, and sums of such numbers cannot overflow.
const MOST_DIGITS: usize = 14;
/// Decimals that are kept; a text with more is no number for us.
const MOST_DECIMALS: usize = 12;

impl Number {
    /// Returns the whole number.
    pub const fn whole(n: i64) -> Self {
        Self { mantissa: n, decimals: 0 }
    }

    /// Returns the value where it is a whole number.
    pub fn integer(self) -> Option<i64> {
        (self.decimals == 0).then_some(self.mantissa)
    }

    /// Returns how many digits stand behind the point, trailing zeros left out.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// Tells whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Returns the value in units of 10⁻¹², for sums and comparisons.
    pub fn scaled(self) -> i128 {
        let missing = u32::try_from(MOST_DECIMALS).unwrap_or(0) - u32::from(self.decimals);
        i128::from(self.mantissa) * 10_i128.pow(missing)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.scaled().cmp(&other.scaled())
    }
}

impl From<i64> for Number {
    fn from(n: i64) -> Self {
        Self::whole(n)
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    /// Reads `-?digits(.digits)?`, nothing else.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let not = || NotANumber(text.to_owned());
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let fraction = fraction.trim_end_matches('0');
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || digits.ends_with('.')
            || !all_digits(whole)
            || !all_digits(fraction)
            || fraction.len() > MOST_DECIMALS
        {
            return Err(not());
        }
        if whole.len() > MOST_DIGITS {
            return Err(not());
        }
        let magnitude: Result<i64, _> =
            if fraction.is_empty() { whole.parse() } else { format!("{whole}{fraction}").parse() };
        let magnitude = magnitude.map_err(|_| not())?;
        Ok(Self {
            mantissa: if negative { -magnitude } else { magnitude },
            decimals: u8::try_from(fraction.len()).map_err(|_| not())?,
        })
    }
}

impl TryFrom<String> for Number {
    type Error = NotANumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.to_string()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        let decimals = usize::from(self.decimals);
        if decimals == 0 {
            return f.pad_integral(self.mantissa >= 0, "", &digits);
        }
        let padded = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = padded.split_at(padded.len() - decimals);
        f.pad(&format!("{sign}{whole}.{fraction}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_stay_exact() {
        let read = |text: &str| text.parse::<Number>().map(|number| number.to_string());
        assert_eq!(read("755.2974"), Ok("755.2974".to_owned()));
        assert_eq!(read("0.000001"), Ok("0.000001".to_owned()));
        assert_eq!(read("20.30"), Ok("20.3".to_owned()));
        assert_eq!(read("-18"), Ok("-18".to_owned()));
        assert_eq!(read("0.00"), Ok("0".to_owned()));
        for wrong in ["", "-", ".5", "5.", "1e5", "1,000", "99999999999999999999"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(mantissa in any::<i32>(), decimals in 0u8..7) {
            let number = Number { mantissa: i64::from(mantissa), decimals };
            let read: Number = number.to_string().parse().expect("our own text");
            prop_assert_eq!(read.scaled(), number.scaled());
        }
    }
}
