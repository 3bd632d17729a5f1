"""The checker finds what did not come true, says it in a line, and is content with what did."""

import copy
import unittest

from day.check import unmet
from day.content import Again, OurAnswer, Rings, Text, Transcribed
from day.expects import Answers, Hears, Joins, LeavesNoThread, Notes, Opens, Quarantined, Refused, Repeats
from day.model import Link, Person, Request, Seen, Sent, Told
from outside.samples import sample

ANA, LUIS = Person("Ana", "whatsapp", "1"), Person("Luis", "telegram", "2")
SINCE, START = "2026-11-21T12:00:00Z", 1_795_262_400.0


def sent(name, who, expects, id, status=200, posted=START, what=Text("x")):
    return Sent(Request(name, who, what, expects), status, posted, id)


def message(id, at=SINCE):
    channel = "telegram" if id.startswith("l") else "whatsapp"
    return {"at": at, "id": id, "what": {"kind": "message", "channel": channel, "external_message_id": id, "text": "x"}}


def entry(kind, **what):
    return {"at": SINCE, "id": kind, "what": {"kind": kind, **what}}


def thread(id, agent, topic, clock=True, **more):
    running = {"started_at": SINCE, "promises": [{"commitment": "respuesta", "within": "2h", "due_at": "2026-11-21T14:00:00Z"}]}
    return {"id": id, "topic": topic, "agent": agent, "weight": 1, "attachments": 0, **({"clock": running} if clock else {}), **more}


def chosen(agent, relaxed=()):
    return entry("decision", decision={"chosen": {"agent": agent, "because": "only_one", "relaxed": list(relaxed)}}, occasion="message")


def step(commitment, moment, *told):
    return entry("step", commitment=commitment, moment=moment, clock_started_at=SINCE, due_at=SINCE, fired_at=SINCE, told=list(told))


def topic(name, by="rule"):
    return entry("topic", topic=name, by=by, words=["w"])


DAY = [
    sent("late", ANA, Opens("pago", frozenset({"clara"}), broken={"respuesta": frozenset({"clara", "ramon"})}, hidden="4111"), "a1"),
    sent("again", ANA, Repeats("late"), "a1", what=Again("late")),
    sent("more", ANA, Joins("late"), "a2", posted=START + 60),
    sent("hello", LUIS, Opens("general", frozenset({"ines", "neus"}), by="general", clock=False), "l1"),
    sent("forged", LUIS, Refused(), "l2", status=401),
    sent("broken", LUIS, Quarantined(), "l3"),
    sent("robot", LUIS, LeavesNoThread(), "l4"),
]
GOOD = Seen(
    threads={"AL-1": thread("AL-1", "clara", "pago"), "AL-2": thread("AL-2", "ines", "general", clock=False)},
    timelines={
        "AL-1": [message("a1"), topic("pago"), chosen("clara"), message("a2"), step("respuesta", "75%"), step("respuesta", "due", "clara", "ramon")],
        "AL-2": [message("l1"), topic("general", "general"), chosen("ines")],
    },
    told=(Told("clara", "mail", "AL-1", "yours"), Told("clara", "mail", "AL-1", "late"), Told("ramon", "mail", "AL-1", "late"), Told("ines", "Slack", "AL-2", "yours")),
    quarantined=1,
    capacities={"clara": 5, "ines": 1},
)
# What the channels add: an answer in the provider's own app, an away message, a tape and its text, a file.
ECHOED = [
    *DAY,
    sent("inbox", ANA, Answers("late"), "e1", what=OurAnswer("late", "Lo vemos")),
    sent("inbox again", ANA, Answers("late"), "e1", what=Again("inbox")),
    sent("away", LUIS, Answers("hello", by_person=False), "e2", what=OurAnswer("hello", "Volvemos mañana")),
    sent("written", ANA, Notes("late"), "t1", what=Transcribed("late", "Llamadme")),
    Sent(Request("rings", ANA, Rings(), Hears(("Dial", "Alpargata"))), 200, START, "", "<Say>Alpargata</Say><Dial/>"),
]


