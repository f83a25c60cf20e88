//! Exact arithmetic over [`Number`]: back from units of 10⁻¹², differences and rounded shares.

use crate::number::Number;

/// Units in which [`Number::scaled`] counts: 10¹² to the whole.
pub(crate) const ONE: i128 = 1_000_000_000_000;

/// Returns the number for a value in units of 10⁻¹², `None` where it is too large to hold.
pub(crate) fn number(scaled: i128) -> Option<Number> {
    let (whole, fraction) = (scaled / ONE, (scaled % ONE).unsigned_abs());
    if fraction == 0 {
        return i64::try_from(whole).ok().map(Number::whole);
    }
    let sign = if scaled < 0 { "-" } else { "" };
    format!("{sign}{}.{fraction:012}", whole.unsigned_abs()).parse().ok()
}

/// Returns `left` minus `right`, `None` where the difference is too large to hold.
pub(crate) fn minus(left: Number, right: Number) -> Option<Number> {
    number(left.scaled().checked_sub(right.scaled())?)
}

/// Returns `part` of `whole` in units of one `unit`-th, half rounded away from zero.
///
/// `None` where the whole is zero or the share is too large to hold.
pub(crate) fn share(part: i128, whole: i128, unit: i128) -> Option<i64> {
    let (part, whole) = if whole < 0 { (part.checked_neg()?, -whole) } else { (part, whole) };
    let scaled = part.checked_mul(unit)?;
    let half = whole / 2 + whole % 2;
    let quotient = scaled.checked_div(whole)?;
    let away = i128::from(scaled.unsigned_abs() % whole.unsigned_abs() >= half.unsigned_abs());
    let signed = if scaled < 0 { quotient - away } else { quotient + away };
    i64::try_from(signed).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shares_round_half_away_from_zero() {
        assert_eq!(share(1, 8, 100), Some(13), "12.5 %");
        assert_eq!(share(-1, 8, 100), Some(-13), "−12.5 %");
        assert_eq!(share(1, 3, 100), Some(33));
        assert_eq!(share(-2, 3, 100), Some(-67));
        assert_eq!(share(5, -10, 100), Some(-50));
        assert_eq!(share(0, 7, 1000), Some(0));
        assert_eq!(share(7, 0, 100), None);
        assert_eq!(share(i128::MAX, 1, 100), None);
    }

    #[test]
    fn a_value_too_large_to_hold_is_none() {
        assert_eq!(number(i128::from(i64::MAX) * ONE), Some(Number::whole(i64::MAX)));
        assert_eq!(number((i128::from(i64::MAX) + 1) * ONE), None);
        assert_eq!(number(i128::from(i64::MAX) * ONE + 1), None);
    }

    proptest! {
        #[test]
        fn a_number_survives_its_units(whole in any::<i32>(), fraction in 0u32..1_000_000) {
            let text = format!("{whole}.{fraction:06}");
            let read: Number = text.parse().expect("a number");
            prop_assert_eq!(number(read.scaled()), Some(read));
        }
    }
}
