//! The notifier function. Wiring only.

// The futures of runner, handler and SDK nest deeper than the compiler looks by default.
#![recursion_limit = "256"]

use std::str::FromStr as _;

use delivery::{Clients, Mailer, NoticeQueue, Outside};
use notifier::bounces::Bounces;
use notifier::care::StoredCare;
use notifier::crm::CrmLookUp;
use notifier::doors::Doors;
use notifier::known::Known;
use notifier::links::SignedLinks;
use notifier::mail::Sender;
use notifier::pace::{Pace, SystemTime};
use notifier::slack::SlackApp;
use notifier::{Notifier, StoredFollowOns};
use runtime::secrets::SecretsManager;
use runtime::{BootError, Environment};
use store::Store;

/// Slack's own Web API.
const SLACK: &str = "https://slack.com/api";

struct Settings {
    table: String,
    sender: Sender,
    slack_secret: Option<String>,
    slack_api_url: String,
    links: Option<(String, String)>,
    access_secret: Option<String>,
    outside: Option<String>,
    configuration_set: Option<String>,
    /// The ARN of the queue of what comes back, and the URL of the one that follow-on notices go to.
    bounces: Option<(String, String)>,
}

impl Settings {
    fn read(env: &mut Environment<'_>) -> Self {
        let address = env.text("SENDER_ADDRESS");
        let sender = Sender::from_str(address.trim()).unwrap_or_else(|error| {
            env.problem("SENDER_ADDRESS", &error.to_string());
            Sender::default()
        });
        Self {
            table: env.text("TABLE_NAME"),
            sender,
            slack_secret: env.optional("SLACK_SECRET_ID"),
            slack_api_url: env
                .optional("SLACK_API_URL")
                .unwrap_or_else(|| SLACK.to_owned()),
            links: env
                .optional("PUBLIC_URL")
                .zip(env.optional("LINK_SECRET_ID")),
            access_secret: env.optional("ACCESS_SECRET_ID"),
            outside: env.optional("OUTSIDE_URL"),
            configuration_set: env.optional("CONFIGURATION_SET"),
            bounces: env
                .optional("BOUNCES_QUEUE_ARN")
                .zip(env.optional("NOTICES_QUEUE_URL")),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    runtime::boot();
    let settings = Environment::read(Settings::read)?;
    let clients = Clients::from_env().await;
    let http = reqwest::Client::builder().build();
    let http = http.map_err(|source| BootError::part("the HTTP client", source))?;
    let slack = |secret| {
        SlackApp::new(
            http,
            settings.slack_api_url,
            SecretsManager::new(&clients, secret),
        )
    };
    let links = |(public_url, secret): (String, String)| {
        SignedLinks::new(&public_url, SecretsManager::new(&clients, secret))
    };
    let store = Store::from_config(clients.config(), settings.table);
    let access = |secret| SecretsManager::new(&clients, secret);
    let backgrounds = Known {
        records: store.clone(),
        cares: StoredCare::new(store.clone()),
        crm: CrmLookUp::new(
            Outside::new(settings.outside),
            settings.access_secret.map(access),
        ),
    };
    let follow_ons = |queue| {
        let queue = NoticeQueue::new(clients.sqs(), queue);
        Bounces {
            follow_ons: StoredFollowOns::new(store.clone(), queue),
            time: SystemTime,
        }
    };
    let bounces = settings.bounces;
    let bounces = bounces.map(|(arn, notices)| (arn, follow_ons(notices)));
    let notices = Notifier {
        ledger: store,
        mails: Mailer::new(clients.ses()).in_configuration_set(settings.configuration_set),
        sender: settings.sender,
        slack: settings.slack_secret.map(slack),
        links: settings.links.map(links),
        backgrounds,
        time: SystemTime,
        pace: Pace::default(),
    };
    runtime::batch::run(&clients, Doors { notices, bounces }).await
}
