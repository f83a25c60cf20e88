//! Pieces of an archive on their way from the store to the disk, or back: a bounded queue between the
//! asynchronous store and the threads that compress and encrypt.

use std::io::Read;

use bytes::Bytes;
use tokio::sync::mpsc;

/// Parts that wait in the queue: memory stays flat whatever the archive's size.
pub(crate) const QUEUE: usize = 8;

/// The largest part that is handed on at once.
pub(crate) const PART: usize = 1 << 20;

/// A part of a piece.
#[derive(Debug)]
pub(crate) enum Part {
    /// A piece begins; so many bytes of it follow.
    Begin { name: String, size: u64 },
    /// Bytes of it.
    Data(Bytes),
}

/// Reads the bytes of one piece from the queue.
pub(crate) struct PieceReader<'a> {
    parts: &'a mut mpsc::Receiver<Part>,
    now: Bytes,
    left: u64,
}

impl<'a> PieceReader<'a> {
    pub(crate) fn new(parts: &'a mut mpsc::Receiver<Part>, size: u64) -> Self {
        Self { parts, now: Bytes::new(), left: size }
    }
}

impl Read for PieceReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.now.is_empty() && self.left > 0 {
            match self.parts.blocking_recv() {
                Some(Part::Data(bytes)) => self.now = bytes,
                _ => return Err(std::io::Error::other("the piece broke off")),
            }
        }
        let count = self.now.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.now.split_to(count));
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}
