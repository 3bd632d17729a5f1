//! A model as bytes.

use super::bytes::{Reader, Writer, digest};
use super::calibration::Calibration;
use super::knowledge::Knowledge;
use super::scorer::{Mix, Scorer};
use super::vocabulary::Vocabulary;
use super::{Inner, Model};

/// What every model file begins with.
const MAGIC: &[u8] = b"VTOPICS";

/// The form of the file that this version reads and writes.
const FORM: u8 = 1;

/// Bytes of the digest after the magic and the form.
const DIGEST: usize = 8;

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Something else.
    #[error("it is no model of topics")]
    NoModel,
    /// Written by another version.
    #[error("the model has form {0}, and this version reads form {FORM}: train it again")]
    OtherForm(u8),
    /// Not all of it, or changed on the way.
    #[error("the model is cut or damaged: copy it again, or train it again")]
    Damaged,
    /// It was learnt over another table of words.
    #[error("the model was trained by a version with other knowledge of words: train it again")]
    OtherKnowledge,
}

impl Model {
    /// The model as bytes, for [`Model::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = body(&self.inner);
        let mut bytes = MAGIC.to_vec();
        bytes.push(FORM);
        bytes.extend(digest(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// Reads what [`Model::to_bytes`] wrote.
    ///
    /// # Errors
    /// The bytes are no model, are cut or damaged, or were written by a version that this one cannot follow.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::NoModel)?;
        let (form, rest) = rest.split_first().ok_or(ModelError::Damaged)?;
        if *form != FORM {
            return Err(ModelError::OtherForm(*form));
        }
        let (stored, body) = rest.split_at_checked(DIGEST).ok_or(ModelError::Damaged)?;
        if stored != digest(body).to_le_bytes() {
            return Err(ModelError::Damaged);
        }
        read(body)
    }
}

/// The version of a model with such a body.
pub(super) fn version(body: &[u8]) -> String {
    format!("{:012x}", digest(body) >> 16)
}

/// Everything but the envelope.
pub(super) fn body(inner: &Inner) -> Vec<u8> {
    let Inner {
        topics,
        scorer,
        calibration,
        ..
    } = inner;
    let mut writer = Writer::default();
    writer.u32(Knowledge::shipped().digest());
    writer.count(topics.len());
    topics.iter().for_each(|topic| writer.text(topic));
    writer.f32s(&[scorer.mix.words, scorer.mix.pieces, scorer.mix.meaning]);
    writer.f32s(&calibration.weights.map(|weight| weight as f32));
    writer.f32(calibration.familiar as f32);
    writer.f32(calibration.most as f32);
    writer.u32(scorer.vocabulary.bits());
    writer.count(scorer.vocabulary.len());
    writer.u32s(scorer.vocabulary.ids());
    writer.f32s(scorer.vocabulary.rarity());
    writer.f32s(&scorer.scales);
    writer.f32s(&scorer.biases);
    writer.f32s(&scorer.dense);
    writer
        .bytes
        .extend(scorer.sparse.iter().map(|weight| *weight as u8));
    writer.bytes
}

fn read(body: &[u8]) -> Result<Model, ModelError> {
    let mut reader = Reader::new(body);
    let knowledge = reader.u32().ok_or(ModelError::Damaged)?;
    if knowledge != Knowledge::shipped().digest() {
        return Err(ModelError::OtherKnowledge);
    }
    let mut inner = read_inner(&mut reader).ok_or(ModelError::Damaged)?;
    if !reader.is_at_end() {
        return Err(ModelError::Damaged);
    }
    inner.version = version(body);
    Ok(Model {
        inner: inner.into(),
    })
}

fn read_inner(reader: &mut Reader<'_>) -> Option<Inner> {
    let count = reader.count(4)?;
    let topics = (0..count)
        .map(|_| reader.text())
        .collect::<Option<Vec<String>>>()?;
    let mix = Mix {
        words: reader.f32()?,
        pieces: reader.f32()?,
        meaning: reader.f32()?,
    };
    let mut weight = || reader.f32().map(f64::from);
    let calibration = Calibration {
        weights: [weight()?, weight()?, weight()?],
        familiar: weight()?,
        most: weight()?,
    };
    let bits = reader.u32().filter(|bits| (1..=32).contains(bits))?;
    let features = reader.count(8)?;
    let ids = reader.u32s(features).filter(|ids| ids.is_sorted())?;
    let vocabulary = Vocabulary::new(bits, ids, reader.f32s(features)?);
    let scorer = Scorer {
        mix,
        vocabulary,
        topics: topics.len(),
        scales: reader.f32s(topics.len())?,
        biases: reader.f32s(topics.len())?,
        dense: reader.f32s(
            topics
                .len()
                .checked_mul(Knowledge::shipped().dimensions())?,
        )?,
        sparse: reader
            .take(features.checked_mul(topics.len())?)?
            .iter()
            .map(|weight| *weight as i8)
            .collect(),
    };
    Some(Inner {
        version: String::new(),
        topics,
        scorer,
        calibration,
    })
}
