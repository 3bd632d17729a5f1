//! Accuracy against coverage as a picture: how many answers are right if only the surest are given.

use std::fmt::Write;

use topics::{Evaluation, Point};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 50.0;

/// Points of the line; more than there are dots on a screen show nothing more.
const MOST_POINTS: usize = 300;

/// The picture as SVG.
pub(crate) fn svg(evaluation: &Evaluation) -> String {
    let floor = floor(&evaluation.curve);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Accuracy against coverage</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>\n"
    );
    grid(&mut out, floor);
    let line: Vec<String> = thinned(&evaluation.curve)
        .map(|point| format!("{:.1},{:.1}", x(point.coverage), y(point.accuracy, floor)))
        .collect();
    let _ = writeln!(
        out,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\"/>",
        line.join(" ")
    );
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">share of texts answered, the surest first</text>\n\
         <text x=\"{LEFT}\" y=\"18\">share of the answers that is right ({} texts)</text>\n</svg>",
        x(0.5),
        HEIGHT - 12.0,
        evaluation.curve.len(),
    );
    out
}

fn grid(out: &mut String, floor: f64) {
    for step in 0..=5 {
        let part = f64::from(step) / 5.0;
        let accuracy = floor + (1.0 - floor) * part;
        let (across, down) = (x(part), y(accuracy, floor));
        let _ = writeln!(
            out,
            "<path d=\"M{LEFT} {down:.1}H{end:.1}M{across:.1} {TOP}V{bottom:.1}\" stroke=\"#ddd\" fill=\"none\"/>\n\
             <text x=\"{label:.1}\" y=\"{text:.1}\" text-anchor=\"end\">{accuracy:.0} %</text>\n\
             <text x=\"{across:.1}\" y=\"{under:.1}\" text-anchor=\"middle\">{part:.0} %</text>",
            end = WIDTH - RIGHT,
            bottom = HEIGHT - BOTTOM,
            label = LEFT - 8.0,
            text = down + 4.0,
            accuracy = accuracy * 100.0,
            under = HEIGHT - BOTTOM + 18.0,
            part = part * 100.0,
        );
    }
}

/// The tenth below the worst accuracy: where the scale begins.
fn floor(curve: &[Point]) -> f64 {
    let worst = curve.iter().map(|point| point.accuracy).fold(1.0, f64::min);
    ((worst * 10.0 - 1e-9).floor() / 10.0).clamp(0.0, 0.9)
}

fn x(coverage: f64) -> f64 {
    LEFT + coverage * (WIDTH - LEFT - RIGHT)
}

fn y(accuracy: f64, floor: f64) -> f64 {
    HEIGHT - BOTTOM - (accuracy - floor) / (1.0 - floor) * (HEIGHT - TOP - BOTTOM)
}

fn thinned(curve: &[Point]) -> impl Iterator<Item = &Point> {
    let step = curve.len().div_ceil(MOST_POINTS).max(1);
    let last = curve.len().saturating_sub(1);
    curve
        .iter()
        .enumerate()
        .filter(move |(at, _)| at % step == 0 || *at == last)
        .map(|(_, point)| point)
}
