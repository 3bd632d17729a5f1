//! The AWS clients of a function, made from one configuration.

use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};

/// How long one attempt may take. A frozen sandbox wakes with dead connections: an attempt on one must end soon enough
/// for a second within a webhook's ten seconds.
const ATTEMPT: Duration = Duration::from_secs(3);
/// How long a call may take with all its attempts.
const OPERATION: Duration = Duration::from_secs(8);
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(2);
/// Attempts of a call, the first included.
const ATTEMPTS: u32 = 3;

/// The AWS clients of a function. Region, credentials and endpoints are those of the environment
/// (`AWS_REGION`, `AWS_ENDPOINT_URL` …); nothing here knows whether they are local.
#[derive(Clone, Debug)]
pub struct Clients {
    config: SdkConfig,
}

impl Clients {
    /// Reads the environment. Calls nobody yet.
    pub async fn from_env() -> Self {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(CONNECT)
            .operation_attempt_timeout(ATTEMPT)
            .operation_timeout(OPERATION)
            .build();
        let config = aws_config::defaults(BehaviorVersion::v2026_01_12())
            .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS))
            .timeout_config(timeouts)
            .load()
            .await;
        Self { config }
    }

    /// Clients over a configuration that somebody else made (tests).
    pub fn new(config: SdkConfig) -> Self {
        Self { config }
    }

    /// The configuration itself, for clients of other crates (`store`, the secrets).
    pub fn config(&self) -> &SdkConfig {
        &self.config
    }

    /// A client of SQS.
    pub fn sqs(&self) -> aws_sdk_sqs::Client {
        aws_sdk_sqs::Client::new(&self.config)
    }

    /// A client of SES.
    pub fn ses(&self) -> aws_sdk_ses::Client {
        aws_sdk_ses::Client::new(&self.config)
    }

    /// A client of S3. Buckets at an endpoint that is a bare address are named in the path, by the SDK's own rules.
    pub fn s3(&self) -> aws_sdk_s3::Client {
        aws_sdk_s3::Client::new(&self.config)
    }
}
