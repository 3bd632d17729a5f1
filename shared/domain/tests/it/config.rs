//! Every kind of problem of a `care.toml` is told with its line and field.

use domain::config::{ConfigError, Problem, read_file};
use rstest::rstest;

use crate::builders::SHOP;

/// The problems of the shop's file with one text put in the place of another.
fn problems(old: &str, new: &str) -> Vec<Problem> {
    assert_eq!(
        SHOP.matches(old).count().min(1),
        1,
        "`{old}` stands in the file"
    );
    match read_file(&SHOP.replacen(old, new, 1)) {
        Err(ConfigError::Problems(problems)) => problems,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("`{new}` is accepted"),
    }
}

/// The line on which a text first stands.
fn line_of(text: &str, within: &str) -> Option<usize> {
    within
        .lines()
        .position(|line| line.contains(text))
        .map(|index| index + 1)
}

#[test]
fn the_shop_itself_has_no_problem() {
    assert!(read_file(SHOP).is_ok());
}

#[rstest]
#[case::reference(
    r#"reference = "TI""#,
    r#"reference = "ti-1""#,
    "brand.reference",
    "capital letters"
)]
#[case::name(r#"name = "Tienda""#, "name = \"a\\nb\"", "brand.name", "in one line")]
#[case::brand_calendar(
    r#"calendar = "oficina""#,
    r#"calendar = "casa""#,
    "brand.calendar",
    "known: oficina"
)]
#[case::no_language(
    r#"languages = ["es", "en"]"#,
    "languages = []",
    "brand.languages",
    "at least one"
)]
#[case::language(
    r#"languages = ["es", "en"]"#,
    r#"languages = ["es", "english"]"#,
    "brand.languages[1]",
    "ISO 639-1"
)]
#[case::zone(
    r#"tz = "Europe/Madrid""#,
    r#"tz = "Madrid""#,
    "calendars.oficina.tz",
    "time zone"
)]
#[case::time(
    r#"mon = [["09:00", "14:00"]"#,
    r#"mon = [["9", "14:00"]"#,
    "calendars.oficina.hours.mon[0]",
    "time of day"
)]
#[case::empty_interval(
    r#"fri = [["09:00", "15:00"]]"#,
    r#"fri = [["09:00", "09:00"]]"#,
    "calendars.oficina.hours.fri[0]",
    "begin"
)]
#[case::never_opens("always = true", "", "shifts.siempre.hours", "never opens")]
#[case::order_pattern(r"'\b2\d{4}\b'", "'(2'", "orders.pattern", "regular expression")]
#[case::span(
    r#"within = "4h""#,
    r#"within = "soon""#,
    "policies[1].commitments[0].within",
    "no time span"
)]
#[case::span_of_nothing(
    r#"within = "4h""#,
    r#"within = "0h""#,
    "policies[1].commitments[0].within",
    "longer than nothing"
)]
#[case::count(
    r#"within = "24h", clock = "elapsed""#,
    r#"within = "24h", clock = "working_days""#,
    "policies[1].commitments[1].within",
    "no count"
)]
#[case::same_commitment(
    r#"name = "tope""#,
    r#"name = "respuesta""#,
    "policies[1].commitments[1].name",
    "twice"
)]
#[case::moment(
    r#"at = "75%""#,
    r#"at = "175%""#,
    "policies[1].chain[0].at",
    "no moment"
)]
#[case::same_moment(r#"at = "75%""#, r#"at = "due""#, "policies[1].chain[1]", "already")]
#[case::tells_nobody(
    r#"tell = ["manager"]"#,
    "tell = []",
    "policies[1].chain[2].tell",
    "never alerts nobody"
)]
#[case::commitment(
    r#"commitment = "tope", at"#,
    r#"commitment = "tapa", at"#,
    "policies[1].chain[2].commitment",
    "known: respuesta, tope"
)]
#[case::segment(
    r#"segments = ["vip"]"#,
    r#"segments = ["oro"]"#,
    "policies[0].segments",
    "known: vip"
)]
#[case::policy_topic(
    r#"segments = ["vip"]"#,
    r#"topics = ["oro"]"#,
    "policies[0].topics",
    "known: general, pedido"
)]
#[case::level(
    "skills = { logistica = 2 }\nteam",
    "skills = { logistica = 6 }\nteam",
    "topics.pedido.skills.logistica",
    "1 to 5"
)]
#[case::topic_team(
    r#"team = "tienda""#,
    r#"team = "taller""#,
    "topics.pedido.team",
    "known: almacen, tienda"
)]
#[case::lead(
    r#"lead = "lucia""#,
    r#"lead = "luis""#,
    "teams.tienda.lead",
    "known: ana, bea"
)]
#[case::agent_id(
    r#"id = "ana""#,
    r#"id = "ana maria""#,
    "agents[0].id",
    "without spaces"
)]
#[case::same_agent(r#"id = "bea""#, r#"id = "ana""#, "agents[1].id", "twice")]
#[case::address(
    r#"email = "ana@tienda.example""#,
    r#"email = "ana@tienda""#,
    "agents[0].email",
    "no e-mail address"
)]
#[case::no_way_to_tell(r#"slack = "U0BEA""#, "", "agents[1]", "cannot be told anything")]
#[case::tell_by(
    r#"slack = "U0BEA""#,
    "slack = \"U0BEA\"\ntell_by = \"email\"",
    "agents[1].tell_by",
    "missing"
)]
#[case::agent_level(
    "skills = { logistica = 4 }",
    "skills = { logistica = 0 }",
    "agents[1].skills.logistica",
    "1 to 5"
)]
#[case::capacity_max(
    "capacity_max = 5",
    "capacity_max = 2",
    "agents[0].capacity_max",
    "less than"
)]
#[case::agent_team(
    "team = \"tienda\"\nshift = \"siempre\"",
    "team = \"t\"\nshift = \"siempre\"",
    "agents[0].team",
    "no team"
)]
#[case::shift(
    r#"shift = "mananas""#,
    r#"shift = "noches""#,
    "agents[2].shift",
    "known: mananas, siempre"
)]
#[case::leave(
    "capacity_max = 5",
    "leave = [[\"2026-11-20\", \"2026-11-10\"]]",
    "agents[0].leave[0]",
    "ends before"
)]
#[case::manager(
    r#"manager = "elena""#,
    r#"manager = "eva""#,
    "escalation.manager",
    "no agent `eva`"
)]
#[case::fallback(
    r#"fallback = "elena""#,
    r#"fallback = "eva""#,
    "escalation.fallback",
    "no agent `eva`"
)]
#[case::general_topic(
    r#"general_topic = "general""#,
    r#"general_topic = "todo""#,
    "routing.general_topic",
    "no topic `todo`"
)]
fn a_problem_names_its_field_and_line(
    #[case] old: &str,
    #[case] new: &str,
    #[case] field: &str,
    #[case] says: &str,
) {
    let found = problems(old, new);
    let Some(problem) = found.iter().find(|problem| problem.field == field) else {
        panic!("{found:?}")
    };
    assert!(problem.message.contains(says), "{problem}");
    assert!(problem.line.is_some(), "{problem}");
}

