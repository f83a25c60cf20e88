//! The narrative of two versions as hunks: what stayed, what went, what came.
//!
//! White space does not count, and neither does where a paragraph ends: a page and a document break
//! the same text differently. Sentences are aligned first and what is left over letter by letter, so
//! that the work stays bounded.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::text::is_space;
use crate::model::Found;
use crate::value::Place;

/// Product of the lengths of two texts up to which they are compared letter by letter.
const MOST_WORK: usize = 9_000_000;
/// Share of common words below which a passage counts as rewritten rather than edited.
const EDITED_PERCENT: usize = 40;

/// A paragraph in which the versions differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParagraphChange {
    /// The paragraph of the submitted version, `None` where it is new.
    pub submitted: Option<Place>,
    /// The paragraph of the published version, `None` where it is gone.
    pub published: Option<Place>,
    /// Its text in pieces.
    pub hunks: Vec<Hunk>,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hunk {
    /// What happened to it.
    pub kind: HunkKind,
    /// The text, as printed.
    pub text: String,
}

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HunkKind {
    /// It stands in both versions.
    Same,
    /// Only the submitted version has it.
    Removed,
    /// Only the published version has it.
    Added,
}

/// Returns the paragraphs in which two texts differ.
pub(super) fn changes(
    submitted: &[&Found<String>],
    published: &[&Found<String>],
) -> Vec<ParagraphChange> {
    let (old, new) = (words(submitted), words(published));
    if keys(&old).eq(keys(&new)) {
        return Vec::new();
    }
    let mut groups = Groups::default();
    for step in steps(&old, &new) {
        groups.push(step);
    }
    let place = |side: &[&Found<String>], at: Option<usize>| Some(side.get(at?)?.place);
    groups
        .done
        .into_iter()
        .filter(|group| group.hunks.iter().any(|hunk| hunk.kind != HunkKind::Same))
        .map(|group| ParagraphChange {
            submitted: place(submitted, group.old),
            published: place(published, group.new),
            hunks: group.hunks,
        })
        .collect()
}

fn keys<'a>(words: &'a [Word]) -> impl Iterator<Item = char> + 'a {
    words.iter().flat_map(|word| word.key.chars())
}

/// A run of Latin letters and digits, or a single letter of another kind.
#[derive(Debug, Clone)]
struct Word {
    key: String,
    /// As printed, with the white space behind it.
    text: String,
    paragraph: usize,
    ends_sentence: bool,
}

fn words(paragraphs: &[&Found<String>]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (paragraph, found) in paragraphs.iter().enumerate() {
        for letter in found.value.trim().chars() {
            let last = words.last_mut().filter(|word| word.paragraph == paragraph);
            match last {
                Some(word) if is_space(letter) => word.text.push(letter),
                Some(word) if runs_on(letter) && word.key.chars().all(runs_on) => {
                    word.key.push(letter);
                    word.text.push(letter);
                }
                _ if is_space(letter) => {}
                _ => words.push(Word {
                    key: letter.to_string(),
                    text: letter.to_string(),
                    paragraph,
                    ends_sentence: matches!(letter, '。' | '；' | '！' | '？'),
                }),
            }
        }
        if let Some(word) = words.last_mut() {
            word.ends_sentence = true;
        }
    }
    words
}

fn runs_on(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '.' | '%')
}

/// One word's fate.
#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Same(&'a Word, &'a Word),
    Removed(&'a Word),
    Added(&'a Word),
}

/// Aligns sentences, then the words of what is left over.
fn steps<'a>(old: &'a [Word], new: &'a [Word]) -> Vec<Step<'a>> {
    let (left, right) = (sentences(old), sentences(new));
    if left.len().saturating_mul(right.len()) > MOST_WORK {
        return rewritten(old, new);
    }
    let key = |sentence: &&[Word]| keys(sentence).collect::<String>();
    let (left_keys, right_keys): (Vec<_>, Vec<_>) =
        (left.iter().map(key).collect(), right.iter().map(key).collect());
    let mut steps = Vec::new();
    let mut open = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &left_keys, &right_keys) {
        let (old_words, new_words) =
            (left[op.old_range()].iter().copied(), right[op.new_range()].iter().copied());
        if let DiffOp::Equal { .. } = op {
            steps.extend(edited(&open.0, &open.1));
            open = (Vec::new(), Vec::new());
            steps.extend(
                old_words.flatten().zip(new_words.flatten()).map(|(a, b)| Step::Same(a, b)),
            );
        } else {
            open.0.extend(old_words.flatten());
            open.1.extend(new_words.flatten());
        }
    }
    steps.extend(edited(&open.0, &open.1));
    steps
}

