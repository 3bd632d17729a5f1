"""The demo's requests carry the proof that their provider would send, and say what they are meant to say."""

import base64
import email
import hashlib
import hmac
import json
import unittest
from email.policy import default

from day import chats, mail, webform
from day.model import Broken, Form, LeavesNoThread, Mail, Person, Photo, Request, Text, VoiceNote

STACK = {
    "web_origin": "https://shop.example",
    "webhooks": {name: f"http://127.0.0.1:1/{name}" for name in ("whatsapp", "telegram", "web_messages")},
    "buckets": {"mail": "mail-bucket"}, "topics": {"mail": "arn:aws:sns:eu-west-1:0:mail"},
    "secrets": {"whatsapp": {"value": {"app_secret": "shh"}}, "telegram": {"value": {"secret_token": "token"}}},
}
NOON = 1_795_000_000.75


def request(channel, what, address="34600000101", **more):
    return Request("a request", Person("Ana Ruiz", channel, address), what, LeavesNoThread(), **more)


def token(session="5e55"):
    payload = base64.urlsafe_b64encode(json.dumps({"id": session}).encode()).decode().rstrip("=")
    return f"{payload}.c2lnbmF0dXJl"


class WhatsApp(unittest.TestCase):
    def proof(self, post):
        return "sha256=" + hmac.new(b"shh", post.body, hashlib.sha256).hexdigest()

    def test_the_signature_is_metas_over_the_raw_body(self):
        # Published by pywa's test suite: key `sesame`, body `hello world`.
        self.assertEqual(chats.meta_signature(b"hello world", "sesame"), "sha256=f39034b29165ec6a5104d9aef27266484ab26c8caa7bca8bcb2dd02e8be61b17")
        post = chats.whatsapp(request("whatsapp", Text("¿Sí?")), 1, NOON, STACK)
        self.assertEqual(post.headers["X-Hub-Signature-256"], self.proof(post))
        self.assertIn(b"\\u00bf", post.body)

    def test_a_forged_request_is_signed_by_somebody_else(self):
        post = chats.whatsapp(request("whatsapp", Text("x"), forged=True), 1, NOON, STACK)
        self.assertNotEqual(post.headers["X-Hub-Signature-256"], self.proof(post))

    def test_a_broken_body_is_signed_all_the_same(self):
        post = chats.whatsapp(request("whatsapp", Broken()), 1, NOON, STACK)
        self.assertEqual(post.headers["X-Hub-Signature-256"], self.proof(post))
        self.assertRaises(ValueError, json.loads, post.body)

    def test_a_message_says_who_what_and_when(self):
        post = chats.whatsapp(request("whatsapp", VoiceNote()), 7, NOON, STACK)
        value = json.loads(post.body)["entry"][0]["changes"][0]["value"]
        message = value["messages"][0]
        self.assertEqual((message["from"], message["timestamp"], message["type"], message["id"]), ("34600000101", "1795000000", "audio", post.message_id))
        self.assertEqual(value["contacts"][0]["profile"]["name"], "Ana Ruiz")


class Telegram(unittest.TestCase):
    def test_the_token_goes_with_it_unless_it_is_forged(self):
        header = "X-Telegram-Bot-Api-Secret-Token"
        self.assertEqual(chats.telegram(request("telegram", Text("x"), "5"), 1, NOON, STACK).headers[header], "token")
        self.assertNotEqual(chats.telegram(request("telegram", Text("x"), "5", forged=True), 1, NOON, STACK).headers[header], "token")

    def test_an_update_holds_one_message_of_a_private_chat(self):
        post = chats.telegram(request("telegram", Photo(), "5"), 9, NOON, STACK)
        message = json.loads(post.body)["message"]
        self.assertEqual((message["chat"]["id"], message["date"], post.message_id), (5, 1_795_000_000, "5:9"))
        self.assertEqual(len(message["photo"]), 2)


class WebForm(unittest.TestCase):
    def test_the_session_travels_in_the_header_and_names_the_message(self):
        post = webform.form(request("webchat", Form("Hola", motive="Factura"), "ana@x.example"), token(), STACK)
        fields = json.loads(post.body)
        self.assertEqual(post.headers["Authorization"], f"Bearer {token()}")
        self.assertEqual(post.headers["Origin"], "https://shop.example")
        self.assertEqual(post.message_id, f"5e55:{fields['client_message_id']}")
        self.assertEqual((fields["email"], fields["hp"]), ("ana@x.example", ""))

    def test_a_forged_session_says_the_same_under_another_signature(self):
        post = webform.form(request("webchat", Form("Hola"), "ana@x.example", forged=True), token(), STACK)
        sent = post.headers["Authorization"].removeprefix("Bearer ")
        self.assertNotEqual(sent, token())
        self.assertEqual(webform.session_id(sent), "5e55")


class MailIn(unittest.TestCase):
    def letter(self, what, answered=""):
        made = mail.letter(request("email", what, "ana@x.example"), NOON, STACK, answered)
        return made, email.message_from_bytes(made.mime, policy=default), json.loads(made.notification)

    def test_the_notification_tells_where_the_mail_lies_and_what_ses_thinks(self):
        made, message, told = self.letter(Mail("Devolución", "Las botas", dmarc="FAIL"))
        action, receipt = told["receipt"]["action"], told["receipt"]
        self.assertEqual((told["notificationType"], action["bucketName"], action["objectKey"]), ("Received", "mail-bucket", made.key))
        self.assertEqual((receipt["dmarcVerdict"]["status"], receipt["spamVerdict"]["status"]), ("FAIL", "PASS"))
        self.assertEqual((message["Subject"], message["Message-ID"]), ("Devolución", f"<{made.message_id}>"))
        self.assertNotIn(b"\n", made.mime.replace(b"\r\n", b""))

    def test_an_answer_refers_to_what_it_answers(self):
        _, message, _ = self.letter(Mail("Re: x", "y"), answered="1@x.example")
        self.assertEqual((message["In-Reply-To"], message["References"]), ("<1@x.example>", "<1@x.example>"))

    def test_what_machines_send_says_so(self):
        _, away, _ = self.letter(Mail("x", "y", kind="out_of_office"))
        self.assertEqual(away["Auto-Submitted"], "auto-replied")
        _, bounce, told = self.letter(Mail("x", "y", kind="bounce"))
        self.assertEqual((bounce.get_content_type(), told["mail"]["source"]), ("multipart/report", "<>"))
        self.assertIn(b"Final-Recipient: rfc822; nadie@correo.example", bounce.as_bytes())
