#![allow(clippy::unwrap_used)]

use super::*;
use crate::testing::{always, clients};
use wiremock::MockServer;

async fn rules(server: &MockServer) -> MailRules {
    MailRules::new(clients(server).await.ses())
}

#[tokio::test]
async fn the_active_rule_set_is_told_with_its_rules() {
    let body = "<DescribeActiveReceiptRuleSetResponse><DescribeActiveReceiptRuleSetResult>\
        <Metadata><Name>shop</Name></Metadata>\
        <Rules><member><Name>first</Name></member><member><Name>second</Name></member></Rules>\
        </DescribeActiveReceiptRuleSetResult></DescribeActiveReceiptRuleSetResponse>";
    let active = rules(&always(200, body).await)
        .await
        .active()
        .await
        .unwrap()
        .unwrap();
    assert_eq!(active.name, "shop");
    assert_eq!(active.rules, ["first", "second"]);
}

#[tokio::test]
async fn no_active_rule_set_is_none() {
    let body = "<DescribeActiveReceiptRuleSetResponse><DescribeActiveReceiptRuleSetResult/>\
        </DescribeActiveReceiptRuleSetResponse>";
    assert_eq!(
        rules(&always(200, body).await)
            .await
            .active()
            .await
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn a_rule_set_is_made_the_active_one_by_its_name() {
    let body = "<SetActiveReceiptRuleSetResponse><SetActiveReceiptRuleSetResult/></SetActiveReceiptRuleSetResponse>";
    let server = always(200, body).await;
    rules(&server).await.activate("desk").await.unwrap();
    let request = server.received_requests().await.unwrap().remove(0);
    let request = String::from_utf8(request.body).unwrap();
    assert!(
        request.contains("Action=SetActiveReceiptRuleSet") && request.contains("RuleSetName=desk"),
        "{request}"
    );
}

#[tokio::test]
async fn a_rule_set_that_is_not_there_is_an_error_with_its_source() {
    let body = "<ErrorResponse><Error><Code>RuleSetDoesNotExist</Code><Message>no</Message></Error></ErrorResponse>";
    let error = rules(&always(400, body).await)
        .await
        .activate("desk")
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the SES call SetActiveReceiptRuleSet failed"
    );
    assert!(std::error::Error::source(&error).is_some());
}
