//! Topics that nobody can serve, and hours that nobody covers.

use calendar::CalendarSpec;
use domain::config::coverage::gaps;
use domain::config::file::{RelaxEntry, RelaxLater};
use domain::config::{Care, CareFile, Problem, Relaxation};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::builders::{SHOP, madrid, monday};

/// The shop's file after a change. Ana and Bea, who serve its topic `pedido`, are always there.
fn file_with(change: impl FnOnce(&mut CareFile)) -> (CareFile, Care) {
    let mut file: CareFile = toml::from_str(SHOP).unwrap();
    change(&mut file);
    let care = Care::check(&file).unwrap_or_else(|problems| panic!("{problems:?}"));
    (file, care)
}

/// What is said of `topics.pedido` on Monday 16 November 2026 at ten.
fn told(change: impl FnOnce(&mut CareFile)) -> Vec<String> {
    let (file, care) = file_with(change);
    let of_topic = |problem: &Problem| problem.field.starts_with("topics.pedido");
    let told = care.warnings(&file, monday()).into_iter().filter(of_topic);
    told.map(|problem| problem.message).collect()
}

/// These hours on these days, in Madrid.
fn week(days: &[&str], from: &str, to: &str) -> CalendarSpec {
    let hours = days
        .iter()
        .map(|day| format!("{day} = [[\"{from}\", \"{to}\"]]\n"));
    let hours: String = hours.collect();
    toml::from_str(&format!("tz = \"Europe/Madrid\"\n[hours]\n{hours}")).unwrap()
}

const WORKDAYS: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];

/// Ana and Bea work these hours and no others.
fn both_work(file: &mut CareFile, spec: CalendarSpec) {
    file.shifts.insert("siempre".to_owned(), spec);
}

/// Ana, Bea.
fn agent<'f>(file: &'f mut CareFile, id: &str) -> &'f mut domain::config::file::AgentEntry {
    file.agents.iter_mut().find(|agent| agent.id == id).unwrap()
}

fn later(give_up: Relaxation, after: &str) -> RelaxEntry {
    RelaxEntry::Later(RelaxLater {
        give_up,
        after: after.to_owned(),
    })
}

fn topic(file: &mut CareFile) -> &mut domain::config::file::TopicEntry {
    file.topics.get_mut("pedido").unwrap()
}

#[test]
fn who_is_always_there_leaves_no_gap() {
    let (file, care) = file_with(|_| {});
    assert_eq!(gaps(&care, &file, monday()), []);
    assert_eq!(told(|_| {}), Vec::<String>::new());
}

#[test]
fn hours_that_nobody_works_are_told_as_a_week() {
    let told = told(|file| both_work(file, week(&WORKDAYS, "09:00", "14:00")));
    assert_eq!(
        told,
        [
            "nobody who can serve it works mondays to thursdays 16:00–19:00; fridays 14:00–15:00, though `oficina` is \
          open (policies `VIP` and `General`)"
        ]
    );
}

