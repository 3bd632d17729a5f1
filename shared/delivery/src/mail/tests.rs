#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::{NOBODY, always, clients, clients_at};
use wiremock::MockServer;

const FROM: &str = "Alpargata & Luna <care@shop.example>";

fn refusal(code: &str, message: &str) -> String {
    format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    )
}

async fn send(server: &MockServer, to: &[&str]) -> Result<MessageId, MailError> {
    let to: Vec<String> = to.iter().map(|address| (*address).to_owned()).collect();
    let mailer = Mailer::new(clients(server).await.ses());
    mailer
        .send_raw(
            FROM,
            &to,
            b"Subject: x\r\n\r\ny".to_vec(),
            &[("notice id", "n#1")],
        )
        .await
}

async fn answered(status: u16, code: &str, message: &str) -> MailError {
    send(
        &always(status, &refusal(code, message)).await,
        &["eva@shop.example"],
    )
    .await
    .unwrap_err()
}

#[tokio::test]
async fn a_sent_mail_gives_the_id_of_ses_and_carries_tame_tags() {
    let body = "<SendRawEmailResponse><SendRawEmailResult><MessageId>0102-ab</MessageId></SendRawEmailResult></SendRawEmailResponse>";
    let server = always(200, body).await;
    assert_eq!(
        send(&server, &["eva@shop.example"]).await.unwrap(),
        MessageId("0102-ab".to_owned())
    );
    let request =
        String::from_utf8(server.received_requests().await.unwrap()[0].body.clone()).unwrap();
    assert!(request.contains("Action=SendRawEmail"), "{request}");
    assert!(
        request.contains("Tags.member.1.Name=notice_id&Tags.member.1.Value=n_1"),
        "{request}"
    );
    assert!(
        request.contains("Destinations.member.1=eva%40shop.example"),
        "{request}"
    );
    assert!(!request.contains("ConfigurationSetName"), "{request}");
}

#[tokio::test]
async fn a_mail_of_a_configuration_set_names_it() {
    let body = "<SendRawEmailResponse><SendRawEmailResult><MessageId>0102-ab</MessageId></SendRawEmailResult></SendRawEmailResponse>";
    let server = always(200, body).await;
    let mailer = Mailer::new(clients(&server).await.ses());
    let mailer = mailer.in_configuration_set(Some("desk-notices".to_owned()));
    let to = ["eva@shop.example".to_owned()];
    mailer
        .send_raw(FROM, &to, b"x".to_vec(), &[])
        .await
        .unwrap();
    let request =
        String::from_utf8(server.received_requests().await.unwrap()[0].body.clone()).unwrap();
    assert!(
        request.contains("ConfigurationSetName=desk-notices"),
        "{request}"
    );
}

#[tokio::test]
async fn every_refusal_is_sorted_by_what_can_be_done() {
    let verification = "Email address is not verified. The following identities failed the check: ";
    for (status, code, message, expected) in [
        (400, "Throttling", "Maximum sending rate exceeded.", "Retry"),
        (400, "TooManyRequestsException", "", "Retry"),
        (500, "InternalFailure", "", "Retry"),
        (503, "ServiceUnavailable", "", "Retry"),
        (400, "MessageRejected", "Address blacklisted.", "Recipient"),
        (
            400,
            "MessageRejected",
            &format!("{verification}eva@shop.example"),
            "Recipient",
        ),
        (
            400,
            "MessageRejected",
            &format!("{verification}care@shop.example"),
            "Channel",
        ),
        (
            400,
            "InvalidParameterValue",
            "Local address contains control or whitespace",
            "Recipient",
        ),
        (400, "MailFromDomainNotVerifiedException", "", "Channel"),
        (400, "AccountSendingPausedException", "", "Channel"),
        (400, "ConfigurationSetSendingPausedException", "", "Channel"),
        (403, "AccessDenied", "", "Channel"),
        (403, "InvalidClientTokenId", "", "Channel"),
    ] {
        let error = answered(status, code, message).await;
        assert!(
            format!("{error:?}").starts_with(expected),
            "{code} {message}: {error:?}"
        );
        assert!(
            !format!("{error} {error:?}").contains('@'),
            "an address got into {error:?}"
        );
    }
}

#[tokio::test]
async fn ses_out_of_reach_is_tried_again() {
    let mailer = Mailer::new(clients_at(NOBODY).await.ses());
    let error = mailer
        .send_raw(FROM, &["eva@shop.example".to_owned()], Vec::new(), &[])
        .await
        .unwrap_err();
    assert!(matches!(error, MailError::Retry { .. }), "{error:?}");
}

#[tokio::test]
async fn an_address_that_would_smuggle_a_header_is_not_even_tried() {
    let server = always(200, "").await;
    for bad in [
        &["eva@shop.example\r\nBcc: all@shop.example"][..],
        &["no address"],
        &[""],
        &[],
    ] {
        let error = send(&server, bad).await.unwrap_err();
        assert!(
            matches!(error, MailError::Recipient { .. }),
            "{bad:?}: {error:?}"
        );
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}
