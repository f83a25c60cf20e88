//! Masks of numbers, with what each leaves possible.

use super::head;
use crate::field::FieldKind;
use crate::field::normalise::is_mobile;

/// Shows province and city, the first four digits, as the mask of an address does.
///
/// Suppose other columns give away the region to all six digits, the sex and the year of birth. What stays
/// open is the day of the year (365) and the order number of one sex (500): 182,500 numbers. The last digit is
/// computed from the others and adds nothing. The customary mask that shows the last four digits would leave
/// about 365 × 10 ÷ 11 = 330: one digit of the order number is open, and the check digit, being shown, rules out
/// ten days in eleven.
pub(super) fn identity_number(value: &str) -> Option<String> {
    let number = FieldKind::IdentityNumber.normalise(value);
    let (last, first) = number.as_bytes().split_last()?;
    let digits = first.iter().all(u8::is_ascii_digit);
    let second_generation = number.len() == 18 && (last.is_ascii_digit() || *last == b'X');
    let first_generation = number.len() == 15 && last.is_ascii_digit();
    (digits && (second_generation || first_generation)).then(|| head(&number, 4, 18))
}

/// Shows the letter that begins a passport or permit. At least seven digits stay hidden: 10,000,000 numbers,
/// and even of one issue, whose numbers share three digits, 10,000.
pub(super) fn passport(value: &str) -> Option<String> {
    let number = FieldKind::Passport.normalise(value);
    let (first, rest) = number.as_bytes().split_first()?;
    let letters = rest.iter().take_while(|letter| letter.is_ascii_uppercase()).count();
    let digits = rest.get(letters..)?;
    let plausible = first.is_ascii_uppercase()
        && letters <= 1
        && (7..=11).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit);
    plausible.then(|| head(&number, 1, 9))
}

/// Shows the operator of a mobile number or the first three digits of a landline.
///
/// Suppose the address gives away all of a mobile number that depends on the region, seven digits, or exchange
/// and area of a landline. The last four digits of either are always hidden: 10,000 numbers. A tail of three
/// would leave ten numbers for each group of ten thousand in the region, too few in a small city.
pub(super) fn phone(value: &str) -> Option<String> {
    let number = FieldKind::Phone.normalise(value);
    let landline =
        (10..=12).contains(&number.len()) && number.starts_with('0') && !number.starts_with("00");
    (is_mobile(&number) || landline).then(|| head(&number, 3, 11))
}

/// Shows the six digits of bank and kind of card.
///
/// Suppose four more digits follow from the branch, and the last is computed from the others. Five of the 16
/// digits of the shortest card stay open: 100,000 numbers.
pub(super) fn bank_card(value: &str) -> Option<String> {
    let number = FieldKind::BankCard.normalise(value);
    (16..=19).contains(&number.len()).then(|| head(&number, 6, 16))
}
