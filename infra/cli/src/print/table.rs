//! Tables: aligned columns without borders, so that they can be cut and searched.

use comfy_table::{ContentArrangement, Table, presets};

/// A table as text, with its last line ended.
pub(crate) fn render(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(head);
    table.add_rows(rows);
    let lines: Vec<String> = table.lines().map(|line| line.trim().to_owned()).collect();
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_lines_end_where_their_text_does() {
        let rows = [["inbox", "12"], ["notices", "0"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(
            render(&["queue", "messages"], rows),
            "queue    messages\ninbox    12\nnotices  0\n"
        );
    }
}
