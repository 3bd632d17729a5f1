//! The report as comma-separated values (RFC 4180, lines ended by LF), times in whole seconds.

use domain::report::{OpenComplaint, Part, Report, Row, Times};

use super::{parts, within, word};

const HEAD: &str = "part,by,of,within,waits,kept,broken,late,dropped,running,share_kept,open_median_s,open_p90_s,\
                    open_longest_s,wall_median_s,wall_p90_s,wall_longest_s,ends_at\n";

/// The report for programs: a row for the total of each part, for each commitment and group, and for each open complaint that
/// ends soon.
pub(crate) fn csv(report: &Report) -> String {
    let mut told = HEAD.to_owned();
    for (name, part) in parts(report) {
        let by = report.by.map_or("", word);
        for cells in rows(part, by) {
            told.push_str(&line(name.word(), &cells));
        }
    }
    for complaint in &report.nearest_ends {
        told.push_str(&line("complaints", &open(complaint)));
    }
    told
}

fn rows(part: &Part, by: &str) -> Vec<Vec<String>> {
    let total = row(["total", "", ""], &part.total);
    let commitments = part
        .commitments
        .iter()
        .map(|(name, numbers)| row(["commitment", &name.name, &within(name)], numbers));
    let groups = part
        .groups
        .iter()
        .map(|(group, numbers)| row([by, group.as_deref().unwrap_or_default(), ""], numbers));
    let rows = std::iter::once(total).chain(commitments);
    rows.chain(groups).collect()
}

fn row(what: [&str; 3], row: &Row) -> Vec<String> {
    let counts = row.promises;
    let numbers = [
        row.waits,
        counts.kept,
        counts.broken,
        counts.overdue,
        counts.dropped,
        counts.running,
    ];
    let mut cells: Vec<String> = what.map(str::to_owned).to_vec();
    cells.extend(numbers.map(|number| number.to_string()));
    let share = counts.share_kept();
    cells.push(share.map_or_else(String::new, |share| {
        format!("{}.{:03}", share / 1000, share % 1000)
    }));
    cells.extend(times(row.open));
    cells.extend(times(row.wall));
    cells.push(String::new());
    cells
}

fn times(times: Times) -> [String; 3] {
    [times.median, times.ninetieth, times.longest]
        .map(|seconds| seconds.map_or_else(String::new, |seconds| seconds.to_string()))
}

/// Who reads it finds the thread where a group would stand, and the end behind empty numbers.
fn open(complaint: &OpenComplaint) -> Vec<String> {
    let mut cells = vec![
        "thread".to_owned(),
        complaint.thread.to_string(),
        within(&complaint.commitment),
    ];
    cells.extend(std::iter::repeat_n(String::new(), 13));
    cells.push(complaint.due_at.to_string());
    cells
}

fn line(part: &str, cells: &[String]) -> String {
    let cells = std::iter::once(part).chain(cells.iter().map(String::as_str));
    let cells: Vec<String> = cells.map(cell).collect();
    cells.join(",") + "\n"
}

/// A cell that no spreadsheet takes for a formula: names are others' texts.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if safe.contains(['"', ',', '\n', '\r']) {
        return format!("\"{}\"", safe.replace('"', "\"\""));
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert_eq!(cell("\r=1"), "\"'\r=1\"");
        assert_eq!(cell("pedido-1"), "pedido-1");
    }

    #[test]
    fn what_parts_cells_and_lines_stands_in_quotes() {
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("dice \"hola\""), "\"dice \"\"hola\"\"\"");
        assert_eq!(cell("a\nb"), "\"a\nb\"");
        assert_eq!(cell("=a,b"), "\"'=a,b\"");
    }
}
