//! What is known of words before anything is learnt: a place in a space of meanings for frequent words and pairs of
//! words of seven languages, and for pieces of words, so that a word nobody has listed has a place too.
//!
//! The table was distilled at development time (`infra/topics`, `docs/topics.md`); the place of a text is the sum of the
//! places of its words, brought to length 1. Rows are whole numbers of 8 bits with one scale each.

use std::sync::OnceLock;

use super::bytes::Reader;
use super::features::{Kind, Place, features};

/// The table this version of the project ships.
static SHIPPED: &[u8] = include_bytes!("../../knowledge/meanings.bin");

/// What a table begins with.
const MAGIC: &[u8] = b"VNM1";

/// A table of meanings.
#[derive(Debug)]
pub(super) struct Knowledge {
    digest: u32,
    dimensions: usize,
    /// Hashes of words and pairs, ascending, four bytes each.
    ids: &'static [u8],
    words: Rows,
    /// By the last bits of a piece's hash; as many as a power of two, or none.
    pieces: Rows,
}

#[derive(Debug)]
struct Rows {
    scales: &'static [u8],
    values: &'static [u8],
}

/// A part of a text's meaning: where it comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) place: Place,
    row: Row,
    factor: f32,
}

#[derive(Clone, Copy, Debug)]
enum Row {
    Word(usize),
    Piece(usize),
}

impl Knowledge {
    /// The shipped table. One that cannot be read counts as empty; a test holds that it can.
    pub(super) fn shipped() -> &'static Self {
        static TABLE: OnceLock<Knowledge> = OnceLock::new();
        TABLE.get_or_init(|| Self::read(SHIPPED).unwrap_or_else(Self::empty))
    }

    fn empty() -> Self {
        let rows = || Rows {
            scales: &[],
            values: &[],
        };
        Self {
            digest: 0,
            dimensions: 0,
            ids: &[],
            words: rows(),
            pieces: rows(),
        }
    }

    fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        if reader.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let mut size = || reader.u32().map(|size| size as usize);
        let (digest, dimensions, words, pieces) = (size()? as u32, size()?, size()?, size()?);
        let ids = reader.take(words.checked_mul(4)?)?;
        let words = Rows::read(&mut reader, words, dimensions)?;
        let pieces = Rows::read(&mut reader, pieces, dimensions)?;
        Some(Self {
            digest,
            dimensions,
            ids,
            words,
            pieces,
        })
    }

    /// Which table this is.
    pub(super) fn digest(&self) -> u32 {
        self.digest
    }

    /// Numbers in a place.
    pub(super) fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn word(&self, id: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.ids.len() / 4);
        while low < high {
            let middle = low.midpoint(high);
            let found = number(self.ids, middle)?;
            match found.cmp(&id) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The parts that a text's meaning is the sum of.
    pub(super) fn parts(&self, words: &[String]) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let buckets = self.pieces.scales.len() / 4;
        let mut unknown: Option<(u32, usize)> = None;
        features(words, &mut |kind, id, place| match kind {
            Kind::Words => match self.word(id) {
                Some(row) => parts.push(Part {
                    place,
                    row: Row::Word(row),
                    factor: 1.0,
                }),
                None if place.pair => {}
                None if !is_latin(words, place) => {}
                None => unknown = Some((place.word, parts.len())),
            },
            Kind::Pieces if buckets > 0 && unknown.is_some_and(|(word, _)| word == place.word) => {
                let row = Row::Piece(id as usize & (buckets - 1));
                parts.push(Part {
                    place,
                    row,
                    factor: 1.0,
                });
            }
            Kind::Pieces => {}
        });
        parts
    }

    /// The sum of some parts.
    pub(super) fn sum(&self, parts: &[Part]) -> Vec<f32> {
        let mut sum = vec![0.0; self.dimensions];
        for part in parts {
            let (scale, values) = self.row(part.row);
            for (total, value) in sum.iter_mut().zip(values) {
                *total += part.factor * scale * f32::from(*value as i8);
            }
        }
        sum
    }

    /// How much a part lies in a direction.
    pub(super) fn along(&self, part: &Part, direction: &[f32]) -> f32 {
        let (scale, values) = self.row(part.row);
        let along: f32 = direction
            .iter()
            .zip(values)
            .map(|(d, v)| d * f32::from(*v as i8))
            .sum();
        part.factor * scale * along
    }

    fn row(&self, row: Row) -> (f32, &'static [u8]) {
        let (rows, at) = match row {
            Row::Word(at) => (&self.words, at),
            Row::Piece(at) => (&self.pieces, at),
        };
        let scale = number(rows.scales, at)
            .map(f32::from_bits)
            .unwrap_or_default();
        let start = at * self.dimensions;
        (
            scale,
            rows.values
                .get(start..start + self.dimensions)
                .unwrap_or_default(),
        )
    }
}

/// Whether a word is in the letters that the table's pieces were learnt from; of others they know nothing.
fn is_latin(words: &[String], place: Place) -> bool {
    let word = words.get(place.word as usize);
    word.is_some_and(|word| word.chars().all(|c| c < '\u{250}'))
}

impl Rows {
    fn read(reader: &mut Reader<'static>, count: usize, dimensions: usize) -> Option<Self> {
        let scales = reader.take(count.checked_mul(4)?)?;
        let values = reader.take(count.checked_mul(dimensions)?)?;
        Some(Self { scales, values })
    }
}

/// A number of four bytes, little end first.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at * 4..at * 4 + 4)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::features::words;

    fn meaning(text: &str) -> Vec<f32> {
        let knowledge = Knowledge::shipped();
        knowledge.sum(&knowledge.parts(&words(text)))
    }

    fn likeness(one: &str, other: &str) -> f32 {
        let (one, other) = (meaning(one), meaning(other));
        let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        product(&one, &other) / (product(&one, &one) * product(&other, &other)).sqrt()
    }

    #[test]
    fn the_shipped_table_can_be_read() {
        let table = Knowledge::read(SHIPPED);
        assert!(table.is_some_and(|table| table.dimensions() > 0 && table.digest() != 0));
        assert!(SHIPPED.len() < 4_000_000);
    }

    #[test]
    fn what_means_the_same_lies_close_in_any_language_and_under_a_typing_error() {
        for (one, other, stranger) in [
            (
                "me cobraron dos veces",
                "I was charged twice",
                "what size do I need",
            ),
            (
                "quiero devolver",
                "je veux retourner",
                "horaires du magasin",
            ),
            ("paquete", "encomenda", "contrasenya"),
            ("devolucion", "devoluzion", "impermeable"),
        ] {
            assert!(likeness(one, other) > likeness(one, stranger), "{one}");
        }
    }

    #[test]
    fn a_table_that_is_cut_is_none() {
        for length in [0, 3, 10, 20, 1000, SHIPPED.len() - 1] {
            let cut = SHIPPED.get(..length).unwrap_or_default();
            assert!(Knowledge::read(cut).is_none(), "{length}");
        }
    }
}
