"""The ready requests carry the proof that the provider would send."""

import hashlib
import hmac
import json
import shlex
import unittest

import curls

STACK = {
    "endpoint": "http://127.0.0.1:1", "region": "eu-west-1", "web_origin": "https://shop.example",
    "webhooks": {name: f"http://127.0.0.1:1/$default/{name}" for name in ("whatsapp", "telegram", "web_session", "web_messages")},
    "buckets": {"mail": "mail-bucket"}, "topics": {"mail": "arn:aws:sns:eu-west-1:0:mail"},
    "secrets": {"whatsapp": {"value": {"app_secret": "shh"}}, "telegram": {"value": {"secret_token": "token"}}},
}


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

    def test_quotes_survive_the_shell(self):
        self.assertEqual(shlex.split(curls.quoted("it's $x")), ["it's $x"])
