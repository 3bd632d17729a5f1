"""The demo's requests carry the proof that their provider would send, and say what they are meant to say."""

import base64
import email
import hashlib
import hmac
import json
import unittest
from email.policy import default

from day import chats, mail, post, webform
from day.content import Broken, Chat, Document, Form, Mail, OurAnswer, Photo, Text, VoiceNote
from day.expects import LeavesNoThread
from day.model import Person, Request
from outside.samples import sample
from tests.stacks import STACK

NOON = 1_795_000_000.75


def request(channel, what, address="34600000101", **more):
    return Request("a request", Person("Ana Ruiz", channel, address), what, LeavesNoThread(), **more)


def token(session="5e55"):
    payload = base64.urlsafe_b64encode(json.dumps({"id": session}).encode()).decode().rstrip("=")
    return f"{payload}.c2lnbmF0dXJl"


class WhatsApp(unittest.TestCase):
    def proof(self, sent):
        return "sha256=" + hmac.new(b"shh", sent.body, hashlib.sha256).hexdigest()

    def test_the_signature_is_metas_over_the_raw_body(self):
        # Published by pywa's test suite: key `sesame`, body `hello world`.
        self.assertEqual(post.meta_signature(b"hello world", "sesame"), "sha256=f39034b29165ec6a5104d9aef27266484ab26c8caa7bca8bcb2dd02e8be61b17")
        sent = chats.whatsapp(request("whatsapp", Text("¿Sí?")), 1, NOON, STACK)
        self.assertEqual(sent.headers["X-Hub-Signature-256"], self.proof(sent))
        self.assertIn(b"\\u00bf", sent.body)

    def test_a_forged_request_is_signed_by_somebody_else(self):
        sent = chats.whatsapp(request("whatsapp", Text("x"), forged=True), 1, NOON, STACK)
        self.assertNotEqual(sent.headers["X-Hub-Signature-256"], self.proof(sent))

    def test_a_broken_body_is_signed_all_the_same(self):
        sent = chats.whatsapp(request("whatsapp", Broken()), 1, NOON, STACK)
        self.assertEqual(sent.headers["X-Hub-Signature-256"], self.proof(sent))
        self.assertRaises(ValueError, json.loads, sent.body)

    def test_a_message_says_who_what_and_when(self):
        sent = chats.whatsapp(request("whatsapp", VoiceNote()), 7, NOON, STACK)
        value = json.loads(sent.body)["entry"][0]["changes"][0]["value"]
        message = value["messages"][0]
        self.assertEqual((message["from"], message["timestamp"], message["type"], message["id"]), ("34600000101", "1795000000", "audio", sent.message_id))
        self.assertEqual(value["contacts"][0]["profile"]["name"], "Ana Ruiz")


    def test_files_have_captions_and_our_people_write_from_our_number(self):
        def value(what):
            return json.loads(chats.whatsapp(request("whatsapp", what), 7, NOON, STACK).body)["entry"][0]["changes"][0]["value"]

        self.assertEqual(value(Photo("Rotas"))["messages"][0]["image"]["caption"], "Rotas")
        self.assertEqual(value(Document("f.pdf"))["messages"][0]["document"]["filename"], "f.pdf")
        echo = value(OurAnswer("x", "Vale"))["message_echoes"][0]
        self.assertEqual((echo["from"], echo["to"], echo["text"]["body"]), ("34900123456", "34600000101", "Vale"))


class Telegram(unittest.TestCase):
    def test_the_token_goes_with_it_unless_it_is_forged(self):
        header = "X-Telegram-Bot-Api-Secret-Token"
        self.assertEqual(chats.telegram(request("telegram", Text("x"), "5"), 1, NOON, STACK).headers[header], "token")
        self.assertNotEqual(chats.telegram(request("telegram", Text("x"), "5", forged=True), 1, NOON, STACK).headers[header], "token")

    def test_an_update_holds_one_message_of_a_private_chat(self):
        sent = chats.telegram(request("telegram", Photo(), "5"), 9, NOON, STACK)
        message = json.loads(sent.body)["message"]
        self.assertEqual((message["chat"]["id"], message["date"], sent.message_id), (5, 1_795_000_000, "5:9"))
        self.assertEqual(len(message["photo"]), 2)


class WebForm(unittest.TestCase):
    def test_the_session_travels_in_the_header_and_names_the_message(self):
        sent = webform.written(request("webchat", Form("Hola", motive="Factura"), "ana@x.example"), token(), STACK)
        fields = json.loads(sent.body)
        self.assertEqual(sent.headers["Authorization"], f"Bearer {token()}")
        self.assertEqual(sent.headers["Origin"], "https://shop.example")
        self.assertEqual(sent.message_id, f"5e55:{fields['client_message_id']}")
        self.assertEqual((fields["email"], fields["hp"]), ("ana@x.example", ""))

    def test_a_forged_session_says_the_same_under_another_signature(self):
        sent = webform.written(request("webchat", Form("Hola"), "ana@x.example", forged=True), token(), STACK)
        sent = sent.headers["Authorization"].removeprefix("Bearer ")
        self.assertNotEqual(sent, token())
        self.assertEqual(webform.contact(sent), "5e55")


    def test_a_line_of_the_chat_asks_for_no_address_and_a_customer_is_signed_by_the_shop(self):
        fields = json.loads(webform.written(request("webchat", Chat("Hola"), "ana@x.example"), token(), STACK).body)
        self.assertEqual((fields["chat"], fields["text"], "email" in fields), (True, "Hola", False))
        identity = webform.identity(Person("Ana", "webchat", "ana@x.example"), STACK)
        head, claims, signature = identity.split(".")
        key = STACK["secrets"]["webchat"]["value"]["identity_key"].encode()
        proof = hmac.new(key, f"{head}.{claims}".encode(), hashlib.sha256).digest()
        self.assertEqual(base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4)), proof)
        told = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
        self.assertEqual((told["email"], told["name"]), ("ana@x.example", "Ana"))

    def test_a_signed_customer_is_who_writes(self):
        payload = base64.urlsafe_b64encode(json.dumps({"id": "5e55", "customer": {"id": "c-1"}}).encode()).decode()
        self.assertEqual(webform.contact(f"{payload}.x"), "user:c-1")


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

    def test_a_pdf_goes_with_it_under_its_name(self):
        _, message, _ = self.letter(Mail("x", "y", attached="factura.pdf"))
        attached = next(message.iter_attachments())
        self.assertEqual((attached.get_filename(), attached.get_content()), ("factura.pdf", sample("pdf").content))

    def test_by_the_second_door_the_notification_holds_the_mail(self):
        made, message, told = self.letter(Mail("Factura", "x", over_https=True))
        self.assertEqual(base64.b64decode(told["content"]), made.mime)
        self.assertEqual((told["receipt"]["action"]["encoding"], told["receipt"]["dmarcVerdict"]["status"]), ("BASE64", "PASS"))
        fields = mail.envelope(made, STACK)
        sent = mail.over_https(made, fields, STACK, forged=False)
        self.assertEqual((json.loads(sent.body), sent.message_id), (fields, made.message_id))
        self.assertNotEqual(json.loads(mail.over_https(made, fields, STACK, forged=True).body), fields)
