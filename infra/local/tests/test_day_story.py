"""The story is the day that it is said to be."""

import tomllib
import unittest

from day import story
from day.model import Again, Joins, LeavesNoThread, Opens, Quarantined, Refused, Repeats
from settings import ROOT


class Story(unittest.TestCase):
    def expecting(self, kind):
        return [request for request in story.REQUESTS if isinstance(request.expects, kind)]

    def test_it_is_a_full_day_over_four_channels(self):
        customers = {request.who.name for request in self.expecting((Opens, Joins))}
        self.assertGreaterEqual(len(story.REQUESTS), 30)
        self.assertGreaterEqual(len(customers), 15)
        self.assertEqual({request.who.channel for request in self.expecting(Opens)}, {"whatsapp", "telegram", "email", "webchat"})
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
            self.assertEqual(request.what, Again(request.expects.of))

    def test_agents_topics_and_promises_are_those_of_the_shop(self):
        care = tomllib.loads((ROOT / "infra/config/care.toml").read_text())
        agents, commitments = {agent["id"] for agent in care["agents"]}, {c["name"] for policy in care["policies"] for c in policy["commitments"]}
        for request in self.expecting(Opens):
            wish = request.expects
            self.assertLessEqual(wish.agents | frozenset().union(*wish.broken.values()), agents, request.name)
            self.assertLessEqual({*wish.broken, *wish.reminded}, commitments, request.name)
            self.assertIn(wish.topic, care["topics"], request.name)
