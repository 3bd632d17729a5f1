//! How the labelled messages are halved and how well a score ranks them.

/// Whether a line belongs to the half that nothing was fitted to: by its bytes (FNV-1a, 32 bits, folded), so that lines
/// may come and go.
pub(crate) fn is_held_out(line: &str) -> bool {
    let hash = line.bytes().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (hash ^ (hash >> 16)) % 2 == 1
}

/// The chance that one of the first scores above one of the second (area under the ROC curve); equal ones count half.
pub(crate) fn auroc(with: &[f64], without: &[f64]) -> f64 {
    let pairs = with
        .iter()
        .flat_map(|a| without.iter().map(move |b| (a, b)));
    let won: f64 = pairs
        .map(|(a, b)| {
            if a > b {
                1.0
            } else if a < b {
                0.0
            } else {
                0.5
            }
        })
        .sum();
    won / (with.len() * without.len()) as f64
}