class Checker(unittest.TestCase):
    def found(self, change=None, day=None, **seen):
        """What is unmet in a good day after a change."""
        world = {name: copy.deepcopy(getattr(GOOD, name)) for name in ("threads", "timelines", "told", "links", "quarantined", "capacities")} | seen
        if change:
            change(world)
        return unmet(day or DAY, Seen(**world))

    def assert_unmet(self, words, *lines):
        self.assertTrue(any(words in line for line in lines[0]), lines[0])

    def test_a_good_day_is_good(self):
        self.assertEqual(self.found(), [])

    def test_a_wrong_status_is_told(self):
        day = [sent("forged", LUIS, Refused(), "l2", status=200) if one.request.name == "forged" else one for one in DAY]
        self.assertEqual(self.found(day=day), ["forged: expected the answer 401, but it was 200"])

    def test_a_lost_message_is_told(self):
        found = self.found(lambda world: world["timelines"]["AL-1"].pop(3))
        self.assertEqual(found, ["more: expected the thread of 'late' (AL-1), but it stands on none"])

    def test_a_request_that_was_cut_in_two_or_glued_to_another_is_told(self):
        def cut(world):
            world["timelines"]["AL-2"].append(world["timelines"]["AL-1"].pop(3))

        def glue(world):
            world["timelines"]["AL-1"].insert(0, world["timelines"]["AL-2"].pop(0))

        self.assert_unmet("more: expected the thread of 'late' (AL-1), but it stands on AL-2", self.found(cut))
        self.assert_unmet("hello: expected a thread of its own, but it stands on AL-1, beside 'late'", self.found(glue))

    def test_a_message_that_stands_there_twice_is_told(self):
        self.assert_unmet("each message once, but a1 is there 2 times", self.found(lambda world: world["timelines"]["AL-1"].insert(0, message("a1"))))

    def test_what_leaves_no_thread_must_not_stand_on_one(self):
        for id, name in (("l2", "forged"), ("l3", "broken"), ("l4", "robot")):
            found = self.found(lambda world, id=id: world["timelines"]["AL-2"].append(message(id)))
            self.assert_unmet(f"{name}: expected no thread, but it stands on AL-2", found)

    def test_the_wrong_topic_agent_or_relaxation_is_told(self):
        def change(world):
            world["threads"]["AL-2"].update(topic="pedido", agent="omar")
            world["timelines"]["AL-2"][2] = chosen("omar", ["language"])

        found = self.found(change)
        for words in ("the topic general, but found pedido", "an agent among ines, neus, but found omar", "nothing given up for an agent, but found language"):
            self.assert_unmet(words, found)

    def test_a_wait_that_was_not_expected_is_told(self):
        waiting = entry("decision", decision={}, occasion="message")
        self.assert_unmet("an agent at once, but found that it waited", self.found(lambda world: world["timelines"]["AL-2"].insert(1, waiting)))

    def test_a_clock_that_runs_stands_or_was_moved_wrongly_is_told(self):
        self.assert_unmet("hello (AL-2): expected no clock", self.found(lambda world: world["threads"].update({"AL-2": thread("AL-2", "ines", "general")})))
        self.assert_unmet("late (AL-1): expected a running clock", self.found(lambda world: world["threads"]["AL-1"].pop("clock")))
        moved = self.found(lambda world: world["threads"]["AL-1"]["clock"].update(started_at="2026-11-21T12:01:00Z"))
        self.assert_unmet("expected a clock since 'late'", moved)

    def test_a_new_question_moves_the_clock_to_itself(self):
        day = [sent("more", ANA, Joins("late", clock=True), "a2", posted=START + 60) if one.request.name == "more" else one for one in DAY]
        self.assert_unmet("expected a clock since 'more'", self.found(day=day))
        self.assertEqual(self.found(lambda world: world["threads"]["AL-1"]["clock"].update(started_at="2026-11-21T12:01:00Z"), day=day), [])

    def test_an_alarm_that_reached_others_or_came_twice_is_told(self):
        def leave_out(world):
            world["timelines"]["AL-1"][-1] = step("respuesta", "due", "clara")

        self.assert_unmet("told as broken: respuesta to clara, ramon, but found respuesta to clara", self.found(leave_out))
        twice = self.found(lambda world: world["timelines"]["AL-1"].append(step("respuesta", "due", "clara", "ramon")))
        self.assert_unmet("the step respuesta due once, but it fired 2 times", twice)

    def test_a_notice_too_many_or_too_few_is_told(self):
        self.assert_unmet("AL-1: expected 1 notices to ramon, but they got 0", self.found(told=GOOD.told[:2] + GOOD.told[3:]))
        self.assert_unmet("AL-2: expected 1 notices to ines, but they got 2", self.found(told=(*GOOD.told, GOOD.told[3])))

    def test_a_complaint_without_receipt_or_term_is_told(self):
        def complain(**more):
            def change(world):
                world["threads"]["AL-1"].update(topic="reclamacion", channel="whatsapp", **more)
            return change

        owed = {"complaint": {"receipt": "owed"}}
        self.assert_unmet("AL-1: expected a receipt that is owed, but it is none", self.found(complain(legal={})))
        self.assert_unmet("AL-1: expected a receipt that is owed, but it is mailed", self.found(complain(complaint={"receipt": "mailed"}, contact_id="a@b.example")))
        self.assert_unmet("AL-1: expected a legal term that runs, but there is none", self.found(complain(**owed)))

    def test_a_number_that_a_notice_shows_is_told(self):
        shown = (Told("clara", "mail", "AL-1", "the card 4111"), *GOOD.told[1:])
        self.assert_unmet("expected it to be masked", self.found(told=shown))

    def test_an_agent_beyond_their_capacity_is_told(self):
        self.assert_unmet("ines: expected at most 0 units, but they hold 1", self.found(capacities={"clara": 5, "ines": 0}))

    def test_messages_out_of_order_and_of_nobody_are_told(self):
        def swap(world):
            timeline = world["timelines"]["AL-1"]
            timeline[0], timeline[3] = timeline[3], timeline[0]

        self.assert_unmet("in the order in which they were posted", self.found(swap))
        self.assert_unmet("messages of this day only, but there is z9", self.found(lambda world: world["timelines"]["AL-2"].append(message("z9"))))

    def test_a_message_under_another_channel_is_told(self):
        found = self.found(lambda world: world["timelines"]["AL-1"][0]["what"].update(channel="sms"))
        self.assertEqual(found, ["AL-1: expected a1 under whatsapp, but it stands under sms"])

    def test_what_is_not_in_quarantine_is_told(self):
        self.assertEqual(self.found(quarantined=0), ["expected 1 objects in quarantine, but there are 0"])

    def test_answers_of_the_providers_apps_and_tapes_are_found_where_they_belong(self):
        def tell(world):
            world["timelines"]["AL-1"] += [entry("answer", by="whatsapp", text="Lo vemos"), entry("event", event="edit", text="Llamadme")]
            world["timelines"]["AL-2"].append(entry("answer", by="telegram", text="Volvemos mañana", automatic=True))

        self.assertEqual(self.found(tell, ECHOED), [])
        nothing = self.found(day=ECHOED)
        for words in ("inbox: expected once on the thread of 'late' (AL-1), but it is there 0 times", "away: expected once", "written: expected once"):
            self.assert_unmet(words, nothing)

        def confuse(world):
            tell(world)
            world["timelines"]["AL-1"][-2]["what"]["automatic"] = True
            world["timelines"]["AL-1"][-1]["what"]["event"] = "other"
            world["timelines"]["AL-2"].append(entry("answer", by="telegram", text="Volvemos mañana", automatic=True))

        found = self.found(confuse, ECHOED)
        for words in ("inbox: expected an answer of a person", "written: expected the kind edit, but found other", "away: expected once on the thread of 'hello' (AL-2), but it is there 2 times"):
            self.assert_unmet(words, found)

    def test_what_a_caller_does_not_hear_is_told(self):
        silent = Sent(ECHOED[-1].request, 200, START, "", "<Response/>")
        self.assert_unmet("rings: expected to be answered «Dial»", self.found(day=[*DAY, silent]))


