"""The sandbox over HTTP: it records, narrows, breaks and forgets."""

import json
import threading
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from sandbox import server
from settings import Settings


class SandboxServer(unittest.TestCase):
    def setUp(self):
        self.server = server(Settings(stack_port=1, sandbox_port=0, state=Path("/nowhere")))
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def ask(self, path, body=None, kind="application/json", **headers):
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": kind, **headers})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def post(self, body, **headers):
        return self.ask("/slack/api/chat.postMessage", body, Authorization="Bearer xoxb-secret", **headers)

    def calls(self, query=""):
        return json.loads(self.ask(f"/_sandbox/calls{query}")[1])

    def test_calls_are_recorded_in_order_without_the_token(self):
        self.post({"channel": "C1", "text": "uno", "token": "xoxb-secret"})
        self.post(b"channel=C1&text=dos&blocks=%5B%5D", kind="application/x-www-form-urlencoded")
        calls = self.calls("?service=slack&method=chat.postMessage")
        self.assertEqual([(c["number"], c["arguments"]["text"], c["status"]) for c in calls], [(1, "uno", 200), (2, "dos", 200)])
        self.assertEqual(calls[1]["arguments"]["blocks"], [])
        self.assertNotIn("xoxb", json.dumps(calls))
        self.assertEqual(self.calls("?method=chat.update"), [])

    def test_a_fault_and_a_limit_can_be_asked_for_and_are_forgotten_on_reset(self):
        self.assertEqual(self.ask("/_sandbox/behaviour", {"kind": "http", "status": 500, "times": None})[0], 200)
        self.assertEqual(self.post({"channel": "C1", "text": "x"})[0], 500)
        self.ask("/_sandbox/reset", {})
        self.ask("/_sandbox/behaviour", {"limit": 1, "window": 60})
        self.assertEqual([self.post({"channel": "C1", "text": "x"})[0] for _ in range(2)], [200, 429])
        self.assertEqual(len(self.calls()), 2)

    def test_an_answer_can_be_lost(self):
        self.ask("/_sandbox/behaviour", {"kind": "lost"})
        with self.assertRaises(OSError):
            self.post({"channel": "C1", "text": "x"})
        self.assertEqual([c["answer_lost"] for c in self.calls()], [True])

    def test_providers_hosts_are_reached_through_the_gateway_and_recorded(self):
        with urllib.request.urlopen(f"{self.base}/outside/pbs.twimg.com/media/photo.png", timeout=10) as answer:
            self.assertEqual((answer.headers["Content-Type"], answer.read(4)), ("image/png", b"\x89PNG"))
        status, told = self.ask("/outside/challenges.cloudflare.com/turnstile/v0/siteverify", b"secret=1x0000000000000000000000000000000AA&response=t", kind="application/x-www-form-urlencoded")
        self.assertEqual((status, json.loads(told)["success"]), (200, True))
        self.assertEqual(self.ask("/outside/api.telegram.org/bot1:secret/getFile?file_id=a")[0], 401)
        self.assertEqual([(c["service"], c["method"], c["status"]) for c in self.calls()], [("x", "file", 200), ("turnstile", "siteverify", 200), ("telegram", "getFile", 401)])
        self.assertNotIn("1:secret", json.dumps(self.calls()))

    def test_a_fault_is_for_the_service_that_it_names(self):
        self.assertEqual(self.ask("/_sandbox/behaviour", {"service": "x", "kind": "lost"})[0], 200)
        with self.assertRaises(OSError):
            self.ask("/outside/pbs.twimg.com/media/photo.png")
        self.assertEqual(self.ask("/outside/pbs.twimg.com/media/photo.jpg")[0], 200)
        self.assertEqual(self.ask("/_sandbox/behaviour", {"service": "fax", "kind": "lost"})[0], 400)
        self.assertEqual(self.ask("/_sandbox/behaviour", {"service": "x", "limit": 1})[0], 400)

    def test_a_message_of_sns_is_signed_on_request(self):
        status, text = self.ask("/_sandbox/sns", {"Type": "Notification", "TopicArn": "arn:aws:sns:eu-west-1:1:t", "Message": "x"})
        self.assertEqual((status, json.loads(text)["SignatureVersion"]), (200, "2"))
        self.assertEqual(self.ask("/_sandbox/sns", {"Type": "Notification"})[0], 400)

    def test_a_token_of_microsoft_is_signed_on_request(self):
        status, text = self.ask("/_sandbox/botframework", {"aud": "our bot", "serviceurl": "https://service.example/"})
        self.assertEqual((status, json.loads(text)["token"].count(".")), (200, 2))
        self.assertEqual(self.ask("/_sandbox/botframework", {"aud": "our bot"})[0], 400)

    def test_what_means_nothing_is_refused(self):
        for body in ({"kind": "wat"}, {"knd": "error"}, {}, {"limit": "many"}):
            self.assertEqual(self.ask("/_sandbox/behaviour", body)[0], 400, body)
        self.assertEqual(self.ask("/_sandbox/behaviour", b"{")[0], 400)
        self.assertEqual(self.ask("/_sandbox/behaviour", [1])[0], 400)
        self.assertEqual(self.ask("/elsewhere")[0], 404)

    def test_the_page_says_when_the_stack_is_gone(self):
        status, text = self.ask("/")
        self.assertEqual((status, "does not answer" in text), (200, True))
        self.assertEqual(self.ask("/_sandbox/mails")[0], 502)
