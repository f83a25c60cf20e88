//! Pages in traditional letters are read in simplified ones.

use std::borrow::Cow;
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use super::block::Block;

/// Traditional letters that nearly every report in such letters has and no simplified text.
const SIGNS: [char; 31] = [
    '開', '請', '復', '訴', '數', '關', '組', '織', '總', '計', '報', '發', '實', '條', '項', '結',
    '轉', '廢', '現', '許', '處', '單', '萬', '費', '業', '務', '機', '構', '與', '對', '會',
];

/// The last bytes of these letters: nine in ten other letters have another, and are told by it.
const LAST_BYTES: [bool; 256] = {
    let mut last_bytes = [false; 256];
    let mut nth = 0;
    while nth < SIGNS.len() {
        last_bytes[SIGNS[nth] as usize & 0xff] = true;
        nth += 1;
    }
    last_bytes
};

fn is_sign(letter: char) -> bool {
    LAST_BYTES[letter as usize & 0xff] && SIGNS.contains(&letter)
}

/// Letters above which a document counts as traditional.
const ENOUGH: usize = 20;

static TO_SIMPLIFIED: LazyLock<Option<OpenCC>> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// Returns the blocks in simplified letters where the document is in traditional ones.
pub fn simplified(blocks: &[Block]) -> Cow<'_, [Block]> {
    if !is_traditional(blocks) {
        return Cow::Borrowed(blocks);
    }
    let Some(converter) = TO_SIMPLIFIED.as_ref() else { return Cow::Borrowed(blocks) };
    let mut blocks = blocks.to_vec();
    for block in &mut blocks {
        match block {
            Block::Text(text) => text.text = converter.convert(&text.text),
            Block::Row(row) => {
                for cell in &mut row.cells {
                    cell.text = converter.convert(&cell.text);
                }
            }
        }
    }
    Cow::Owned(blocks)
}

fn is_traditional(blocks: &[Block]) -> bool {
    let mut count = 0;
    for block in blocks {
        match block {
            Block::Text(text) => count += signs(&text.text),
            Block::Row(row) => {
                count += row.cells.iter().map(|cell| signs(&cell.text)).sum::<usize>()
            }
        }
        if count >= ENOUGH {
            return true;
        }
    }
    false
}

fn signs(text: &str) -> usize {
    text.chars().filter(|c| is_sign(*c)).count()
}
