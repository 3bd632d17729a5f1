//! The stack's outputs by their names in `template.yaml`, and the variables that stand for them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Variables;

/// What the command needs of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// The table.
    Table,
    /// The bucket of long texts.
    Vault,
    /// The queue of events.
    Inbox,
    /// What failed in it.
    InboxDead,
    /// The queue of notices.
    Notices,
    /// What failed in it.
    NoticesDead,
    /// The queue of received mails.
    Mail,
    /// What failed in it.
    MailDead,
    /// SES's receipt rules.
    MailRules,
}

const ALL: [Output; 9] = [
    Output::Table,
    Output::Vault,
    Output::Inbox,
    Output::InboxDead,
    Output::Notices,
    Output::NoticesDead,
    Output::Mail,
    Output::MailDead,
    Output::MailRules,
];

impl Output {
    /// Its name among the outputs.
    pub(crate) fn name(self) -> &'static str {
        self.words().0
    }

    /// The variable that stands for it; the functions know it by the same name.
    pub(super) fn variable(self) -> &'static str {
        self.words().1
    }

    /// What it is, for people.
    pub(super) fn what(self) -> &'static str {
        self.words().2
    }

    /// What else to know where it is missing.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::MailRules => {
                ". Only a stack that was deployed with the parameter MailDomain has it"
            }
            _ => "",
        }
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Table => ("TableName", "TABLE_NAME", "table"),
            Self::Vault => ("VaultBucketName", "VAULT_BUCKET", "vault"),
            Self::Inbox => ("InboxQueueUrl", "INBOX_QUEUE_URL", "inbox queue"),
            Self::InboxDead => (
                "InboxDeadLettersUrl",
                "INBOX_DEAD_LETTERS_URL",
                "dead letters of the inbox",
            ),
            Self::Notices => ("NoticesQueueUrl", "NOTICES_QUEUE_URL", "queue of notices"),
            Self::NoticesDead => (
                "NoticesDeadLettersUrl",
                "NOTICES_DEAD_LETTERS_URL",
                "dead letters of the notices",
            ),
            Self::Mail => ("MailQueueUrl", "MAIL_QUEUE_URL", "mail queue"),
            Self::MailDead => (
                "MailDeadLettersUrl",
                "MAIL_DEAD_LETTERS_URL",
                "dead letters of the mail",
            ),
            Self::MailRules => ("MailRuleSetName", "MAIL_RULE_SET", "mail rule set"),
        }
    }
}

/// What the environment tells.
pub(super) fn of_environment(variable: Variables<'_>) -> BTreeMap<&'static str, String> {
    ALL.into_iter()
        .filter_map(|output| Some((output.name(), variable(output.variable())?)))
        .collect()
}

/// What a file tells: a list of `OutputKey` and `OutputValue` as CloudFormation gives it, alone or in the whole answer
/// of `describe-stacks`, or an object of names and values, alone or as `outputs` of the local stack's file.
pub(super) fn of_json(json: &Value) -> BTreeMap<&'static str, String> {
    let json = json.pointer("/Stacks/0").unwrap_or(json);
    let held = ["Outputs", "outputs"]
        .into_iter()
        .find_map(|name| json.get(name))
        .unwrap_or(json);
    ALL.into_iter()
        .filter_map(|output| Some((output.name(), value(held, output.name())?)))
        .collect()
}

fn value(held: &Value, name: &str) -> Option<String> {
    let listed = || {
        held.as_array()?
            .iter()
            .find(|output| output["OutputKey"] == name)?
            .get("OutputValue")
    };
    let value = held.get(name).or_else(listed)?.as_str()?;
    Some(value.to_owned()).filter(|value| !value.is_empty())
}
