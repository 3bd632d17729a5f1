//! The new text of a mail: without the history it quotes and without its signature.
//!
//! A text is cut only where a sign is sure; in doubt everything is kept, and the whole text stands beside it anyway.

mod attribution;
mod separator;

/// Fewer lines with `>` in front, and nothing that announces them, are somebody's arrow.
const FEWEST_QUOTED: usize = 2;
/// Longer ends than this are no signature.
const LONGEST_SIGNATURE: usize = 15;

/// What is new in a mail's text; none where that cannot be told or is all of it.
pub(crate) fn new_text(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let kept: Vec<&str> = segments(&lines)
        .into_iter()
        .flat_map(without_signature)
        .copied()
        .collect();
    let new = tidy(&kept);
    (!new.is_empty() && new != text.trim()).then_some(new)
}

/// The runs of lines that the sender wrote.
fn segments<'l, 't>(lines: &'l [&'t str]) -> Vec<&'l [&'t str]> {
    let mut segments = Vec::new();
    let (mut start, mut at, mut written) = (0, 0, false);
    while at < lines.len() {
        match next(lines, at, written) {
            Next::Pass(end) => {
                written = written || has_words(&lines[at..end]);
                at = end;
            }
            Next::Rest => break,
            Next::CutTo(end) => {
                segments.push(&lines[start..at]);
                (start, at) = (end, end);
            }
        }
    }
    segments.push(&lines[start..]);
    segments
}

/// What begins at a line.
enum Next {
    /// Lines of the sender's, up to this one.
    Pass(usize),
    /// Something that the sender passes on: all that follows is kept.
    Rest,
    /// Quoted history, up to this line.
    CutTo(usize),
}

fn next(lines: &[&str], at: usize, written: bool) -> Next {
    let here = &lines[at..];
    if is_quoted(here[0]) {
        let run = quoted_run(here);
        let sure = run.lines >= FEWEST_QUOTED && (written || has_words(&here[run.end..]));
        return if sure {
            Next::CutTo(at + run.end)
        } else {
            Next::Pass(at + run.end)
        };
    }
    if separator::is_forward(here) {
        return Next::Rest;
    }
    if let Some(length) = attribution::length(here) {
        return attributed(lines, at, length, written);
    }
    if written && separator::is_history(here) {
        return Next::CutTo(lines.len());
    }
    Next::Pass(at + 1)
}

/// `On … wrote:` and what it announces: lines with `>`, or everything to the end where the announcement itself is sure.
fn attributed(lines: &[&str], at: usize, length: usize, written: bool) -> Next {
    let announced = &lines[at..at + length];
    let below = at
        + length
        + lines[at + length..]
            .iter()
            .take_while(|line| line.trim().is_empty())
            .count();
    let quoted = lines.get(below).is_some_and(|line| is_quoted(line));
    if quoted {
        let end = below + quoted_run(&lines[below..]).end;
        return if written || has_words(&lines[end..]) {
            Next::CutTo(end)
        } else {
            Next::Rest
        };
    }
    if written && attribution::is_sure(announced) {
        Next::CutTo(lines.len())
    } else {
        Next::Pass(at + 1)
    }
}

struct Run {
    /// Lines with `>`.
    lines: usize,
    /// The first line after the run.
    end: usize,
}

/// Quoted lines, blank ones between them included.
fn quoted_run(lines: &[&str]) -> Run {
    let mut run = Run { lines: 0, end: 0 };
    for (at, line) in lines.iter().enumerate() {
        if is_quoted(line) {
            run = Run {
                lines: run.lines + 1,
                end: at + 1,
            };
        } else if !line.trim().is_empty() {
            break;
        }
    }
    run
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn has_words(lines: &[&str]) -> bool {
    lines
        .iter()
        .any(|line| !line.trim().is_empty() && !is_quoted(line))
}

/// A run of lines up to its signature: `-- ` alone on a line (RFC 3676 §4.3).
fn without_signature<'l, 't>(lines: &'l [&'t str]) -> &'l [&'t str] {
    let from = lines.len().saturating_sub(LONGEST_SIGNATURE);
    let mark = lines[from..]
        .iter()
        .position(|line| matches!(*line, "-- " | "--"));
    mark.map_or(lines, |at| &lines[..from + at])
}

/// The lines with at most one blank one between, none at the ends.
fn tidy(lines: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in lines {
        let blank = line.trim().is_empty();
        if !blank || kept.last().is_some_and(|last| !last.trim().is_empty()) {
            kept.push(if blank { "" } else { line });
        }
    }
    kept.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests;
