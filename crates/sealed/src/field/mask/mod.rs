//! Masks: what may be shown of a value without the right to it.
//!
//! Of a number a mask keeps the head or nothing, because a head names a group (a region, an operator, a bank)
//! and a tail names a person. At least [`FEWEST_NUMBERS`] numbers remain possible, counting what other columns
//! may give away; each mask says how it counts. A page that shows a full date of birth beside a masked identity
//! number breaks the count (500 numbers remain of a region, a day and a sex, whatever the mask), so no page does.

mod address;
mod number;
mod words;

use super::FieldKind;

/// How many numbers have to remain possible behind the mask of a number.
#[cfg(test)]
const FEWEST_NUMBERS: usize = 10_000;

/// Stars for all of a value. Always as many, so that they do not tell the length.
const ALL_STARS: &str = "******";

pub(super) fn mask(kind: FieldKind, value: &str) -> String {
    let shown = match kind {
        FieldKind::IdentityNumber => number::identity_number(value),
        FieldKind::Passport => number::passport(value),
        FieldKind::Phone => number::phone(value),
        FieldKind::BankCard => number::bank_card(value),
        FieldKind::Address => address::address(value),
        FieldKind::PersonName => words::person_name(value),
        FieldKind::Email => words::email(value),
        FieldKind::FileName => words::file_name(value),
        FieldKind::FreeText => None,
    };
    let mut masked = shown.unwrap_or_else(|| ALL_STARS.to_owned());
    // Somebody may type stars.
    if masked == value {
        masked.push('*');
    }
    masked
}

/// Shows the first `shown` letters and stars up to a length of `whole`.
fn head(text: &str, shown: usize, whole: usize) -> String {
    let stars = std::iter::repeat_n('*', whole.saturating_sub(shown));
    text.chars().take(shown).chain(stars).collect()
}

#[cfg(test)]
mod tests;
