"""The story is the day that it is said to be."""

import tomllib
import unittest

from day import story
from day.content import Abandons, Again, OurAnswer
from day.expects import Answers, Joins, LeavesNoThread, Opens, Quarantined, Refused, Repeats
from day.story_channels import FIRST_HOUR
from settings import ROOT


class Story(unittest.TestCase):
    def expecting(self, kind):
        return [request for request in story.REQUESTS if isinstance(request.expects, kind)]

    def test_it_is_a_full_day_over_all_channels(self):
        customers = {request.who.name for request in self.expecting((Opens, Joins))}
        self.assertGreaterEqual(len(story.REQUESTS), 30)
        self.assertGreaterEqual(len(customers), 15)
        every = {"whatsapp", "telegram", "email", "webchat", "messenger", "facebook", "instagram", "x", "sms", "voice", "teams"}
        self.assertEqual({request.who.channel for request in self.expecting(Opens)}, every)
        self.assertGreaterEqual({request.who.channel for request in self.expecting(Refused)}, every)
        self.assertGreaterEqual({request.who.language for request in self.expecting(Opens)}, {"es", "en", "ca"})

    def test_what_must_be_in_it_is_in_it(self):
        for kind in (Repeats, Refused, Quarantined, LeavesNoThread):
            self.assertTrue(self.expecting(kind), kind)
        self.assertEqual([len(chapter.requests) for chapter in story.DAY if chapter.at_once], [10])
        self.assertTrue(any(request.expects.broken for request in self.expecting(Opens)))

    def test_names_are_unique_and_refer_to_what_came_before(self):
        before = set()
        for request in story.REQUESTS:
            self.assertNotIn(request.name, before)
            for other in (getattr(request.expects, "of", None), getattr(request.what, "of", None), getattr(request.what, "answers", None)):
                self.assertTrue(not other or other in before, f"{request.name} refers to {other}")
            before.add(request.name)

    def test_a_repeat_is_expected_of_the_very_same_request_only(self):
        for request in self.expecting(Repeats):
            self.assertIsInstance(request.what, Again | Abandons)
            self.assertEqual(getattr(request.what, "of", "") or request.what.call, request.expects.of)

    def test_agents_topics_and_promises_are_those_of_the_shop(self):
        care = tomllib.loads((ROOT / "infra/config/care.toml").read_text())
        agents, commitments = {agent["id"] for agent in care["agents"]}, {c["name"] for policy in care["policies"] for c in policy["commitments"]}
        for request in self.expecting(Opens):
            wish = request.expects
            self.assertLessEqual(wish.agents | frozenset().union(*wish.broken.values()), agents, request.name)
            self.assertLessEqual({*wish.broken, *wish.reminded}, commitments, request.name)
            self.assertIn(wish.topic, care["topics"], request.name)

    def test_away_messages_are_those_of_the_shop_and_answers_of_people_are_not(self):
        care = tomllib.loads((ROOT / "infra/config/care.toml").read_text())
        answers = [request for request in self.expecting(Answers) if isinstance(request.what, OurAnswer)]
        for request in answers:
            self.assertEqual(request.what.text in care["routing"]["away_texts"], not request.expects.by_person, request.name)
        self.assertEqual({request.expects.by_person for request in answers}, {True, False})

    def test_the_first_hour_leaves_the_agents_as_it_found_them(self):
        """But for two threads: the day after it counts on the room that they have."""
        opened = {request.name for chapter in FIRST_HOUR for request in chapter.requests if isinstance(request.expects, Opens) and request.expects.clock}
        self.assertEqual(opened, {"a direct message on Instagram", "by WhatsApp"})

    def test_whoever_is_answered_has_no_clock_in_the_end(self):
        by_name = {request.name: request for request in story.REQUESTS}
        people = {request.expects.of for request in self.expecting(Answers) if request.expects.by_person}
        for name in people | {name for chapter in FIRST_HOUR for name in chapter.answered}:
            wish = by_name[name].expects
            wish = by_name[wish.of].expects if isinstance(wish, Joins) else wish
            self.assertFalse(wish.clock, name)
