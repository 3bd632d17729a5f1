//! Mail over HTTPS: from SNS to the inbox. Wiring only.

use channel_email::MailOverHttps;
use runtime::{BootError, Environment};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    let topics = Environment::read(|env| env.list("MAIL_TOPIC_ARNS"))?;
    let door = MailOverHttps::for_topics(topics)
        .map_err(|error| BootError::part("the list of topics in MAIL_TOPIC_ARNS", error))?;
    runtime::webhook::run_with_errands(door).await
}
