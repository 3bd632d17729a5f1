#![doc = include_str!("../README.md")]

use std::fmt::Write;

const STYLE: &str = "\
text { font: 12px system-ui, 'Segoe UI', Roboto, sans-serif; fill: #1f2328 }
.heading { font-size: 18px; font-weight: 600 }
.strong, .name { font-size: 13px; font-weight: 600 }
.soft, .tick, .scale { fill: #59636e; font-size: 11px }
.tick { text-anchor: middle }
.scale { text-anchor: end }
.ground { fill: #ffffff }
.worked { fill: #eaeef2 }
.bar { fill: #2f6f9f }
.over { fill: #bc4c00 }
.trend { fill: none; stroke: #1f2328; stroke-width: 2 }
.point { fill: #1f2328 }
.axis { stroke: #8c959f }
.full { stroke: #59636e; stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .soft, .tick, .scale { fill: #9198a1 }
  .ground { fill: #0d1117 }
  .worked { fill: #1c2430 }
  .bar { fill: #6cb2e2 }
  .over { fill: #f0883e }
  .trend { stroke: #e6edf3 }
  .point { fill: #e6edf3 }
  .axis { stroke: #656c76 }
  .full { stroke: #9198a1 }
}";

/// A picture in the making.
#[derive(Clone, Debug)]
pub struct Svg {
    text: String,
}

impl Svg {
    /// An empty picture of this size, in pixels.
    pub fn new(width: f64, height: f64) -> Self {
        let mut text = String::new();
        // Writing into a text cannot fail.
        let _ = writeln!(
            text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\">\n<style>\n{STYLE}\n</style>\n\
             <rect class=\"ground\" width=\"100%\" height=\"100%\"/>"
        );
        Self { text }
    }

    /// What it is called for those who cannot see it.
    pub fn title(&mut self, title: &str) {
        let _ = writeln!(self.text, "<title>{}</title>", escaped(title));
    }

    /// What it shows, for those who cannot see it.
    pub fn description(&mut self, description: &str) {
        let _ = writeln!(self.text, "<desc>{}</desc>", escaped(description));
    }

    /// A text that begins at a point; of the classes `tick` and `scale` one that is centred there, or ends there.
    pub fn text(&mut self, class: &str, x: f64, y: f64, text: &str) {
        let text = escaped(text);
        let _ = writeln!(
            self.text,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"
        );
    }

    /// A line from one point to another.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let ((x1, y1), (x2, y2)) = (from, to);
        let _ = writeln!(
            self.text,
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        );
    }

    /// A line through several points.
    pub fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let points = points.join(" ");
        let _ = writeln!(
            self.text,
            "<polyline class=\"{class}\" points=\"{points}\"/>"
        );
    }

    /// A bar, and what is told of it where the pointer rests on it.
    pub fn bar(&mut self, class: &str, at: (f64, f64), size: (f64, f64), told: Option<&str>) {
        let ((x, y), (width, height)) = (at, size);
        let told = told.map_or(String::new(), |told| {
            format!("<title>{}</title>", escaped(told))
        });
        let _ = writeln!(
            self.text,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\">{told}</rect>"
        );
    }

    /// The whole picture.
    pub fn done(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }
}

/// What XML would take for markup, or does not allow at all, does not get into it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn names_are_no_markup() {
        assert_eq!(
            escaped("<b>Ana & \"Bea\"\u{0}\u{ffff}"),
            "&lt;b&gt;Ana &amp; &quot;Bea&quot;  "
        );
    }
}
