//! Mail intake, against a played SES.

use wiremock::matchers::{body_string_contains, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{Ran, command};

const RULES: &str = "desk-rules";

/// SES with this rule set active, or none.
async fn ses(active: Option<&str>) -> MockServer {
    let server = MockServer::start().await;
    let active = active.map(|name| format!("<Metadata><Name>{name}</Name></Metadata><Rules><member><Name>to-s3</Name></member></Rules>"));
    answers(
        &server,
        "DescribeActiveReceiptRuleSet",
        &active.unwrap_or_default(),
    )
    .await;
    answers(&server, "SetActiveReceiptRuleSet", "").await;
    server
}

async fn answers(server: &MockServer, action: &str, result: &str) {
    let body =
        format!("<{action}Response><{action}Result>{result}</{action}Result></{action}Response>");
    Mock::given(method("POST"))
        .and(body_string_contains(format!("Action={action}&")))
        .respond_with(ResponseTemplate::new(200).set_body_string(body))
        .mount(server)
        .await;
}

/// The command over this SES, and which rule set it made the active one.
async fn run(server: &MockServer, arguments: &[&str]) -> (Ran, Option<String>) {
    let mut command = command(arguments);
    let environment = [
        ("AWS_ENDPOINT_URL", server.uri()),
        ("AWS_REGION", "eu-west-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
        ("MAIL_RULE_SET", RULES.to_owned()),
    ];
    command.envs(environment);
    let ran = tokio::task::spawn_blocking(move || command.output().unwrap().into())
        .await
        .unwrap();
    let requests = server.received_requests().await.unwrap();
    let mut bodies = requests
        .iter()
        .map(|request| String::from_utf8_lossy(&request.body).into_owned());
    let set = bodies.rfind(|body| body.contains("Action=SetActiveReceiptRuleSet"));
    (
        ran,
        set.and_then(|body| Some(body.split_once("RuleSetName=")?.1.to_owned())),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_none_is_active_ours_becomes_it() {
    let (ran, set) = run(&ses(None).await, &["mail", "activate"]).await;
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(set.as_deref(), Some(RULES));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_active_one_is_left_alone_and_the_way_out_is_told() {
    let (ran, set) = run(&ses(Some("newsletter")).await, &["mail", "activate"]).await;
    assert_eq!((ran.code, set), (1, None));
    assert!(
        ran.err
            .starts_with("ventanilla: the rule set newsletter is active, and is left so. "),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("aws ses set-active-receipt-rule-set"),
        "{}",
        ran.err
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn activating_again_changes_nothing() {
    let (ran, set) = run(&ses(Some(RULES)).await, &["mail", "activate"]).await;
    assert_eq!((ran.code, set), (0, None));
    assert_eq!(ran.out, "desk-rules is active already\n");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_is_good_only_where_ours_is_active() {
    for (active, code, says) in [
        (Some(RULES), 0, "mail is received by the rules to-s3"),
        (Some("newsletter"), 1, "SES follows newsletter"),
        (None, 1, "run `ventanilla mail activate`"),
    ] {
        let (ran, set) = run(&ses(active).await, &["mail", "status"]).await;
        assert_eq!((ran.code, set), (code, None), "{}", ran.err);
        assert!(ran.out.contains(says), "{}", ran.out);
    }
}
