"""The tables fit, and say what is so."""

import unittest
import unittest.mock
from datetime import UTC

from day import look, tables
from day.look import REFERENCE, Roster, notice
from day.model import Link, Seen, Told

from tests.stacks import STACK
from tests.test_day_check import DAY, GOOD

ROSTER = Roster({"agents": [
    {"id": "clara", "name": "Clara Beltrán", "email": "clara@x.example", "capacity": 5},
    {"id": "ines", "name": "Inés Roca", "slack": "U0INES", "capacity": 6, "capacity_max": 8},
    {"id": "ramon", "name": "Ramón Soler", "email": "ramon@x.example", "capacity": 4},
]})


class Tables(unittest.TestCase):
    def test_no_line_is_wider_than_a_page(self):
        long = {**GOOD.threads["AL-1"], "customer_name": "A name that is much longer than any column can be wide", "channel": "whatsapp"}
        seen = Seen({"AL-12345678901": long}, {"AL-12345678901": GOOD.timelines["AL-1"]}, GOOD.told)
        text = tables.threads(seen, ROSTER, UTC) + "\n" + tables.escalations(seen, ROSTER)
        self.assertLessEqual(max(len(line) for line in text.splitlines()), 110)
        self.assertIn("…", text)

    def test_a_row_tells_agent_reason_due_time_and_what_arrived(self):
        threads = {id: {**thread, "channel": "whatsapp", "customer_name": "Ana"} for id, thread in GOOD.threads.items()}
        first, second = tables.threads(Seen(threads, GOOD.timelines, GOOD.told), ROSTER, UTC).splitlines()[2:]
        for words in ("AL-1", "Clara", "«w»; only one", "Sat 14:00", "mail"):
            self.assertIn(words, first)
        for words in ("Inés", "no clock", "Slack"):
            self.assertIn(words, second)

    def test_each_channel_has_a_row_of_what_really_came_by_it(self):
        text = tables.channels(DAY, GOOD)
        self.assertLessEqual(max(len(line) for line in text.splitlines()), 110)
        first, second = (row.split() for row in text.splitlines()[2:])
        self.assertEqual((first[:6], second[:6]), (["whatsapp", "3", "0", "1", "2", "1"], ["telegram", "4", "1", "0", "1", "1"]))

    def test_every_channel_of_the_story_says_how_it_is_proved_in_full(self):
        self.assertTrue(all(len(words) <= tables.LONGEST_CELL for words in tables.PROVED_BY.values()))

    def test_links_are_found_in_notices_and_followed_once(self):
        link = f"{STACK['public_url']}/files/eyJh-_.x=1"
        told = [Told("clara", "mail", "AL-1", f"Foto: {link}\n"), Told("ramon", "Slack", "AL-1", f'"<{link}|foto>"'), Told("ines", "Slack", "AL-2", "no file")]
        road = unittest.mock.Mock(stack=STACK, opened=unittest.mock.Mock(return_value=b"photo"))
        self.assertEqual(look.linked(road, told), {"AL-1": (Link(link, b"photo"),)})
        road.opened.assert_called_once_with(link)

    def test_what_did_not_arrive_is_seen(self):
        self.assertEqual(tables.told_by("AL-1", "clara", Seen({}, {}, ())), "NOT TOLD")

    def test_an_escalation_has_a_row_for_each_who_was_told(self):
        rows = tables.escalations(GOOD, ROSTER).splitlines()[2:]
        self.assertEqual([row.split()[-3:] for row in rows], [["Clara", "Beltrán", "mail"], ["Ramón", "Soler", "mail"]])
        self.assertIn("2 h 00 min left", rows[0])

    def test_a_notice_is_known_by_its_address_and_the_reference_in_its_title(self):
        self.assertEqual(notice(ROSTER, "U0INES", "Slack", "Tuya: AL-483120 · Pago", ""), Told("ines", "Slack", "AL-483120", "Tuya: AL-483120 · Pago\n"))
        self.assertIsNone(REFERENCE.search("pedido 20418"))

    def test_a_mail_is_known_by_its_address_without_the_name_beside_it(self):
        mails = [{"To": ["Clara Beltrán <clara@x.example>"], "Subject": "[AL-7] Pago", "BodyText": "yours"}]
        with unittest.mock.patch.object(look, "fetched", return_value=mails):
            self.assertEqual(look.mailed(None, ROSTER), [Told("clara", "mail", "AL-7", "[AL-7] Pago\nyours")])

    def test_follow_ups_are_known_in_both_languages(self):
        self.assertTrue(look.is_follow_up(Told("clara", "mail", "AL-7", "There are new messages in your conversation (2)")))
        self.assertTrue(look.is_follow_up(Told("ines", "Slack", "AL-7", '[{"text": "Hay mensajes nuevos en tu conversación"}]')))
        self.assertFalse(look.is_follow_up(Told("ines", "Slack", "AL-7", "Esta conversación es tuya")))

    def test_what_comes_back_may_pass_the_capacity(self):
        self.assertEqual(ROSTER.capacities(), {"clara": 5, "ines": 8, "ramon": 4})
