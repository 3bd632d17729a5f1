//! Measures the classifier on a folder of labelled texts: `measure FOLDER_OF_SETS [unlabelled] [SET[:SHOTS]]…`. See docs/topics.md.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use topics::{Example, evaluate, read_examples, train};

fn read(path: &Path) -> Vec<Example> {
    let bytes = std::fs::read(path).expect("a file of examples");
    let mut examples = read_examples(&bytes).expect("labelled texts");
    for example in &mut examples {
        if example.label == "NO_NODES_DETECTED" {
            "oos".clone_into(&mut example.label);
        }
    }
    examples
}

/// The first so many examples of each topic in an order drawn by a seed.
fn draw(examples: &[Example], shots: usize, seed: u64) -> Vec<Example> {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15u64.wrapping_mul(seed * 2 + 1);
    for last in (1..order.len()).rev() {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let dice = state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        order.swap(last, dice as usize % (last + 1));
    }
    let mut taken = std::collections::BTreeMap::<&str, usize>::new();
    let mut drawn = Vec::new();
    for at in order {
        let count = taken.entry(&examples[at].label).or_default();
        if *count < shots {
            *count += 1;
            drawn.push(examples[at].clone());
        }
    }
    drawn.retain(|example| taken[example.label.as_str()] >= 2);
    drawn
}

fn main() {
    let root = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let mut only: Vec<String> = std::env::args().skip(2).collect();
    let pooled = only.iter().any(|word| word == "unlabelled");
    only.retain(|word| word != "unlabelled");
    let rows: &[(&str, &str, &str, &[usize])] = &[
        (
            "curekart",
            "hint3_curekart/train.tsv",
            "hint3_curekart/test.tsv",
            &[0],
        ),
        (
            "powerplay11",
            "hint3_powerplay11/train.tsv",
            "hint3_powerplay11/test.tsv",
            &[0],
        ),
        (
            "sofmattress",
            "hint3_sofmattress/train.tsv",
            "hint3_sofmattress/test.tsv",
            &[0],
        ),
        (
            "starter_es",
            "starter_es/train.tsv",
            "starter_es/test.tsv",
            &[5, 10, 20, 50, 0],
        ),
        (
            "fbmulti_es",
            "fbmulti_es/train.tsv",
            "fbmulti_es/test.tsv",
            &[5, 10, 30, 0],
        ),
        (
            "banking77",
            "banking77/train.tsv",
            "banking77/test.tsv",
            &[5, 10, 30, 0],
        ),
        (
            "clinc150",
            "clinc150/train.tsv",
            "clinc150/test.tsv",
            &[5, 10, 0],
        ),
    ];
    println!(
        "{:14}{:>6}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>9}{:>8}{:>8}",
        "set", "shots", "acc", "answ", "cover", "ECE", "AUROC", "oosRej", "bytes", "train", "us"
    );
    for (name, learn, test, shots) in rows {
        let (learn, mut test) = (read(&root.join(learn)), read(&root.join(test)));
        let outside = root.join(name).join("oos_test.tsv");
        if outside.exists() {
            test.extend(read(&outside));
        }
        for shots in *shots {
            let key = format!("{name}:{shots}");
            if !only.is_empty() && !only.iter().any(|o| key.starts_with(o)) {
                continue;
            }
            let draws = if *shots == 0 { 1 } else { 3 };
            let mut sums = [0.0; 9];
            for seed in 1..=draws {
                let examples = if *shots == 0 {
                    learn.clone()
                } else {
                    draw(&learn, *shots, seed)
                };
                let start = Instant::now();
                let pool: Vec<String> = if pooled {
                    learn.iter().map(|e| e.text.clone()).collect()
                } else {
                    Vec::new()
                };
                let trained = train(&examples, &pool, &mut |_| ()).expect("a model");
                let took = start.elapsed().as_secs_f64();
                let bytes = trained.model.to_bytes().len() as f64;
                let start = Instant::now();
                let e = evaluate(&trained.model, &test);
                let micros = start.elapsed().as_secs_f64() * 1e6 / test.len() as f64;
                let row = [
                    e.accuracy,
                    e.accuracy_answered,
                    e.coverage,
                    e.calibration_error,
                    e.auroc,
                    e.abstained_out_of_scope,
                ]
                .map(|v| v.unwrap_or(f64::NAN) * 100.0);
                for (sum, v) in sums
                    .iter_mut()
                    .zip(row.into_iter().chain([bytes, took, micros]))
                {
                    *sum += v / draws as f64;
                }
            }
            println!(
                "{name:14}{shots:>6}{:>8.1}{:>8.1}{:>8.1}{:>8.1}{:>8.1}{:>8.1}{:>9.0}{:>8.2}{:>8.1}",
                sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8]
            );
        }
    }
}
