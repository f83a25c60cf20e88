//! Tells what a label names, however it is spelt.
//!
//! Labels alone are not trusted: 总计 and 其他 name several things, and torn labels name two rows.
//! The order of rows settles what is left open, in [`crate::read::interpret`].

mod distance;
mod normalise;
pub mod vocabulary;

pub use normalise::{Numbering, normalise, strip_all, strip_one};

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
    name(&REQUEST_ROWS, words)
}

/// Returns what a normalised label without numbering may name among `wordings`.
pub fn name<T: Copy + PartialEq>(wordings: &[Wording<T>], words: &str) -> Option<Named<T>> {
    if words.is_empty() {
        return None;
    }
    if let Some(it) = wordings.iter().find(|it| it.words == words) {
        let sureness = if it.official { Sureness::Official } else { Sureness::Known };
        return Some(Named { candidates: vec![it.names], sureness });
    }
    inside(wordings, words).or_else(|| misprint(wordings, words)).or_else(|| piece(wordings, words))
}

/// The longest wording that ends the label, so that 不予公开1.属于国家秘密 is told by its end.
fn inside<T: Copy + PartialEq>(wordings: &[Wording<T>], words: &str) -> Option<Named<T>> {
    const SHORTEST: usize = 4;
    wordings
        .iter()
        .filter(|it| it.letters.len() >= SHORTEST)
        .filter(|it| words.ends_with(&it.words) || words.starts_with(&format!("{}(", it.words)))
        .max_by_key(|it| it.letters.len())
        .map(|it| Named { candidates: vec![it.names], sureness: Sureness::Inside })
}

/// The nearest wording, if no other is as near. A quarter of the letters may be wrong.
fn misprint<T: Copy + PartialEq>(wordings: &[Wording<T>], words: &str) -> Option<Named<T>> {
    let letters: Vec<char> = words.chars().collect();
    let mut nearest: Option<(usize, T)> = None;
    let mut tied = false;
    for it in wordings.iter().filter(|it| it.letters.len() >= 4) {
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
