//! Which pairs of neighbouring letters a text has, to tell at a glance that a word is not in it.
//!
//! The rules look for some four hundred words, nearly all of which a report does not have. Looking
//! a pair up takes a hundredth of the time of searching a text for a word.

/// The pairs of a text. Different pairs may fall on one place, so that "yes" is a perhaps.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    bits: Vec<u64>,
}

/// Places for each letter; with eight, one pair in nine is taken to be there without being so.
const PLACES: usize = 8;

impl Pairs {
    /// Makes room for the pairs of so many bytes of text, most of whose letters have three.
    pub fn for_bytes(bytes: usize) -> Self {
        let places = (bytes * PLACES / 3).next_power_of_two();
        Self { bits: vec![0; places.div_ceil(64)] }
    }

    /// Adds the pairs of a text, and adds them to a larger text as well.
    pub fn add(&mut self, text: &str, whole: &mut Self) {
        let mut letters = text.chars();
        let Some(mut before) = letters.next() else { return };
        for letter in letters {
            let spread = spread(before, letter);
            self.set(spread);
            whole.set(spread);
            before = letter;
        }
    }

    fn set(&mut self, spread: u64) {
        let (word, bit) = self.place(spread);
        if let Some(bits) = self.bits.get_mut(word) {
            *bits |= bit;
        }
    }

    /// Tells whether the text may have the word: `false` is certain.
    pub fn may_have<'a>(&self, word: impl Into<Word<'a>>) -> bool {
        let Some(spread) = word.into().pair else { return true };
        let (word, bit) = self.place(spread);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Where a pair falls.
    fn place(&self, spread: u64) -> (usize, u64) {
        let word = usize::try_from(spread >> 6).unwrap_or(0) & self.bits.len().wrapping_sub(1);
        (word, 1 << (spread & 63))
    }
}

/// Makes a number of a pair; multiplying by a large odd number spreads letters that lie together.
const fn spread(first: char, second: char) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let pair = (first as u64) << 21 | second as u64;
    pair.wrapping_mul(ODD) >> 32
}

/// A word to look for, with its first pair of letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    /// `None` for a single letter.
    pair: Option<u64>,
}

impl<'a> From<&'a str> for Word<'a> {
    fn from(text: &'a str) -> Self {
        let mut letters = text.chars();
        let pair = letters.next().zip(letters.next()).map(|(first, second)| spread(first, second));
        Self { text, pair }
    }
}

/// Makes a list of words; in a constant, their pairs are told when this program is compiled.
pub(super) const fn words<const N: usize>(texts: [&'static str; N]) -> [Word<'static>; N] {
    let mut words = [Word { text: "", pair: None }; N];
    let mut nth = 0;
    while nth < N {
        words[nth] = word(texts[nth]);
        nth += 1;
    }
    words
}

const fn word(text: &'static str) -> Word<'static> {
    let bytes = text.as_bytes();
    let (first, at) = letter(bytes, 0);
    let pair = if at < bytes.len() { Some(spread(first, letter(bytes, at).0)) } else { None };
    Word { text, pair }
}

/// Returns the letter at a byte and where the next begins, as [`str::chars`] would if it could be
/// used in a constant.
const fn letter(bytes: &[u8], at: usize) -> (char, usize) {
    let lead = bytes[at] as u32;
    let (mut letter, length) = match lead {
        0..0x80 => (lead, 1),
        0x80..0xe0 => (lead & 0x1f, 2),
        0xe0..0xf0 => (lead & 0x0f, 3),
        _ => (lead & 0x07, 4),
    };
    let mut nth = 1;
    while nth < length {
        letter = letter << 6 | (bytes[at + nth] as u32 & 0x3f);
        nth += 1;
    }
    match char::from_u32(letter) {
        Some(letter) => (letter, at + length),
        None => panic!("a text is UTF-8"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_text_is_never_denied() {
        let text = "收到政府信息公开申请12件，均已答复。";
        let mut pairs = Pairs::for_bytes(text.len());
        pairs.add(text, &mut Pairs::default());
        for (start, _) in text.char_indices() {
            for (end, _) in text.char_indices().filter(|(end, _)| *end > start) {
                assert!(pairs.may_have(&text[start..end]));
            }
        }
        let absent = ["行政复议", "诉讼", "收费", "XX", "国家秘密", "处罚", "不足", "培训"];
        assert!(absent.iter().filter(|word| pairs.may_have(**word)).count() < absent.len() / 2);
    }

    #[test]
    fn pairs_of_constants_are_those_of_texts() {
        for word in words(["收到", "20XX年", "某", "×", "12月31日", "é𠀀", "无"]) {
            assert_eq!(word.pair, Word::from(word.text).pair, "{}", word.text);
        }
    }
}
