//! Why a document was not read.

use law::Lang;
use thiserror::Error;

/// Why a document was not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadFailure<E> {
    /// The document is the reason; the reader did its work.
    #[error("{0}")]
    Document(E),
    /// The reader did not do its work.
    #[error(transparent)]
    Reader(#[from] ReaderFault),
}

/// Why a reader did not do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReaderFault {
    /// Too many documents wait already.
    #[error("too many documents wait to be read")]
    Busy,
    /// No process could be started.
    #[error("no reader could be started")]
    NotStarted,
    /// It took too long, by the clock or on the processor.
    #[error("the reader took too long and was stopped")]
    TooSlow,
    /// It asked the system for something that no reader needs, and was stopped.
    #[error("the reader asked for what it may not have and was stopped")]
    Forbidden,
    /// It ended without an answer: out of memory, out of stack, a fault of the program.
    #[error("the reader ended without an answer")]
    Died,
    /// Its answer is longer than an answer may be.
    #[error("the reader's answer is too long")]
    TooLong,
    /// Its answer is not of the form of an answer.
    #[error("the reader's answer makes no sense")]
    Garbled,
}

impl ReaderFault {
    /// Says what happened and what to do.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Busy => (
                "正在读取的文件太多，请过一会儿再试。",
                "too many files are being read; try again in a while",
            ),
            Self::NotStarted => (
                "系统暂时不能读取文件，请稍后再试；一直如此的，请告诉管理员。",
                "files cannot be read at the moment; try again later, and tell the administrator if it goes on",
            ),
            Self::TooSlow => (
                "这个文件读取的时间过长，没有读完；请减小文件或者另存一份再试。",
                "this file takes too long to read; make it smaller or save it anew and try again",
            ),
            Self::Forbidden | Self::Died | Self::TooLong | Self::Garbled => (
                "这个文件不能读取；请用原来的软件另存一份再试，或者换一种格式。",
                "this file could not be read; save it anew with the program it comes from, or in another format",
            ),
        };
        lang.pick(zh, en)
    }
}
