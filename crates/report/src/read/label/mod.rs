//! Tells what a label names, however it is spelt.
//!
//! Labels alone are not trusted: 总计 and 其他 name several things, and torn labels name two rows.
//! The order of rows settles what is left open, in [`crate::read::interpret`].

mod distance;
mod normalise;
pub mod vocabulary;

pub use normalise::{Numbering, fold, normalise, strip_all, strip_one};

use distance::edit_distance;
use law::report_form::RequestRow;
use vocabulary::{REQUEST_ROWS, Wording};

/// How sure a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// The words of the form.
    Official,
    /// A known other wording.
    Known,
    /// The words of the form among others.
    Inside,
    /// Letters wrong or lost.
    Misprint,
    /// A piece of a label that was torn apart.
    Piece,
}

/// What a label may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T> {
    /// The candidates, one unless the label is a piece of several.
    pub candidates: Vec<T>,
    /// How sure it is.
    pub sureness: Sureness,
}

/// Returns the rows of table three that a label may name.
pub fn request_row(label: &str) -> Option<Named<RequestRow>> {
    let normal = normalise(label);
    let (number, words) = strip_all(&normal);
    if words == "其他" || words == "其他处理" {
        let row = match number {
            Some(Numbering::Bracketed(_) | Numbering::Chinese(_)) => RequestRow::OtherTotal,
            _ if words == "其他处理" => RequestRow::OtherTotal,
            Some(Numbering::Arabic(_)) | None => RequestRow::OtherOther,
        };
        return Some(Named { candidates: vec![row], sureness: Sureness::Official });
    }
    if is_group_words(words) {
        return None;
    }
    name(&REQUEST_ROWS, words).or_else(|| name(&REQUEST_ROWS, behind_number(words)?))
}

/// Returns the row of table three of which a label has the very words, as [`request_row`] would.
pub fn exact_request_row(label: &str) -> Option<RequestRow> {
    let normal = normalise(label);
    let words = strip_all(&normal).1;
    if words == "其他" || words == "其他处理" {
        return request_row(label)?.candidates.first().copied();
    }
    if is_group_words(words) {
        return None;
    }
    let behind = || {
        let rest = exactly(&REQUEST_ROWS, behind_number(words)?)?;
        name(&REQUEST_ROWS, words).is_none().then_some(rest)
    };
    exactly(&REQUEST_ROWS, words).or_else(behind).map(|it| it.names)
}

/// What stands behind the last number inside a label: in 理1.信访举 the end of the label of the
/// group and the beginning of that of the row ran together.
fn behind_number(words: &str) -> Option<&str> {
    let dot = words.rfind(['.', ','])?;
    let (front, rest) = words.split_at(dot);
    front.ends_with(|c: char| c.is_ascii_digit()).then(|| rest.trim_start_matches(['.', ',']))
}

/// Labels of groups of rows, which are torn too.
const GROUPS: [&str; 5] = ["不予公开", "无法提供", "不予处理", "其他处理", "本年度办理结果"];

/// Tells whether a label is that of a group of rows, or half of one.
pub fn is_group(label: &str) -> bool {
    let normal = normalise(label);
    let words = strip_all(&normal).1;
    is_group_words(words) || words.chars().count() < 2
}

/// 他处理 is no misprint of 其他处理 but its second half, and 予公开 none of 予以公开.
fn is_group_words(words: &str) -> bool {
    let torn = |group: &&str| group.starts_with(words) || group.ends_with(words);
    words.chars().count() >= 2 && GROUPS.iter().any(torn)
}

/// Tells whether the words are a part of a label of the row that was torn into lines, letter by
/// letter, so that nothing in it is misprinted.
pub fn is_part_of(label: &str, row: RequestRow) -> bool {
    let normal = normalise(label);
    let words = strip_all(&normal).1.trim_end_matches([',', '.', ':', ';']);
    let part = |it: &Wording<RequestRow>| it.names == row && it.words.contains(words);
    REQUEST_ROWS.iter().any(part)
        || behind_number(words).is_some_and(|words| {
            REQUEST_ROWS.iter().any(|it| it.names == row && it.words.contains(words))
        })
}

/// Returns what a normalised label without numbering may name among `wordings`.
pub fn name<T: Copy + PartialEq>(wordings: &[Wording<T>], words: &str) -> Option<Named<T>> {
    if words.is_empty() {
        return None;
    }
    if let Some(it) = exactly(wordings, words) {
        let sureness = if it.official { Sureness::Official } else { Sureness::Known };
        return Some(Named { candidates: vec![it.names], sureness });
    }
    inside(wordings, words).or_else(|| misprint(wordings, words)).or_else(|| piece(wordings, words))
}

/// Returns the wording that these words are, letter by letter.
pub fn exactly<'a, T>(wordings: &'a [Wording<T>], words: &str) -> Option<&'a Wording<T>> {
    wordings.iter().find(|it| it.words == words)
}

/// The longest wording that ends the label, so that 不予公开1.属于国家秘密 is told by its end.
fn inside<T: Copy + PartialEq>(wordings: &[Wording<T>], words: &str) -> Option<Named<T>> {
    const SHORTEST: usize = 4;
    wordings
        .iter()
        .filter(|it| it.letters.len() >= SHORTEST)
        .filter(|it| words.ends_with(&it.words) || is_followed_by_bracket(words, &it.words))
        .max_by_key(|it| it.letters.len())
        .map(|it| Named { candidates: vec![it.names], sureness: Sureness::Inside })
}

fn is_followed_by_bracket(words: &str, wording: &str) -> bool {
    words.strip_prefix(wording).is_some_and(|rest| rest.starts_with('('))
}

/// The nearest wording, if no other is as near. A quarter of the letters may be wrong; the
/// beginning or the end of a short wording is a piece of it and no misprint.
fn misprint<T: Copy + PartialEq>(wordings: &[Wording<T>], words: &str) -> Option<Named<T>> {
    let letters: Vec<char> = words.chars().collect();
    let mut nearest: Option<(usize, T)> = None;
    let mut tied = false;
    const SHORT: usize = 6;
    let is_part = |it: &Wording<T>| {
        it.letters.len() < SHORT && (it.words.starts_with(words) || it.words.ends_with(words))
    };
    for it in wordings.iter().filter(|it| it.letters.len() >= 4 && !is_part(it)) {
        let most = it.letters.len() / 4;
        let Some(distance) = edit_distance(&letters, &it.letters, most) else { continue };
        match nearest {
            Some((least, names)) if distance == least => tied |= names != it.names,
            Some((least, _)) if distance > least => {}
            _ => {
                nearest = Some((distance, it.names));
                tied = false;
            }
        }
    }
    let (_, names) = nearest.filter(|_| !tied)?;
    Some(Named { candidates: vec![names], sureness: Sureness::Misprint })
}

/// All wordings of which the label is a piece.
fn piece<T: Copy + PartialEq>(wordings: &[Wording<T>], words: &str) -> Option<Named<T>> {
    const SHORTEST: usize = 3;
    if words.chars().count() < SHORTEST {
        return None;
    }
    let mut candidates = Vec::new();
    for it in wordings.iter().filter(|it| it.words.contains(words)) {
        if !candidates.contains(&it.names) {
            candidates.push(it.names);
        }
    }
    (!candidates.is_empty()).then_some(Named { candidates, sureness: Sureness::Piece })
}

#[cfg(test)]
mod tests;
