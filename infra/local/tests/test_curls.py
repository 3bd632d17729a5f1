"""The ready requests carry the proof that the provider would send."""

import hashlib
import hmac
import json
import shlex
import unittest

import curls
from day.post import form_of, twilio_signature, x_signature
from tests.stacks import STACK


def words(curl: str) -> list[str]:
    return [word for word in shlex.split(curl) if word != "\n"]


class Curls(unittest.TestCase):
    def test_the_whatsapp_signature_is_that_of_the_body(self):
        sent = words(curls.whatsapp(STACK, 1_700_000_000))
        body = sent[sent.index("--data-binary") + 1]
        proof = hmac.new(b"shh", body.encode(), hashlib.sha256).hexdigest()
        self.assertIn(f"X-Hub-Signature-256: sha256={proof}", sent)
        self.assertEqual(json.loads(body)["object"], "whatsapp_business_account")

    def test_telegram_carries_its_token_and_the_shell_leaves_the_address_alone(self):
        sent = words(curls.telegram(STACK, 1))
        self.assertIn("X-Telegram-Bot-Api-Secret-Token: token", sent)
        self.assertIn("http://127.0.0.1:1/$default/telegram", sent)

    def test_the_mail_is_put_where_the_notification_says(self):
        sent = words(curls.email(STACK, 7))
        notification = json.loads(next(w for w in sent if w.startswith("Message={")).removeprefix("Message="))
        action = notification["receipt"]["action"]
        self.assertIn(f"http://127.0.0.1:1/{action['bucketName']}/{action['objectKey']}", sent)

    def sent(self, command):
        """Address, headers and body of a command."""
        split = words(command)
        headers = dict(split[at + 1].split(": ", 1) for at, word in enumerate(split) if word == "-H")
        return next(word for word in split if word.startswith("http")), headers, split[split.index("--data-binary") + 1]

    def test_every_channel_has_one_that_the_shell_can_read(self):
        for name, command in curls.CHANNELS.items():
            self.assertIn("curl", words(command(STACK, 1_700_000_000)), name)

    def test_metas_channels_are_signed_each_with_its_own_secret(self):
        for name in ("messenger", "facebook", "instagram"):
            _, headers, body = self.sent(curls.CHANNELS[name](STACK, 1_700_000_000))
            secret = STACK["secrets"][name]["value"]["app_secret"]
            self.assertEqual(headers["X-Hub-Signature-256"], "sha256=" + hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest(), name)

    def test_x_and_twilio_are_signed_as_they_sign(self):
        _, headers, body = self.sent(curls.x_message(STACK, 1_700_000_000))
        self.assertEqual(headers["x-twitter-webhooks-signature"], x_signature(body.encode(), STACK["secrets"]["x"]["value"]["consumer_secret"]))
        for name, path in (("sms", "/sms"), ("voice", "/voice/dial")):
            address, headers, body = self.sent(curls.CHANNELS[name](STACK, 1_700_000_000))
            self.assertEqual(address, f"http://127.0.0.1:1/$default{path}")
            token = STACK["secrets"][name]["value"]["auth_token"]
            self.assertEqual(headers["X-Twilio-Signature"], twilio_signature(STACK["public_url"] + path, form_of(body.encode()), token))

    def test_a_token_for_teams_is_signed_first_for_our_bot_and_that_service(self):
        sent = words(curls.teams_message(STACK, 1_700_000_000))
        claims, activity = (json.loads(sent[at + 1]) for at, word in enumerate(sent) if word == "--data-binary")
        self.assertEqual(claims, {"aud": STACK["secrets"]["teams"]["value"]["app_id"], "serviceurl": activity["serviceUrl"]})
        self.assertEqual([word for word in sent if word.startswith("http")], ["http://127.0.0.1:2/_sandbox/botframework", STACK["webhooks"]["teams"]])
        self.assertIn("Authorization: Bearer $TOKEN", sent)

    def test_connect_is_invoked_and_a_foreign_mail_signed_first(self):
        address, _, body = self.sent(curls.connect(STACK, 1))
        self.assertEqual(address, "http://127.0.0.1:1/2015-03-31/functions/ventanilla-connect/invocations")
        self.assertEqual(json.loads(body)["Name"], "ContactFlowExecution")
        address, _, body = self.sent(curls.mail_over_https(STACK, 1))
        self.assertEqual((address, json.loads(body)["TopicArn"]), ("http://127.0.0.1:2/_sandbox/sns", STACK["topics"]["foreign_mail"]))

    def test_quotes_survive_the_shell(self):
        self.assertEqual(shlex.split(curls.quoted("it's $x")), ["it's $x"])
