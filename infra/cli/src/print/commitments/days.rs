//! The report as a picture: kept and broken of each day as a bar, and the share that was kept as a line.

use domain::report::{Day, Report};
use drawing::Svg;
use jiff::tz::TimeZone;

use super::{period, share};

/// Where things stand, in pixels.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 64.0;
const TOP: f64 = 84.0;
const HIGH: f64 = 220.0;
const BELOW: f64 = 64.0;
const WIDE: f64 = 760.0;
/// The least and the most room of a day.
const NARROWEST: f64 = 8.0;
const WIDEST: f64 = 96.0;
/// The room that the date under a day takes.
const DATE: f64 = 52.0;

/// The picture of a report: promises of an answer, day by day.
pub(crate) fn picture(report: &Report, zone: &TimeZone) -> String {
    let panel = Panel::of(&report.days);
    let mut svg = Svg::new(LEFT + panel.width().max(WIDE) + RIGHT, TOP + HIGH + BELOW);
    let counts = report.answers.total.promises;
    let kept = counts.share_kept();
    let said = format!(
        "{} kept, {} broken{}",
        counts.kept,
        counts.broken,
        kept.map_or_else(String::new, |kept| format!(", {} kept", share(kept)))
    );
    let title = "Promises of an answer, kept and broken";
    svg.title(title);
    svg.description(&format!(
        "{}: {said}. {}",
        period(report, zone),
        panel.told()
    ));
    svg.text("heading", 16.0, 28.0, title);
    svg.text(
        "soft",
        16.0,
        48.0,
        &format!("{}: {said}", period(report, zone)),
    );
    panel.draw(&mut svg);
    let signs = "by the day on which the customer began to wait; blue: kept; orange: broken; line: share kept, scale on the right";
    svg.text("soft", 16.0, TOP + HIGH + 48.0, signs);
    svg.done()
}

/// The share of a day: where it stands, and what is told of it.
struct Point {
    at: (f64, f64),
    told: String,
}

/// The days, and how much room each has.
struct Panel<'d> {
    days: &'d [Day],
    wide: f64,
    /// The most promises of a day that were kept or broken.
    most: u64,
}

fn decided(day: &Day) -> u64 {
    day.promises.kept + day.promises.broken
}

/// Counts are far below what a float holds exactly.
fn float(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

impl<'d> Panel<'d> {
    fn of(days: &'d [Day]) -> Self {
        let count = float(days.len().max(1) as u64);
        Self {
            days,
            wide: (WIDE / count).clamp(NARROWEST, WIDEST),
            most: days.iter().map(decided).max().unwrap_or(0).max(1),
        }
    }

    fn width(&self) -> f64 {
        self.wide * float(self.days.len() as u64)
    }

    /// Each day with its left edge.
    fn placed(&self) -> impl Iterator<Item = (f64, &'d Day)> {
        let wide = self.wide;
        let days = self.days.iter().zip(0_u32..);
        days.map(move |(day, place)| (LEFT + wide * f64::from(place), day))
    }

    /// The worst day, for those who cannot see the picture.
    fn told(&self) -> String {
        let worst = self.days.iter().max_by_key(|day| day.promises.broken);
        match worst.filter(|day| day.promises.broken > 0) {
            Some(day) => format!(
                "Most were broken on {}: {} of {}.",
                day.date,
                day.promises.broken,
                decided(day)
            ),
            None => "None was broken.".to_owned(),
        }
    }

    fn draw(&self, svg: &mut Svg) {
        for (left, day) in self.placed() {
            self.bars(svg, left, day);
        }
        self.shares(svg);
        self.axes(svg);
        self.dates(svg);
    }

    /// Kept below, broken on it.
    fn bars(&self, svg: &mut Svg, left: f64, day: &Day) {
        let counts = day.promises;
        let mut base = TOP + HIGH;
        for (class, count, word) in [
            ("bar", counts.kept, "kept"),
            ("over", counts.broken, "broken"),
        ] {
            if count == 0 {
                continue;
            }
            let high = HIGH * float(count) / float(self.most);
            base -= high;
            let told = format!("{}: {count} {word}", day.date);
            let room = self.wide * 0.2;
            svg.bar(
                class,
                (left + room / 2.0, base),
                (self.wide - room, high),
                Some(&told),
            );
        }
    }

    /// A line through the days that have a share; it is broken where there is none.
    fn shares(&self, svg: &mut Svg) {
        let points: Vec<Option<Point>> = self.placed().map(|place| self.point(place)).collect();
        for stretch in points.split(Option::is_none) {
            let stretch: Vec<(f64, f64)> = stretch.iter().flatten().map(|point| point.at).collect();
            if stretch.len() > 1 {
                svg.path("trend", &stretch);
            }
        }
        for Point { at: (x, y), told } in points.iter().flatten() {
            svg.bar("point", (x - 2.5, y - 2.5), (5.0, 5.0), Some(told));
        }
    }

    fn point(&self, (left, day): (f64, &Day)) -> Option<Point> {
        let kept = day.promises.share_kept()?;
        let at = (
            left + self.wide / 2.0,
            TOP + HIGH * (1.0 - float(kept) / 1000.0),
        );
        let told = format!("{}: {} kept", day.date, share(kept));
        Some(Point { at, told })
    }

    fn axes(&self, svg: &mut Svg) {
        let (right, base) = (LEFT + self.width(), TOP + HIGH);
        svg.line("axis", (LEFT, base), (right, base));
        svg.line("full", (LEFT, TOP), (right, TOP));
        svg.text("scale", LEFT - 6.0, TOP + 4.0, &self.most.to_string());
        svg.text("scale", LEFT - 6.0, base, "0");
        svg.text("soft", right + 6.0, TOP + 4.0, "100 %");
        svg.text("soft", right + 6.0, base, "0 %");
    }

    /// Dates under as many days as there is room for.
    fn dates(&self, svg: &mut Svg) {
        let mut free = LEFT;
        for (left, day) in self.placed() {
            let middle = left + self.wide / 2.0;
            if left < free {
                continue;
            }
            free = left + DATE.max(self.wide);
            let date = day.date.strftime("%-d %b").to_string();
            svg.text("tick", middle, TOP + HIGH + 18.0, &date);
        }
    }
}
