"""What is deployed, and how stack.json tells of it."""

import unittest
from pathlib import Path

import deploy
import invented
from settings import Settings, StackError
from tests.test_template import TEMPLATE

WHERE = Settings(stack_port=1, sandbox_port=2, state=Path("/nowhere"))


def made(*without: str) -> deploy.Outputs:
    """The outputs of a stack, but for some."""
    return deploy.Outputs({name: f"the {name}" for name in TEMPLATE["Outputs"] if name not in without})


class Deploy(unittest.TestCase):
    def test_every_parameter_is_one_of_the_template_and_every_channel_is_on(self):
        given = dict(parameter.split("=", 1) for parameter in deploy.parameters(WHERE))
        self.assertLessEqual(set(given), set(TEMPLATE["Parameters"]))
        channels = {name for name in TEMPLATE["Parameters"] if name.endswith("Channel")}
        self.assertEqual({name for name in channels if given.get(name) != "on"}, set())
        self.assertEqual(given["OutsideUrl"], "http://127.0.0.1:2/outside")

    def test_stack_json_names_all_that_was_made(self):
        told = deploy.describe(WHERE, made())
        self.assertEqual(told["functions"]["mail_over_https"], "the MailOverHttpsFunctionName")
        self.assertEqual(told["public_url"], "the ApiUrl")
        self.assertEqual(told["webhooks"]["x"], "http://127.0.0.1:1/_aws/execute-api/the ApiId/$default/x")
        self.assertLessEqual({"attachments", "attachments_dead", "bounces", "connect_dead"}, set(told["queues"]))
        self.assertEqual(told["secrets"]["sms"]["value"]["auth_token"], told["access"]["value"]["voice"]["auth_token"])

    def test_secrets_are_flat_texts_that_stay_the_same(self):
        self.assertEqual(invented.secrets(), invented.secrets())
        for name, value in invented.secrets().items():
            self.assertTrue(value and all(isinstance(text, str) and text for text in value.values()), name)

    def test_an_output_that_is_missing_is_named(self):
        for name in ("AttachmentsQueueUrl", "XSecretId", "ApiUrl"):
            with self.assertRaisesRegex(StackError, f"^the deployed stack has no output {name}"):
                deploy.describe(WHERE, made(name))

    def test_functions_are_named_in_lower_case(self):
        self.assertEqual([deploy.snake(name) for name in ("X", "Telegram", "MailOverHttps", "AttachmentLinks")], ["x", "telegram", "mail_over_https", "attachment_links"])
