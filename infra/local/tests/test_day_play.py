"""The whole story can be sent: every request finds what it refers to, without a stack."""

import unittest
import unittest.mock
from datetime import UTC, datetime, timedelta

from day import story
from day.expects import Refused
from day.play import Player
from day.post import Invocation, Post
from outside.sns import Sns
from tests.stacks import STACK
from tests.test_day_channels import TWIML
from tests.test_day_requests import token


class FakeRoad:
    """Takes everything."""

    stack = STACK

    def __init__(self):
        self.sns, self.taken = Sns(), []

    def session(self, identity=""):
        return token(f"session {len(self.taken)} {identity[:4]}")

    def signed_by_sns(self, fields):
        return self.sns.sign(fields)

    def signed_by_microsoft(self, claims):
        return "head.claims.signature"

    def post(self, post: Post):
        self.taken.append(post)
        return 200, TWIML

    def invoke(self, invocation: Invocation):
        self.taken.append(invocation)
        return 200, "{}"

    def take_in(self, letter):
        self.taken.append(letter)
        return 200

    def wait_until_quiet(self, patience):
        pass


class FakeCommand:
    """Lists every contact as a thread."""

    def __init__(self, road):
        self.road, self.answers = road, []

    def threads(self):
        contacts = dict.fromkeys(parcel.contact for parcel in self.road.taken)
        return [{"id": f"AL-{number}", "contact_id": contact} for number, contact in enumerate(contacts)]

    def answered(self, thread, text=""):
        self.answers.append((thread, text))

    def open_time_ago(self, calendar, span):
        return (datetime.now(UTC) - timedelta(hours=22)).isoformat()


class Play(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        road = FakeRoad()
        cls.command = FakeCommand(road)
        cls.player = Player(road, cls.command, len(story.REQUESTS))
        with unittest.mock.patch("builtins.print") as printed:
            for chapter in story.DAY:
                cls.player.play(chapter)
        cls.lines = [str(call.args[0]) for call in printed.call_args_list]

    def test_every_request_is_sent_once(self):
        self.assertEqual([sent.request for sent in self.player.sent], list(story.REQUESTS))

    def test_what_agents_answer_between_chapters_is_there_to_be_answered(self):
        self.assertEqual(len(self.command.answers), sum(len(chapter.answered) for chapter in story.DAY))
        self.assertEqual([text for _, text in self.command.answers if text], [words for chapter in story.DAY for words in chapter.in_words.values()])

    def test_messages_have_ids_that_nobody_else_has_but_their_repeats(self):
        first = {}
        for sent in self.player.sent:
            of = getattr(sent.request.what, "of", None) or getattr(sent.request.expects, "of", "")
            if sent.message_id in first and not isinstance(sent.request.expects, Refused):
                self.assertEqual(first[sent.message_id], of, sent.request.name)
            first.setdefault(sent.message_id, sent.request.name) if sent.message_id else None

    def test_the_story_is_told_in_lines_that_fit(self):
        self.assertLessEqual(max(len(line) for text in self.lines for line in text.splitlines()), 110)
