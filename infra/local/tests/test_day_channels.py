"""The demo's requests of the networks, of Twilio and of Amazon Connect: their proofs, and what they say."""

import json
import unittest

from day import callcentre, meta, phone, teams, texts, x
from day.content import Abandons, AsksForCallBack, Comment, LeavesVoicemail, NobodyAnswers, OurAnswer, Photo, Presses, Rings, StoryReply, Text, Transcribed
from day.expects import LeavesNoThread
from day.model import Person, Request
from day.post import form_of, meta_signature, twilio_post, twilio_signature, x_signature
from settings import StackError
from tests.stacks import STACK

NOON = 1_795_000_000.75
PUBLIC = STACK["public_url"]
TWIML = (f'<Response><Dial action="{PUBLIC}/voice/dial?Caller=1&amp;Line=2#rc=2&amp;rp=all"/>'
         f'<Gather action="{PUBLIC}/voice/keys"><Say>hola</Say></Gather>'
         f'<Record recordingStatusCallback="{PUBLIC}/voice/recording" transcribeCallback="{PUBLIC}/voice/written"/></Response>')


def request(channel, what, address="7001", **more):
    return Request("a request", Person("Ana Ruiz", channel, address, via=more.pop("via", "")), what, LeavesNoThread(), **more)


class Meta(unittest.TestCase):
    def entry(self, post, channel):
        secret = STACK["secrets"][channel]["value"]["app_secret"]
        self.assertEqual(post.headers["X-Hub-Signature-256"], meta_signature(post.body, secret))
        return json.loads(post.body)["entry"][0]

    def test_a_message_to_the_page_and_an_answer_of_its_inbox(self):
        asked = meta.messenger(request("messenger", Text("¿Sí?")), 1, NOON, STACK)
        element = self.entry(asked, "messenger")["messaging"][0]
        self.assertEqual((element["sender"]["id"], element["recipient"]["id"], element["timestamp"]), ("7001", meta.PAGE, 1_795_000_000_750))
        self.assertEqual((element["message"]["mid"], element["message"]["text"]), (asked.message_id, "¿Sí?"))
        answer = self.entry(meta.messenger(request("messenger", OurAnswer("a request", "Sí")), 2, NOON, STACK), "messenger")["messaging"][0]
        self.assertEqual((answer["sender"]["id"], answer["recipient"]["id"], answer["message"]["app_id"]), (meta.PAGE, "7001", meta.PAGE_INBOX))
        self.assertTrue(answer["message"]["is_echo"])

    def test_a_comment_stands_under_the_post_and_the_page_answers_under_the_comment(self):
        asked = meta.facebook(request("facebook", Comment("¿Rojas?")), 1, NOON, STACK)
        value = self.entry(asked, "facebook")["changes"][0]["value"]
        self.assertEqual((value["parent_id"], value["comment_id"], value["from"]["id"]), (value["post_id"], asked.message_id, "7001"))
        answer = meta.facebook(request("facebook", OurAnswer("a request", "Sí")), 2, NOON, STACK, asked.message_id)
        value = self.entry(answer, "facebook")["changes"][0]["value"]
        self.assertEqual((value["parent_id"], value["from"]["id"]), (asked.message_id, meta.PAGE))

    def test_instagram_brings_messages_story_replies_and_comments_each_in_its_shape(self):
        story = self.entry(meta.instagram(request("instagram", StoryReply("¿Queda?")), 1, NOON, STACK), "instagram")["messaging"][0]["message"]
        self.assertIn("story", story["reply_to"])
        photo = self.entry(meta.instagram(request("instagram", Photo()), 1, NOON, STACK), "instagram")["messaging"][0]["message"]
        self.assertRegex(photo["attachments"][0]["payload"]["url"], r"^https://[\w.]+\.fbcdn\.net/")
        comment = self.entry(meta.instagram(request("instagram", Comment("¿Talla?")), 1, NOON, STACK), "instagram")
        self.assertEqual((comment["field"], comment["value"]["from"]["id"], "changes" in comment), ("comments", "7001", False))

    def test_what_is_forged_is_signed_by_somebody_else(self):
        for channel, what in (("messenger", Text("x")), ("facebook", Comment("x")), ("instagram", Text("x"))):
            post = getattr(meta, channel)(request(channel, what, forged=True), 1, NOON, STACK)
            self.assertNotEqual(post.headers["X-Hub-Signature-256"], meta_signature(post.body, STACK["secrets"][channel]["value"]["app_secret"]))


