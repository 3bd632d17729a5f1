//! The picture: what a sweep reads against how much is open, both by powers of ten. It needs nothing but itself, and
//! follows the reader's light or dark setting.

use std::fmt::Write;

use super::{Row, grouped};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 610.0;
const TOP: f64 = 60.0;
const BOTTOM: f64 = 300.0;
const STYLE: &str = "\
text { font: 12px system-ui, 'Segoe UI', Roboto, sans-serif; fill: #59636e }
.heading { font-size: 16px; font-weight: 600; fill: #1f2328 }
.across { text-anchor: middle } .up { text-anchor: end }
.ground { fill: #ffffff } .grid { stroke: #d1d9e0 } .open { stroke: #8c959f; stroke-dasharray: 4 4 }
.open, .idle, .busy { fill: none } .idle, .busy { stroke-width: 2 } .idle { stroke: #2f6f9f } .busy { stroke: #bc4c00 }
@media (prefers-color-scheme: dark) {
  text { fill: #9198a1 } .heading { fill: #e6edf3 } .ground { fill: #0d1117 } .grid { stroke: #30363d }
  .open { stroke: #656c76 } .idle { stroke: #6cb2e2 } .busy { stroke: #f0883e }
}";

/// Draws the rows: a line for the sweeps with nothing due, one for those with something due, and one for what a sweep
/// would read that looked at everything open.
pub fn picture(rows: &[Row]) -> String {
    let most = rows.iter().map(|row| row.open).max().unwrap_or(1);
    let axes = Axes {
        decades: (most as f64).log10().ceil().max(1.0),
    };
    let mut svg = head();
    axes.grid(&mut svg);
    let idle = rows.iter().filter(|row| row.due == 0).map(point);
    let busy = rows.iter().filter(|row| row.due > 0).map(point);
    let open = rows.iter().filter(|row| row.due == 0);
    let due = rows.iter().map(|row| row.due).max().unwrap_or(0);
    let open = open.map(|row| (row.open as f64, row.open as f64));
    axes.line(
        &mut svg,
        "open",
        "everything open",
        &open.collect::<Vec<_>>(),
    );
    axes.line(
        &mut svg,
        "busy",
        &format!("{due} due"),
        &busy.collect::<Vec<_>>(),
    );
    axes.line(&mut svg, "idle", "nothing due", &idle.collect::<Vec<_>>());
    svg.push_str("</svg>\n");
    svg
}

/// Open threads, and everything that the first sweep read, keys and items.
fn point(row: &Row) -> (f64, f64) {
    let counts = row.sweeps.first().map(|sweep| &sweep.counts);
    let read = counts.map_or(0, |counts| counts.index_entries + counts.items_read);
    (row.open as f64, read as f64)
}

fn head() -> String {
    let heading = "What one sweep reads: index entries and items";
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" \
         height=\"{HEIGHT}\" role=\"img\">\n<title>{heading}</title>\n<style>\n{STYLE}\n</style>\n\
         <rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n\
         <text class=\"heading\" x=\"{LEFT}\" y=\"30\">{heading}</text>\n\
         <text class=\"across\" x=\"{:.0}\" y=\"340\">open threads</text>\n",
        f64::midpoint(LEFT, RIGHT)
    )
}

/// From 1 to so many powers of ten, both ways.
struct Axes {
    decades: f64,
}

impl Axes {
    fn x(&self, value: f64) -> f64 {
        LEFT + (RIGHT - LEFT) * value.max(1.0).log10() / self.decades
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * value.max(1.0).log10() / self.decades
    }

    fn grid(&self, svg: &mut String) {
        for decade in 0..=self.decades as u32 {
            let value = 10_u64.pow(decade);
            let (x, y) = (self.x(value as f64), self.y(value as f64));
            let (across, up) = (BOTTOM + 18.0, LEFT - 8.0);
            let text = grouped(value);
            // Writing into a text cannot fail.
            let _ = writeln!(
                svg,
                "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{RIGHT}M{x:.1} {TOP}V{BOTTOM}\"/>\n\
                 <text class=\"across\" x=\"{x:.1}\" y=\"{across}\">{text}</text>\n\
                 <text class=\"up\" x=\"{up}\" y=\"{:.1}\">{text}</text>",
                y + 4.0
            );
        }
    }

    fn line(&self, svg: &mut String, class: &str, name: &str, points: &[(f64, f64)]) {
        let Some((first, last)) = points.first().zip(points.last()) else {
            return;
        };
        let place = |(x, y): &(f64, f64)| format!("{:.1},{:.1}", self.x(*x), self.y(*y));
        let places: Vec<String> = points.iter().map(place).collect();
        let middle = (first.0 * last.0).sqrt();
        let height = (first.1.max(1.0) * last.1.max(1.0)).sqrt();
        let (x, y) = (self.x(middle), self.y(height) - 8.0);
        let _ = writeln!(
            svg,
            "<polyline class=\"{class}\" points=\"{}\"/>\n\
             <text class=\"up\" x=\"{x:.1}\" y=\"{y:.1}\">{name}</text>",
            places.join(" ")
        );
        for point in points {
            let told = format!("{name}: {} read", grouped(point.1 as u64));
            let (x, y) = (self.x(point.0), self.y(point.1));
            let _ = writeln!(
                svg,
                "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"><title>{told}</title></circle>"
            );
        }
    }
}
