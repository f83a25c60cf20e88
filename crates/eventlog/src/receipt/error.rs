//! Why a receipt proves nothing, in words for the person who holds it.

use law::Lang;
use thiserror::Error;

use crate::checkpoint::CheckpointError;
use crate::entry::EntryError;
use crate::hash::HashSuite;
use crate::key::KeyError;
use crate::limits::RECEIPT_BYTES;
use crate::opening::OpeningTooLarge;
use crate::proof::ProofError;
use crate::tree::NotProven;

/// Why a receipt cannot be read or does not prove what it says.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Longer than any receipt.
    #[error("the receipt is longer than {RECEIPT_BYTES} bytes")]
    TooLarge,
    /// Not the JSON of a receipt.
    #[error("line {line} is not that of a receipt")]
    Unreadable {
        /// The line where reading stopped, counted from one; zero where there is none.
        line: usize,
    },
    /// A file of another kind or of a later version.
    #[error("the file is not a receipt of a known format")]
    OtherFormat,
    /// The entry is not in its canonical form.
    #[error("failed to read the entry")]
    Entry(#[from] EntryError),
    /// The text behind the commitment is too long.
    #[error("failed to read the opening")]
    Opening(#[from] OpeningTooLarge),
    /// The proof is not in its canonical form.
    #[error("failed to read the proof")]
    Proof(#[from] ProofError),
    /// The key given for information is none.
    #[error("failed to read the key")]
    Key(#[from] KeyError),
    /// The checkpoint is not signed by the log.
    #[error("failed to accept the checkpoint")]
    Checkpoint(#[from] CheckpointError),
    /// Receipt and checkpoint name two hash functions.
    #[error("the receipt names {receipt}, its checkpoint {checkpoint}")]
    OtherSuite {
        /// The hash function that the receipt names.
        receipt: HashSuite,
        /// The hash function that the log signed.
        checkpoint: HashSuite,
    },
    /// The entry is not in the log at this place.
    #[error("failed to find the entry in the log")]
    NotInLog(#[from] NotProven),
    /// The text in the receipt is not the one the entry was made with.
    #[error("the opening does not belong to the entry")]
    OtherOpening,
}

impl ReceiptError {
    /// Says what does not match and what it means.
    pub fn message(&self, lang: Lang) -> String {
        let text = match self {
            Self::TooLarge => {
                let most = RECEIPT_BYTES / 1024;
                return lang.pick(
                    format!("文件过大，回执最多{most} KiB；请核对是否选错了文件。"),
                    format!("The file is too large: a receipt has at most {most} KiB. Check that it is the right file."),
                );
            }
            Self::Unreadable { line } => {
                return lang.pick(
                    format!("第{line}行不符合回执的格式：文件不是回执，或者已被截断、改动；请使用原来下载的文件。"),
                    format!("Line {line} is not that of a receipt: the file is another one, or was cut or changed. Use the file as you downloaded it."),
                );
            }
            Self::Checkpoint(error) => return error.message(lang),
            Self::OtherSuite { receipt, checkpoint } => {
                return lang.pick(
                    format!("回执写明的杂凑算法是 {receipt}，日志签名的检查点写明的是 {checkpoint}，两者不一致：回执已被改动。"),
                    format!("The receipt names the hash function {receipt}, the checkpoint signed by the log {checkpoint}: the receipt was changed."),
                );
            }
            Self::OtherFormat => lang.pick(
                "文件不是本程序认识的回执，或者由更新版本的程序出具；请使用新版本的核验程序。",
                "The file is not a receipt that this program knows, or a newer program issued it. Use a newer verifier.",
            ),
            Self::Entry(_) => lang.pick(
                "回执中的日志记录不符合规定写法，不是日志中的原文：该记录已被改动或者不完整。",
                "The entry in the receipt is not written as the log writes it: it was changed or is incomplete.",
            ),
            Self::Opening(_) => lang.pick(
                "回执中的登记内容过长，不可能由本日志出具：该内容已被改动。",
                "The registered text in the receipt is longer than the log takes: it was changed.",
            ),
            Self::Proof(_) => lang.pick(
                "回执中的证明不符合规定写法：证明已被改动或者不完整。",
                "The proof in the receipt is not written as it has to be: it was changed or is incomplete.",
            ),
            Self::Key(_) => lang.pick(
                "回执中写明的公钥不完整或者被改动过；请使用原来下载的文件。",
                "The key named in the receipt is incomplete or was changed. Use the file as you downloaded it.",
            ),
            Self::NotInLog(_) => lang.pick(
                "证明与日志不符：签名的日志在该位置上没有这条记录。记录、位置或者证明已被改动，或者该记录从未进入日志。",
                "The proof does not lead to the log: the signed log has no such entry at this place. Entry, place or proof was changed, or the entry never was in the log.",
            ),
            Self::OtherOpening => lang.pick(
                "日志中确有这条记录，但回执所附的登记内容不是登记时的内容：该内容或者其随机值已被改动。",
                "The entry is in the log, but the text in the receipt is not the text that was registered: the text or its salt was changed.",
            ),
        };
        text.to_owned()
    }
}