class X(unittest.TestCase):
    def test_the_signature_is_xs(self):
        # HMAC-SHA256 of `foo` under `secret`, as X's check of a webhook asks for it.
        self.assertEqual(x_signature(b"foo", "secret"), "sha256=dzukRpPHVT1u4g9h6l0nV6mk9KRNKEGuTpW1LkzWLbQ=")

    def test_messages_go_both_ways_and_ids_are_texts(self):
        for what, kind, sender in ((Text("hola"), "dm.received", "16"), (OurAnswer("a request", "hola"), "dm.sent", x.ACCOUNT)):
            post = x.x(request("x", what, "16"), 3, NOON, STACK)
            data = json.loads(post.body)["data"]
            event = data["payload"]["direct_message_events"][0]
            self.assertEqual((data["event_type"], event["message_create"]["sender_id"], event["id"]), (kind, sender, post.message_id))
            self.assertGreater(int(post.message_id), 1 << 53)

    def test_a_mention_told_again_as_a_reply_is_the_same_post(self):
        first = x.x(request("x", Comment("hola"), "16"), 3, NOON, STACK)
        again = x.retold(first, "post.reply.create", STACK)
        told = [json.loads(post.body)["data"] for post in (first, again)]
        self.assertEqual(told[0]["payload"], told[1]["payload"])
        self.assertNotEqual(told[0]["event_uuid"], told[1]["event_uuid"])
        self.assertEqual(again.headers["x-twitter-webhooks-signature"], x_signature(again.body, STACK["secrets"]["x"]["value"]["consumer_secret"]))


class Teams(unittest.TestCase):
    def test_an_activity_comes_with_the_token_and_is_what_the_token_speaks_of(self):
        post = teams.teams(request("teams", Text("¿Sí?"), "29:1ana"), 3, NOON, STACK, "head.claims.signature")
        activity, app = json.loads(post.body), STACK["secrets"]["teams"]["value"]["app_id"]
        self.assertEqual(post.headers["Authorization"], "Bearer head.claims.signature")
        self.assertEqual(teams.claims(STACK), {"aud": app, "serviceurl": activity["serviceUrl"]})
        self.assertEqual((activity["channelId"], activity["from"]["id"], activity["recipient"]["id"]), ("msteams", "29:1ana", f"28:{app}"))

    def test_a_message_is_named_with_its_conversation_and_told_to_the_tenth_of_a_microsecond(self):
        post = teams.teams(request("teams", Text("x"), "29:1ana"), 3, NOON, STACK, "t")
        activity = json.loads(post.body)
        self.assertEqual((post.message_id, post.contact), (f"{activity['conversation']['id']}/1795000000753", "29:1ana"))
        self.assertEqual(activity["timestamp"], "2026-11-18T11:06:40.7500000Z")

    def test_a_forged_token_says_the_same_under_another_signature(self):
        post = teams.teams(request("teams", Text("x"), "29:1ana", forged=True), 3, NOON, STACK, "head.claims.signature")
        self.assertEqual(post.headers["Authorization"], "Bearer head.claims.erutangis")


