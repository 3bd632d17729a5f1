//! Reading and writing numbers as bytes, little end first. Reading never asks for more memory than there are bytes.

/// Reads from the front.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next so many bytes.
    pub(super) fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// A number that counts something of which each takes at least so many bytes.
    pub(super) fn count(&mut self, bytes_each: usize) -> Option<usize> {
        let count = self.u32()? as usize;
        (count.checked_mul(bytes_each)? <= self.rest.len()).then_some(count)
    }

    /// A finite number.
    pub(super) fn f32(&mut self) -> Option<f32> {
        self.u32()
            .map(f32::from_bits)
            .filter(|number| number.is_finite())
    }

    pub(super) fn f32s(&mut self, count: usize) -> Option<Vec<f32>> {
        let mut part = Reader::new(self.take(count.checked_mul(4)?)?);
        (0..count).map(|_| part.f32()).collect()
    }

    pub(super) fn u32s(&mut self, count: usize) -> Option<Vec<u32>> {
        let mut part = Reader::new(self.take(count.checked_mul(4)?)?);
        (0..count).map(|_| part.u32()).collect()
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.count(1)?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}

/// Writes to the end.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn u32(&mut self, number: u32) {
        self.bytes.extend(number.to_le_bytes());
    }

    pub(super) fn count(&mut self, count: usize) {
        self.u32(u32::try_from(count).unwrap_or(u32::MAX));
    }

    pub(super) fn f32(&mut self, number: f32) {
        self.u32(number.to_bits());
    }

    pub(super) fn f32s(&mut self, numbers: &[f32]) {
        numbers.iter().for_each(|number| self.f32(*number));
    }

    pub(super) fn u32s(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|number| self.u32(*number));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend(text.as_bytes());
    }
}

/// A digest of bytes: it tells one model from another, and a damaged file from a whole one.
///
/// FNV-1a over 64 bits, its halves folded together.
pub(super) fn digest(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash ^ (hash >> 32)
}