#[rstest]
#[case::in_an_inline_table(r#"within = "4h""#, r#"within = "soon""#)]
#[case::in_an_array_of_tables(r#"fallback = "elena""#, r#"fallback = "eva""#)]
#[case::in_a_nested_array(r#"fri = [["09:00", "15:00"]]"#, r#"fri = [["09:00", "29:00"]]"#)]
fn the_line_is_that_of_the_field(#[case] old: &str, #[case] new: &str) {
    let expected = line_of(new, &SHOP.replacen(old, new, 1));
    let found = problems(old, new);
    assert_eq!(
        found.iter().map(|problem| problem.line).collect::<Vec<_>>(),
        [expected],
        "{found:?}"
    );
    let shown = found[0].to_string();
    assert!(
        shown.starts_with(&format!("line {}: {}", expected.unwrap(), found[0].field)),
        "{shown}"
    );
}

#[test]
fn every_problem_is_told_not_only_the_first() {
    let broken = SHOP
        .replace(r#"manager = "elena""#, r#"manager = "eva""#)
        .replace(r#"within = "4h""#, r#"within = """#);
    let Err(ConfigError::Problems(found)) = read_file(&broken) else {
        panic!("accepted")
    };
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn somebody_must_be_promised_something() {
    let found = problems(
        r#"name = "General""#,
        "name = \"General\"\nchannels = [\"email\"]",
    );
    assert_eq!((found[0].field.as_str(), found.len()), ("policies[1]", 1));
    assert!(found[0].message.contains("must match every thread"));
}

#[rstest]
#[case::key("reference = \"TI\"", "reference = \"TI\"\nlema = \"hola\"", "lema")]
#[case::key_of_an_agent("slack = \"U0BEA\"", "slak = \"U0BEA\"", "slak")]
#[case::key_of_a_calendar(
    "[calendars.oficina]",
    "[calendars.oficina]\nfestivos = []",
    "festivos"
)]
#[case::role("tell = [\"manager\"]", "tell = [\"boss\"]", "boss")]
#[case::kind("capacity = 3", "capacity = \"three\"", "capacity")]
#[case::grammar("[brand]", "[brand", "[brand")]
fn what_does_not_belong_is_shown_with_its_line(
    #[case] old: &str,
    #[case] new: &str,
    #[case] named: &str,
) {
    let text = SHOP.replacen(old, new, 1);
    let Err(ConfigError::Syntax(message)) = read_file(&text) else {
        panic!("accepted")
    };
    let line = line_of(named, &text).unwrap();
    assert!(message.contains(&format!("line {line},")), "{message}");
}

#[test]
fn hostile_files_are_errors_and_no_panics() {
    for text in [
        "",
        "\0",
        "[[[[",
        "brand = 1",
        &"[a".repeat(10_000),
        &"a.".repeat(5_000),
    ] {
        assert!(matches!(read_file(text), Err(ConfigError::Syntax(_))));
    }
}

#[test]
fn equal_contents_have_equal_versions_however_they_are_written() {
    let version = |text: &str| read_file(text).unwrap().1.version;
    assert_eq!(version(SHOP), version(&format!("# a comment\n{SHOP}")));
    assert_ne!(
        version(SHOP),
        version(&SHOP.replace("capacity_max = 5", "capacity_max = 6"))
    );
}

#[rstest]
#[case("pedido 20418 y 20511, otra vez 20418", &["20418", "20511"])]
#[case("tel. 620418123", &[])]
fn order_numbers_are_found_once_each(#[case] text: &str, #[case] orders: &[&str]) {
    let care = read_file(SHOP).unwrap().1;
    assert_eq!(care.orders_in(text), orders);
    let many: String = (20_000..20_100)
        .map(|number| format!("{number} "))
        .collect();
    assert_eq!(care.orders_in(&many).len(), 8);
}

/// What `[legal]` says, put behind the shop's file.
fn with_legal(legal: &str) -> Vec<Problem> {
    match read_file(&format!("{SHOP}\n[legal]\n{legal}")) {
        Err(ConfigError::Problems(problems)) => problems,
        Err(other) => panic!("{other}"),
        Ok(_) => Vec::new(),
    }
}

const TERM: &str = r#"[[legal.terms]]
name = "Reclamaciones"
calendar = "oficina"
within = "15"
chain = [{ commitment = "legal", at = "due", tell = ["lead"] }]
"#;

#[rstest]
#[case::no_topics("", "", "legal.complaint_topics", "no term ever runs")]
#[case::topic(
    "complaint_topics = [\"quejas\"]",
    "",
    "legal.complaint_topics",
    "known: general, pedido"
)]
#[case::calendar(
    "",
    r#"calendar = "casa""#,
    "legal.terms[0].calendar",
    "known: oficina"
)]
#[case::within("", r#"within = "15 days""#, "legal.terms[0].within", "whole number")]
#[case::commitment(
    "",
    r#"commitment = "respuesta""#,
    "legal.terms[0].chain[0].commitment",
    "respuesta"
)]
#[case::body(
    r#"dispute_body = { name = " ", url = "https://a.example", adheres = true }"#,
    "",
    "legal.dispute_body.name",
    "customers look for"
)]
#[case::address(
    r#"dispute_body = { name = "Junta", url = "a.example", adheres = true }"#,
    "",
    "legal.dispute_body.url",
    "https://"
)]
fn a_problem_of_the_law_names_its_field(
    #[case] legal: &str,
    #[case] of_term: &str,
    #[case] field: &str,
    #[case] message: &str,
) {
    let name = of_term.split(" = ").next().unwrap_or_default();
    let term = TERM.lines().map(|line| match line.split(" = ").next() {
        Some("chain") if name == "commitment" => line.replace("commitment = \"legal\"", of_term),
        Some(begins) if begins == name => of_term.to_owned(),
        _ => line.to_owned(),
    });
    let term: Vec<String> = term.collect();
    let found = with_legal(&format!("{legal}\n{}", term.join("\n")));
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    let named = found
        .iter()
        .any(|told| told.contains(field) && told.contains(message));
    assert!(named, "{found:?}");
}