class Twilio(unittest.TestCase):
    def test_the_signature_is_twilios(self):
        # The example of Twilio's "Validating requests": token 12345.
        form = {"CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234", "From": "+14158675309", "To": "+18005551212"}
        self.assertEqual(twilio_signature("https://mycompany.com/myapp.php?foo=1&bar=2", form, "12345"), "RSOYDt4T1cUTdK1PDd93/VVr8B8=")

    def test_it_is_made_for_the_public_address_and_sent_to_the_local_one(self):
        post = texts.sms(request("sms", Text("¿Sí & no?"), "+34600000115"), 1, NOON, STACK)
        form = form_of(post.body)
        self.assertEqual(post.url, "http://127.0.0.1:1/$default/sms")
        self.assertEqual(post.headers["X-Twilio-Signature"], twilio_signature(STACK["public_url"] + "/sms", form, STACK["secrets"]["sms"]["value"]["auth_token"]))
        self.assertEqual((form["Body"], form["MessageSid"], len(post.message_id)), ("¿Sí & no?", post.message_id, 34))

    def test_whatsapp_and_files_come_the_same_way(self):
        form = form_of(texts.sms(request("whatsapp", Text("x"), "+34600000114", via="twilio"), 1, NOON, STACK).body)
        self.assertEqual((form["From"], form["WaId"]), ("whatsapp:+34600000114", "34600000114"))
        form = form_of(texts.sms(request("sms", Photo(), "+34600000115"), 1, NOON, STACK).body)
        self.assertEqual((form["NumMedia"], form["MediaUrl0"].startswith("https://api.twilio.com/2010-04-01/Accounts/AC")), ("1", True))

    def test_what_stands_behind_the_mark_is_neither_signed_nor_sent(self):
        post = twilio_post("voice", STACK["public_url"] + "/voice?a=1#rc=2", {}, STACK, "", False, "")
        self.assertEqual(post.url, "http://127.0.0.1:1/$default/voice?a=1")


class Calls(unittest.TestCase):
    def step(self, what, *heard):
        call = phone.Call("CA" + "0" * 30 + "12", list(heard))
        return phone.step(request("voice", what, "+34600000116"), call, NOON, STACK)

    def test_each_step_goes_where_an_answer_said(self):
        base = "http://127.0.0.1:1/$default/voice"
        where = {Rings(): base, NobodyAnswers("c"): f"{base}/dial?Caller=1&Line=2", Presses("c", "1"): f"{base}/keys",
                 LeavesVoicemail("c"): f"{base}/recording", Transcribed("c", "hola"): f"{base}/written"}
        for what, address in where.items():
            self.assertEqual(self.step(what, TWIML, "<Response/>", "no XML").url, address)

    def test_each_step_says_what_twilio_would_say(self):
        missed = form_of(self.step(NobodyAnswers("c"), TWIML).body)
        self.assertEqual((missed["DialCallStatus"], missed["CallStatus"], missed["From"]), ("no-answer", "in-progress", "+34600000116"))
        tape = form_of(self.step(LeavesVoicemail("c"), TWIML).body)
        self.assertEqual((tape["RecordingSource"], "From" in tape, tape["RecordingStartTime"][-5:]), ("RecordVerb", False, "+0000"))
        self.assertEqual(form_of(self.step(Presses("c", "1"), TWIML).body)["Digits"], "1")

    def test_messages_of_one_call_have_ids_of_their_own(self):
        ids = [self.step(what, TWIML).message_id for what in (NobodyAnswers("c"), Presses("c", "1"), LeavesVoicemail("c"), Transcribed("c", "x"))]
        self.assertEqual(len(set(ids)), 4)
        self.assertEqual(self.step(Rings()).message_id, "")

    def test_a_step_without_an_address_is_told_in_a_line(self):
        with self.assertRaisesRegex(StackError, "no answer to it has a <Dial action>"):
            self.step(NobodyAnswers("c"), "")


class CallCentre(unittest.TestCase):
    def test_a_flow_names_the_caller_and_an_event_does_not(self):
        asked = callcentre.invocation(request("voice", AsksForCallBack(), "+34600000118"), NOON, STACK)
        data = asked.payload["Details"]["ContactData"]
        self.assertEqual((data["ContactId"], data["CustomerEndpoint"]["Address"], asked.function), (asked.message_id, "+34600000118", "connect"))
        ended = callcentre.invocation(request("voice", Abandons("a request")), NOON, STACK, asked.message_id)
        self.assertEqual((ended.payload["detail"]["contactId"], ended.payload["detail"]["eventType"]), (asked.message_id, "DISCONNECTED"))
        self.assertNotIn("+34600000118", json.dumps(ended.payload))
        self.assertFalse({"agentInfo", "AgentInfo"} & set(ended.payload["detail"]))
