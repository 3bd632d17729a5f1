"""The played Slack answers as Slack does, and goes wrong when it is told to."""

import unittest

from faults import Fault
from slack import Slack

TOKEN = "xoxb-test"


class PlayedSlack(unittest.TestCase):
    def setUp(self):
        self.slack = Slack()

    def call(self, method, token=TOKEN, **arguments):
        return self.slack.call(method, arguments, token)

    def post(self, channel="C1", text="hola", **more):
        return self.call("chat.postMessage", channel=channel, text=text, **more)

    def test_a_post_is_answered_with_channel_and_time_and_can_be_found_again(self):
        answer = self.post(metadata={"event_type": "assigned"}).body
        self.assertTrue(answer["ok"])
        found = self.call("conversations.history", channel="C1").body["messages"]
        self.assertEqual([(m["ts"], m["metadata"]) for m in found], [(answer["ts"], {"event_type": "assigned"})])

    def test_a_message_to_a_user_goes_to_their_direct_channel(self):
        opened = self.call("conversations.open", users="U1").body["channel"]["id"]
        self.assertEqual(self.post(channel="U1").body["channel"], opened)

    def test_a_burst_is_limited_in_its_channel_only(self):
        answers = [self.post() for _ in range(4)]
        self.assertEqual([a.status for a in answers], [200, 200, 200, 429])
        self.assertEqual(answers[3].headers, {"Retry-After": "1"})
        self.assertEqual(self.post(channel="C2").status, 200)

    def test_an_update_changes_the_message_and_asks_for_a_known_one(self):
        ts = self.post().body["ts"]
        self.assertTrue(self.call("chat.update", channel="C1", ts=ts, text="nuevo").body["ok"])
        self.assertEqual(self.slack.messages["C1"][0]["text"], "nuevo")
        self.assertEqual(self.call("chat.update", channel="C1", ts="1.0", text="x").body["error"], "message_not_found")

    def test_what_slack_refuses_is_refused(self):
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
        cases = {
            "not_authed": self.call("chat.postMessage", token="", channel="C1", text="x"),
            "invalid_auth": self.call("chat.postMessage", token="xapp-1", channel="C1", text="x"),
            "channel_not_found": self.post(channel=""),
            "no_text": self.post(text=""),
            "msg_too_long": self.post(text="x" * 40_001),
            "invalid_blocks": self.post(blocks=[section]),
            "users_not_found": self.call("users.lookupByEmail", email="ana@unknown.invalid"),
            "unknown_method": self.call("chat.shout"),
        }
        self.assertEqual({name: answer.body["error"] for name, answer in cases.items()}, {name: name for name in cases})

    def test_the_same_address_is_the_same_user(self):
        users = {self.call("users.lookupByEmail", email=email).body["user"]["id"] for email in ("ana@x.example", "Ana@X.example")}
        self.assertEqual(len(users), 1)

    def test_a_fault_comes_as_often_as_asked(self):
        self.slack.faults.add(Fault("error", method="chat.postMessage", channel="C1", error="is_archived", times=2))
        self.assertTrue(self.post(channel="C2").body["ok"])
        self.assertEqual([self.post().body.get("error") for _ in range(3)], ["is_archived", "is_archived", None])

    def test_a_lost_answer_is_a_message_all_the_same(self):
        self.slack.faults.add(Fault("lost"))
        self.assertTrue(self.post().lost)
        self.assertEqual(len(self.slack.messages["C1"]), 1)

    def test_a_limit_and_an_http_fault_do_not_post(self):
        self.slack.faults.add(Fault("ratelimited", retry_after=7))
        self.slack.faults.add(Fault("http", status=502))
        limited, broken = self.post(), self.post()
        self.assertEqual((limited.status, limited.headers, broken.status), (429, {"Retry-After": "7"}, 502))
        self.assertEqual(self.slack.messages["C1"], [])
