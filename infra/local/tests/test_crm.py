"""The shop's CRM as the sandbox plays it."""

import json
import unittest

from invented import access
from outside import crm
from outside.asked import Asked
from outside.gate import Gate


class Crm(unittest.TestCase):
    def ask(self, key=access()["crm"]["token"], path="/v1/customers", **query):
        headers = {"authorization": f"Bearer {key}"} if key else {}
        return Gate().ask(Asked("GET", crm.HOST, path, query, headers))

    def test_a_customer_is_known_by_their_contact_with_or_without_plus(self):
        for contact in ("34600000101", "+34600000101"):
            service, reply, _ = self.ask(channel="sms", contact=contact)
            self.assertEqual((service, reply.status, json.loads(reply.body)["points"]), ("crm", 200, 1240))

    def test_strangers_and_other_paths_are_not_there(self):
        for query in ({"contact": "34000"}, {}, {"contact": "34600000101", "path": "/v1/orders"}):
            self.assertEqual(self.ask(**query)[1].status, 404)

    def test_nobody_comes_in_without_the_token(self):
        for key, status in (("", 401), ("wrong", 401), (access()["crm"]["token"], 200)):
            self.assertEqual(self.ask(key, contact="34600000101")[1].status, status)

    def test_whom_it_was_asked_for_is_not_recorded(self):
        reply = self.ask(channel="sms", contact="+34600000101")[1]
        self.assertNotIn("34600000101", json.dumps([dict(reply.arguments), reply.shown()]))