#[test]
fn the_closed_platform_for_disputes_is_refused_wherever_its_address_stands() {
    let body = "dispute_body = { name = \"ODR\", url = \"https://ec.europa.eu/consumers/odr/\", adheres = true }";
    let found = with_legal(body);
    assert_eq!(found[0].field, "legal.dispute_body.url");
    let found = problems(
        r#"away_texts = ["Estamos fuera, te escribimos mañana."]"#,
        r#"away_texts = ["Disputas: http://EC.europa.eu/consumers/odr"]"#,
    );
    assert_eq!(found[0].field, "routing.away_texts[0]");
}

#[rstest]
#[case::nothing_but_a_resolution(
    r#"commitments = [{ name = "respuesta", within = "1h" }]"#,
    r#"commitments = [{ name = "respuesta", within = "1h", kept_by = "resolution" }]"#,
    "policies[0].commitments"
)]
#[case::a_follow_up_that_no_policy_can_promise(
    r#"{ name = "respuesta", within = "1h" }"#,
    r#"{ name = "respuesta", within = "1h", kept_by = "follow_up" }"#,
    "policies[0].commitments[0].kept_by"
)]
#[case::a_name_of_ours(
    r#"{ name = "tope", within = "24h", clock = "elapsed" }"#,
    r#"{ name = "follow_up", within = "24h", clock = "elapsed" }"#,
    "policies[1].commitments[1].name"
)]
#[case::a_reminder_that_takes_the_thread_away(
    r#"at = "75%", tell = ["agent"]"#,
    r#"at = "75%", tell = ["agent"], reassign = true"#,
    "policies[1].chain[0].reassign"
)]
#[case::days_that_run_backwards(
    "name = \"VIP\"",
    "name = \"VIP\"\nfrom = \"2026-11-28\"\nuntil = \"2026-11-27\"",
    "policies[0].until"
)]
#[case::days_on_the_policy_for_all(
    "name = \"General\"\ncalendar",
    "name = \"General\"\nfrom = \"2026-11-27\"\ncalendar",
    "policies[1]"
)]
fn what_no_promise_can_be_is_refused(#[case] old: &str, #[case] new: &str, #[case] field: &str) {
    let found = problems(old, new);
    let fields: Vec<&str> = found.iter().map(|problem| problem.field.as_str()).collect();
    assert!(fields.contains(&field), "{found:?}");
}

#[test]
fn a_policy_of_before_that_called_its_own_promise_legal_is_still_read() {
    let before = r#"{ name = "tope", within = "24h", clock = "elapsed" }"#;
    let named = r#"{ name = "legal", within = "24h", clock = "elapsed" }"#;
    let chain = SHOP
        .replacen(before, named, 1)
        .replace(r#"commitment = "tope""#, r#"commitment = "legal""#);
    assert!(read_file(&chain).is_ok());
}