class Files(unittest.TestCase):
    """A thread with a photo: kept, and opened by the link in its agent's notice."""

    DAY = [sent("photo", ANA, Opens("pago", frozenset({"clara"}), files=1, broken={"respuesta": frozenset({"clara", "ramon"})}), "a1")]

    def found(self, links=(sample("jpeg").content,), outcome=None):
        timeline = [*GOOD.timelines["AL-1"][:3], GOOD.timelines["AL-1"][-1], entry("file", outcome=outcome or {"kept": {"mime": "image/jpeg"}})]
        opened = tuple(Link(f"https://x.example/files/{number}", content) for number, content in enumerate(links))
        threads = {"AL-1": {**GOOD.threads["AL-1"], "attachments": 1}}
        return unmet(self.DAY, Seen(threads, {"AL-1": timeline}, GOOD.told[:3], {"AL-1": opened}, 0, GOOD.capacities))

    def test_a_file_that_opens_is_good(self):
        self.assertEqual(self.found(), [])

    def test_a_file_that_was_not_kept_is_told(self):
        self.assertEqual(self.found(outcome={"not_kept": "gone"}), ["photo (AL-1): expected 1 files kept, but there are 0"])

    def test_a_link_that_is_missing_or_opens_something_else_is_told(self):
        self.assertEqual(self.found(links=()), ["photo (AL-1): expected 1 links to its files in a notice, but there are 0"])
        for content in (b"", b"<html>", sample("jpeg").content[:-1]):
            self.assertEqual(self.found(links=(content,)), ["photo (AL-1): expected every link to open what the customer sent, but 1 of 1 do not"])