#[test]
fn those_who_take_turns_leave_no_gap() {
    let told = told(|file| {
        both_work(file, week(&WORKDAYS, "08:00", "14:30"));
        file.shifts
            .insert("tardes".to_owned(), week(&WORKDAYS, "14:30", "20:00"));
        agent(file, "bea").shift = "tardes".to_owned();
    });
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn leave_makes_a_gap_only_where_all_are_away() {
    let leave = |ana: [Date; 2], bea: [Date; 2]| {
        told(|file| {
            agent(file, "ana").leave = vec![ana.into()];
            agent(file, "bea").leave = vec![bea.into()];
        })
    };
    let november = |day| date(2026, 11, day);
    assert_eq!(
        leave([november(18), november(24)], [november(20), november(27)]),
        [
            "nobody who can serve it works from 2026-11-20 to 2026-11-24 at all (on leave: ana and bea), though `oficina` \
          is open (policies `VIP` and `General`)"
        ]
    );
    let in_turns = leave([november(18), november(19)], [november(20), november(27)]);
    assert_eq!(in_turns, Vec::<String>::new());
}

#[test]
fn a_day_on_which_nobody_ever_works_does_not_part_a_leave() {
    let told = told(|file| {
        both_work(file, week(&["mon", "tue", "wed", "thu"], "08:00", "20:00"));
        for id in ["ana", "bea"] {
            agent(file, id).leave = vec![(date(2026, 11, 18), date(2026, 11, 24))];
        }
    });
    assert_eq!(
        told,
        [
            "nobody who can serve it works fridays 09:00–15:00; nor from 2026-11-18 to 2026-11-24 at all (on leave: ana \
          and bea), though `oficina` is open (policies `VIP` and `General`)"
        ]
    );
}

#[test]
fn a_leave_that_is_longer_than_what_is_looked_at_is_told_so() {
    let told = told(|file| {
        for id in ["ana", "bea"] {
            agent(file, id).leave = vec![(date(2026, 12, 1), date(2027, 12, 1))];
        }
    });
    assert!(
        told[0].contains("from 2026-12-01 to 2027-03-08 or longer at all"),
        "{told:?}"
    );
}

#[test]
fn a_holiday_of_the_shift_alone_and_a_long_day_of_the_calendar_alone_are_told_by_date() {
    let told = told(|file| {
        let mut all_day = week(&WORKDAYS, "09:00", "19:00");
        all_day.holidays = vec![date(2026, 11, 25).into()];
        both_work(file, all_day);
        let open = file.calendars.get_mut("oficina").unwrap();
        let long = vec![("09:00".to_owned(), "21:00".to_owned())];
        open.shifts.insert(date(2026, 11, 27), long);
    });
    assert_eq!(
        told,
        [
            "nobody who can serve it works on 2026-11-25 at all; on 2026-11-27 19:00–21:00, though `oficina` is open \
          (policies `VIP` and `General`)"
        ]
    );
}

#[test]
fn a_night_shift_of_another_zone_covers_what_it_covers() {
    let told = told(|file| {
        // 22:00 to 09:30 in the Canaries is 23:00 to 10:30 in Madrid.
        let mut night = week(&["sun", "mon", "tue", "wed", "thu"], "22:00", "09:30");
        night.tz = "Atlantic/Canary".to_owned();
        both_work(file, night);
    });
    assert_eq!(
        told,
        [
            "nobody who can serve it works mondays to thursdays 10:30–14:00, 16:00–19:00; fridays 10:30–15:00, \
          though `oficina` is open (policies `VIP` and `General`)"
        ]
    );
}

#[test]
fn many_dates_are_told_in_part() {
    let told = told(|file| {
        let mut shift = week(&WORKDAYS, "09:00", "19:00");
        let days = [16, 18, 20, 24, 26, 30];
        shift.holidays = days.map(|day| date(2026, 11, day).into()).to_vec();
        both_work(file, shift);
    });
    assert!(
        told[0].contains("on 2026-11-24 at all; and 2 more times, though"),
        "{told:?}"
    );
}

#[test]
fn who_is_of_another_team_counts_only_where_the_team_is_given_up() {
    let teams = |relax: Vec<RelaxEntry>| {
        told(|file| {
            agent(file, "ana").team = Some("almacen".to_owned());
            agent(file, "bea").leave = vec![(date(2026, 11, 18), date(2026, 11, 18))];
            topic(file).relax = relax;
        })
    };
    let given_up = RelaxEntry::AtOnce(Relaxation::Team);
    assert_eq!(
        teams(vec![given_up, RelaxEntry::AtOnce(Relaxation::Language)]),
        Vec::<String>::new()
    );
    let told = teams(vec![RelaxEntry::AtOnce(Relaxation::Language)]);
    assert!(
        told.iter()
            .any(|message| message.contains("on 2026-11-18 at all (on leave: bea)")),
        "{told:?}"
    );
}

#[test]
fn who_is_never_assigned_covers_nothing() {
    let told = told(|file| {
        agent(file, "bea").capacity = 0;
        agent(file, "ana").leave = vec![(date(2026, 11, 18), date(2026, 11, 18))];
    });
    assert!(told[0].contains("(on leave: ana)"), "{told:?}");
}

#[test]
fn hours_are_compared_channel_by_channel() {
    let told = told(|file| {
        file.policies[0].segments = Vec::new();
        file.policies[0].channels = ["telegram", "sms", "x"].map(str::to_owned).to_vec();
        agent(file, "bea").channels = vec!["telegram".to_owned(), "email".to_owned()];
        agent(file, "ana").leave = vec![(date(2026, 11, 18), date(2026, 11, 18))];
    });
    assert_eq!(
        told,
        [
            "on `sms` and `x`: nobody who can serve it works on 2026-11-18 at all (on leave: ana), though `oficina` is \
          open (policy `VIP`)"
        ],
        "Bea is there for telegram, and for what the second policy is left with"
    );
}

#[test]
fn a_policy_that_never_comes_to_hold_promises_nothing() {
    let told = told(|file| {
        file.calendars
            .insert("noches".to_owned(), week(&WORKDAYS, "20:00", "24:00"));
        let mut late = file.policies[1].clone();
        "Noches".clone_into(&mut late.name);
        "noches".clone_into(&mut late.calendar);
        file.policies.push(late);
        both_work(file, week(&WORKDAYS, "08:00", "20:00"));
    });
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn a_topic_that_nobody_can_serve_is_told_first_and_why() {
    let first = |change: &dyn Fn(&mut CareFile)| {
        let (file, care) = file_with(|file| change(file));
        let mut told = care.warnings(&file, monday()).into_iter();
        let mut first = told
            .by_ref()
            .take_while(|it| it.message.starts_with("NOBODY CAN SERVE"));
        let of_topic = first.find(|it| it.field == "topics.pedido.skills");
        of_topic.unwrap().message
    };
    let asked = |skill: &'static str, level: u8, relax: Vec<RelaxEntry>| {
        move |file: &mut CareFile| {
            topic(file).skills = [(skill.to_owned(), level)].into();
            topic(file).relax.clone_from(&relax);
        }
    };
    assert!(first(&asked("baile", 1, Vec::new())).ends_with("no agent has baile 1"));
    assert!(first(&asked("logistica", 5, Vec::new())).contains("does not give up the level"));
    let other_team = |file: &mut CareFile| {
        topic(file).team = Some("almacen".to_owned());
        topic(file).relax = Vec::new();
    };
    assert!(first(&other_team).contains("does not give up the team"));
    let nobody = |file: &mut CareFile| {
        agent(file, "ana").capacity = 0;
        agent(file, "bea").capacity = 0;
        topic(file).skills.clear();
    };
    assert!(first(&nobody).ends_with("no agent with a capacity"));
}

#[test]
fn what_must_be_given_up_first_is_told_with_its_time() {
    let told = told(|file| {
        topic(file).skills = [("logistica".to_owned(), 5)].into();
        topic(file).relax = vec![
            RelaxEntry::AtOnce(Relaxation::Language),
            later(Relaxation::Level, "30m"),
            later(Relaxation::Team, "1h"),
        ];
    });
    assert_eq!(
        told,
        [
            "nobody qualifies until it gives up the language and the level, after 30m in the waiting line"
        ]
    );
}

#[test]
fn a_language_that_nobody_speaks_is_told_with_what_becomes_of_it() {
    let told = |relax: Vec<RelaxEntry>| {
        told(|file| {
            agent(file, "ana").languages = vec!["es".to_owned()];
            topic(file).relax = relax;
        })
    };
    assert_eq!(
        told(vec![later(Relaxation::Language, "1h")]),
        ["in `en` it reaches nobody until the language is given up, after 1h in the waiting line"]
    );
    assert_eq!(
        told(Vec::new()),
        [
            "in `en` it reaches nobody: nobody who can serve it speaks it, and `relax` does not give up the language"
        ]
    );
}

#[test]
fn a_channel_is_missed_only_where_the_file_speaks_of_it() {
    let told = |change: &dyn Fn(&mut CareFile)| {
        told(|file| {
            for id in ["ana", "bea"] {
                agent(file, id).channels = vec!["telegram".to_owned()];
            }
            change(file);
        })
    };
    assert_eq!(told(&|_| {}), Vec::<String>::new());
    let missed = ["on `voice` it reaches nobody: nobody who can serve it works there"];
    assert_eq!(
        told(&|file| file.routing.weights = [("voice".to_owned(), 3)].into()),
        missed
    );
    assert_eq!(
        told(&|file| file.routing.live_channels = Some(vec!["voice".to_owned()])),
        missed
    );
    assert_eq!(
        told(&|file| file.policies[0].channels = vec!["voice".to_owned()]),
        missed
    );
    let of_another_topic = told(&|file| {
        file.policies[0].channels = vec!["voice".to_owned()];
        file.policies[0].topics = vec!["general".to_owned()];
    });
    assert_eq!(of_another_topic, Vec::<String>::new());
}

/// Ten thousand agents in twenty shifts with thirty kinds of skills, a third of them on leave some time; fifty topics.
#[test]
fn a_large_roster_is_looked_through() {
    let (file, care) = file_with(|file| {
        for hour in 0..20 {
            let (from, to) = (format!("{hour:02}:00"), format!("{:02}:30", hour + 3));
            file.shifts
                .insert(format!("t{hour}"), week(&WORKDAYS, &from, &to));
        }
        let ana = agent(file, "ana").clone();
        let clerk = |number: usize| {
            let mut clerk = ana.clone();
            clerk.id = format!("a{number}");
            clerk.shift = format!("t{}", number % 19);
            clerk.skills = [
                (format!("s{}", number % 30), 3),
                ("logistica".to_owned(), 2),
            ]
            .into();
            if number.is_multiple_of(3) {
                let from = date(2026, 11, 1) + jiff::Span::new().days(number as i64 % 90);
                clerk.leave = vec![(from, from + jiff::Span::new().days(14))];
            }
            clerk
        };
        file.agents.extend((0..10_000).map(clerk));
        let pedido = topic(file).clone();
        for number in 0..50 {
            let mut topic = pedido.clone();
            topic.skills = [(format!("s{}", number % 31), 3)].into();
            file.topics.insert(format!("topic{number}"), topic);
        }
    });
    let gaps = gaps(&care, &file, monday());
    assert!(
        gaps.is_empty(),
        "each kind of skill works each shift: {gaps:?}"
    );
    let unserved = care.warnings(&file, monday());
    let unserved: Vec<_> = unserved
        .iter()
        .filter(|problem| problem.message.starts_with("NOBODY"))
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(unserved, ["topics.topic30.skills"]);
}

/// Whether a gap tells of an instant.
fn is_told(gaps: &[domain::config::coverage::Gap], at: Timestamp) -> bool {
    let local = at.to_zoned(jiff::tz::TimeZone::get("Europe/Madrid").unwrap());
    let second = local
        .duration_since(&local.start_of_day().unwrap())
        .as_secs() as u32;
    let within = |hours: &[(u32, u32)]| hours.iter().any(|(a, b)| (*a..*b).contains(&second));
    gaps.iter()
        .filter(|gap| gap.topic.as_str() == "pedido")
        .any(|gap| {
            let day = calendar::DayName::from(local.weekday());
            let weekly = gap.weekly.iter();
            let weekly = weekly.filter(|hole| hole.days.contains(&day) && within(&hole.hours));
            let dated = gap.dated.iter().filter(|hole| {
                (hole.from..=hole.to).contains(&local.date())
                    && hole.hours.as_ref().is_none_or(|hours| within(hours))
            });
            weekly.count() + dated.count() > 0
        })
}

fn some_shift() -> impl Strategy<Value = CalendarSpec> {
    let days = prop::sample::subsequence(WORKDAYS.to_vec(), 1..=5);
    (
        days,
        6_u8..12,
        13_u8..20,
        prop::collection::vec(0_i64..40, 0..3),
    )
        .prop_map(|(days, from, to, holidays)| {
            let mut spec = week(&days, &format!("{from:02}:00"), &format!("{to:02}:00"));
            let day = |day| date(2026, 11, 16) + jiff::Span::new().days(day);
            spec.holidays = holidays.into_iter().map(|it| day(it).into()).collect();
            spec
        })
}

fn some_leave() -> impl Strategy<Value = Vec<(Date, Date)>> {
    let day = |day| date(2026, 11, 10) + jiff::Span::new().days(day);
    prop::collection::vec((0_i64..60, 0_i64..20), 0..3).prop_map(move |leave| {
        leave
            .into_iter()
            .map(|(a, n)| (day(a), day(a + n)))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No open hour without anybody goes untold, and no date is told on which somebody is there.
    #[test]
    fn every_hour_without_anybody_is_told(
        shifts in (some_shift(), some_shift()),
        leaves in (some_leave(), some_leave()),
    ) {
        let (file, care) = file_with(|file| {
            file.shifts.insert("siempre".to_owned(), shifts.0);
            file.shifts.insert("otro".to_owned(), shifts.1);
            agent(file, "ana").leave = leaves.0;
            agent(file, "bea").leave = leaves.1;
            "otro".clone_into(&mut agent(file, "bea").shift);
        });
        let gaps = gaps(&care, &file, monday());
        let works = |at| care.agents.values().any(|agent| agent.capacity > 0 && agent.works_at(at));
        for hours in 0..24 * 60 {
            let at = monday() + SignedDuration::from_hours(hours);
            if care.calendars["oficina"].is_open(at) && !works(at) {
                prop_assert!(is_told(&gaps, at), "{at}: {gaps:?}");
            }
        }
        for hole in gaps.iter().flat_map(|gap| &gap.dated).filter(|hole| hole.hours.is_none()) {
            let noon = madrid(&format!("{} 12:00", hole.from));
            prop_assert!(!works(noon), "{hole:?}");
        }
    }
}
