//! Pages in traditional letters are read in simplified ones.

use std::borrow::Cow;
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use super::block::Block;

/// Traditional letters that nearly every report in such letters has and no simplified text.
const SIGNS: &str = "開請復訴數關組織總計報發實條項結轉請廢現許處單萬費業務機構與對會";

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
    text.chars().filter(|c| u32::from(*c) > 0x4E00 && SIGNS.contains(*c)).count()
}
