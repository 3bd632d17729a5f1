//! Which receipt rules SES follows. An account has one active rule set in each region, whoever made it.

use aws_sdk_ses::operation::describe_active_receipt_rule_set::DescribeActiveReceiptRuleSetOutput;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// SES could not be asked about its receipt rules, or would not change them.
#[derive(Debug, thiserror::Error)]
#[error("the SES call {operation} failed")]
pub struct MailRulesError {
    operation: &'static str,
    #[source]
    source: BoxError,
}

impl MailRulesError {
    fn of(operation: &'static str, source: impl Into<BoxError>) -> Self {
        Self {
            operation,
            source: source.into(),
        }
    }
}

/// The active rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveRules {
    /// Its name.
    pub name: String,
    /// The names of its rules, in their order.
    pub rules: Vec<String>,
}

/// SES's receipt rules in one region.
#[derive(Clone, Debug)]
pub struct MailRules {
    client: aws_sdk_ses::Client,
}

impl MailRules {
    /// Over a client of SES.
    pub fn new(client: aws_sdk_ses::Client) -> Self {
        Self { client }
    }

    /// The active rule set; none where no mail is received.
    ///
    /// # Errors
    /// When SES cannot be asked.
    pub async fn active(&self) -> Result<Option<ActiveRules>, MailRulesError> {
        let answer = self.client.describe_active_receipt_rule_set().send().await;
        answer
            .map(read)
            .map_err(|error| MailRulesError::of("DescribeActiveReceiptRuleSet", error))
    }

    /// Makes a rule set the active one, whichever was before: SES offers no condition.
    ///
    /// # Errors
    /// When there is no such rule set, or SES cannot be asked.
    pub async fn activate(&self, name: &str) -> Result<(), MailRulesError> {
        match self
            .client
            .set_active_receipt_rule_set()
            .rule_set_name(name)
            .send()
            .await
        {
            Ok(_) => Ok(()),
            Err(error) => Err(MailRulesError::of("SetActiveReceiptRuleSet", error)),
        }
    }
}

fn read(answer: DescribeActiveReceiptRuleSetOutput) -> Option<ActiveRules> {
    let name = answer.metadata()?.name()?.to_owned();
    let rules = answer
        .rules()
        .iter()
        .map(|rule| rule.name().to_owned())
        .collect();
    Some(ActiveRules { name, rules })
}

#[cfg(test)]
mod tests;