fn sentences(words: &[Word]) -> Vec<&[Word]> {
    words.split_inclusive(|word| word.ends_sentence).collect()
}

/// Aligns the words of two passages that are not the same.
fn edited<'a>(old: &[&'a Word], new: &[&'a Word]) -> Vec<Step<'a>> {
    let longest = old.len().max(new.len());
    if old.len().saturating_mul(new.len()) > MOST_WORK {
        return rewritten(old.iter().copied(), new.iter().copied());
    }
    let key = |word: &&'a Word| word.key.as_str();
    let (left, right): (Vec<_>, Vec<_>) =
        (old.iter().map(key).collect(), new.iter().map(key).collect());
    let ops = capture_diff_slices(Algorithm::Myers, &left, &right);
    let same: usize =
        ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    if same * 100 < longest * EDITED_PERCENT {
        return rewritten(old.iter().copied(), new.iter().copied());
    }
    let is_chance = |at: usize, len: usize| {
        // A single letter between two replacements is chance.
        let replaces = |op: Option<&DiffOp>| matches!(op, Some(DiffOp::Replace { .. }));
        len == 1 && at > 0 && replaces(ops.get(at - 1)) && replaces(ops.get(at + 1))
    };
    let mut steps = Vec::new();
    let mut open = (Vec::new(), Vec::new());
    for (at, op) in ops.iter().enumerate() {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        match op {
            DiffOp::Equal { len, .. } if !is_chance(at, *len) => {
                steps.extend(replaced(&mut open));
                steps.extend(old.iter().zip(new).map(|(a, b)| Step::Same(a, b)));
            }
            _ => {
                open.0.extend_from_slice(old);
                open.1.extend_from_slice(new);
            }
        }
    }
    steps.extend(replaced(&mut open));
    steps
}

/// Empties what was gathered: first what went, then what came.
fn replaced<'a>(open: &mut (Vec<&'a Word>, Vec<&'a Word>)) -> Vec<Step<'a>> {
    let gone = open.0.drain(..).map(Step::Removed);
    gone.chain(open.1.drain(..).map(Step::Added)).collect()
}

/// Sets two passages against each other, a paragraph at a time.
fn rewritten<'a>(
    old: impl IntoIterator<Item = &'a Word>,
    new: impl IntoIterator<Item = &'a Word>,
) -> Vec<Step<'a>> {
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    let mut steps = Vec::new();
    while old.peek().is_some() || new.peek().is_some() {
        let paragraph = old.peek().map(|word| word.paragraph);
        while let Some(word) = old.next_if(|word| Some(word.paragraph) == paragraph) {
            steps.push(Step::Removed(word));
        }
        let paragraph = new.peek().map(|word| word.paragraph);
        while let Some(word) = new.next_if(|word| Some(word.paragraph) == paragraph) {
            steps.push(Step::Added(word));
        }
    }
    steps
}

/// Steps gathered by paragraph.
#[derive(Debug, Default)]
struct Groups {
    done: Vec<Group>,
}

#[derive(Debug, Default)]
struct Group {
    old: Option<usize>,
    new: Option<usize>,
    hunks: Vec<Hunk>,
}

impl Groups {
    fn push(&mut self, step: Step<'_>) {
        let (old, new, kind, word) = match step {
            Step::Same(old, new) => (Some(old), Some(new), HunkKind::Same, new),
            Step::Removed(old) => (Some(old), None, HunkKind::Removed, old),
            Step::Added(new) => (None, Some(new), HunkKind::Added, new),
        };
        let (old, new) = (old.map(|it| it.paragraph), new.map(|it| it.paragraph));
        if !self.done.last().is_some_and(|group| group.takes(old, new)) {
            self.done.push(Group::default());
        }
        let Some(group) = self.done.last_mut() else { return };
        group.old = group.old.or(old);
        group.new = group.new.or(new);
        match group.hunks.last_mut() {
            Some(hunk) if hunk.kind == kind => hunk.text.push_str(&word.text),
            _ => group.hunks.push(Hunk { kind, text: word.text.clone() }),
        }
    }
}

impl Group {
    /// Tells whether a word of these paragraphs belongs here: the published version leads.
    fn takes(&self, old: Option<usize>, new: Option<usize>) -> bool {
        match (old, new) {
            (_, Some(_)) if self.new.is_some() => self.new == new,
            (None, Some(_)) => self.old.is_some(),
            (old, _) => self.old == old,
        }
    }
}

#[cfg(test)]
mod tests;
