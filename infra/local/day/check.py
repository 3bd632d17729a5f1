"""Whether what came of the day is what the story says. Pure: requests and what there is go in, unmet expectations come out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from . import check_all, check_files
from .expects import Answers, Hears, Joins, Notes, Opens, Repeats
from .model import Seen, Sent
from .timeline import alarmed, choices, decisions, entries, messages, seconds

# Their providers tell no time, or we are told later: the time of receipt stands for it.
TIMELESS = ("webchat", "sms", "voice")


def unmet(day: Sequence[Sent], seen: Seen) -> list[str]:
    """Every expectation that is not met, a line each."""
    places = {message: thread for thread, timeline in seen.timelines.items() for message in messages(timeline)}
    found = [*statuses(day), *heard(day), *placements(day, places)]
    for sent in day:
        thread = places.get(sent.message_id)
        if isinstance(sent.request.expects, Opens) and thread:
            found += opened(sent, thread, day, seen)
    return [*found, *noted(day, places, seen), *check_files.unmet(day, places, seen), *check_all.unmet(day, seen)]


def statuses(day: Sequence[Sent]) -> Iterator[str]:
    for sent in day:
        if sent.status != sent.request.status:
            yield f"{sent.request.name}: expected the answer {sent.request.status}, but it was {sent.status}"


def heard(day: Sequence[Sent]) -> Iterator[str]:
    """What a caller or a visitor was answered at once."""
    for sent in day:
        for words in sent.request.expects.words if isinstance(sent.request.expects, Hears) else ():
            if words not in sent.answer:
                yield f"{sent.request.name}: expected to be answered «{words}», but it was «{sent.answer[:200]}»"


def noted(day: Sequence[Sent], places: dict[str, str], seen: Seen) -> Iterator[str]:
    """Answers that were given elsewhere, and what else stands on a thread beside messages."""
    by_name = {sent.request.name: sent for sent in day}
    for sent in day:
        wish = sent.request.expects
        if not isinstance(wish, Answers | Notes):
            continue
        thread, text = places.get(by_name[wish.of].message_id, ""), said(sent, by_name)
        found = [entry for entry in entries(seen.timelines.get(thread, []), "answer" if isinstance(wish, Answers) else "event") if entry.get("text") == text]
        if len(found) != 1:
            yield f"{sent.request.name}: expected once on the thread of '{wish.of}' ({thread or 'which has none'}), but it is there {len(found)} times"
        elif isinstance(wish, Answers) and bool(found[0].get("automatic")) == wish.by_person:
            yield f"{sent.request.name}: expected an answer of {'a person' if wish.by_person else 'a machine'}, but it is taken for the other's"
        elif isinstance(wish, Notes) and found[0]["event"] != wish.kind:
            yield f"{sent.request.name}: expected the kind {wish.kind}, but found {found[0]['event']}"


def said(sent: Sent, by_name: Mapping[str, Sent]) -> str:
    """Its text; that of the first one for what is told again."""
    what = sent.request.what
    return by_name[what.of].request.what.text if hasattr(what, "of") else what.text


def placements(day: Sequence[Sent], places: dict[str, str]) -> Iterator[str]:
    """On which thread each message stands."""
    by_name = {sent.request.name: sent for sent in day}
    openers: dict[str, str] = {}
    for sent in day:
        name, thread = sent.request.name, places.get(sent.message_id)
        found = f"it stands on {thread}" if thread else "it stands on none"
        match sent.request.expects:
            case Opens() if thread is None or thread in openers:
                beside = f", beside '{openers[thread]}'" if thread in openers else ""
                yield f"{name}: expected a thread of its own, but {found}{beside}"
            case Opens():
                openers[thread] = name
            case Joins(of) | Repeats(of):
                wanted = places.get(by_name[of].message_id)
                if thread is None or thread != wanted:
                    yield f"{name}: expected the thread of '{of}' ({wanted or 'which has none'}), but {found}"
            case _ if thread:
                yield f"{name}: expected no thread, but {found}"


def opened(sent: Sent, reference: str, day: Sequence[Sent], seen: Seen) -> Iterator[str]:
    """What is said of the thread that a request opens."""
    wish, thread, timeline = sent.request.expects, seen.threads[reference], seen.timelines[reference]
    agent, chosen = thread.get("agent"), choices(timeline)
    told = {"by": "nothing", **next(iter(entries(timeline, "topic")), {})}["by"]
    claims = [
        (f"the topic {wish.topic}", thread["topic"], thread["topic"] == wish.topic),
        (f"the topic told by {wish.by}", told, told in wish.by.split(" or ")),
        (f"an agent among {names(wish.agents)}", agent or "nobody", agent in wish.agents),
        (f"{names(wish.relaxed)} given up for an agent", names(given_up(chosen)), given_up(chosen) == sorted(wish.relaxed)),
        (f"{wish.files} files", thread["attachments"], thread["attachments"] == wish.files),
        *waiting_claims(wish, timeline),
        *clock_claims(sent, day, thread),
        *alarm_claims(wish, agent, timeline),
    ]
    for wanted, found, holds in claims:
        if not holds:
            yield f"{sent.request.name} ({reference}): expected {wanted}, but found {found}"
    if wish.hidden and any(wish.hidden in notice.text for notice in seen.told):
        yield f"{sent.request.name} ({reference}): expected it to be masked, but a notice shows it"


Claim = tuple[str, object, bool]


def given_up(chosen: list[dict]) -> list[str]:
    """What was given up for the first agent."""
    return sorted(chosen[0].get("relaxed", [])) if chosen else []


def waiting_claims(wish: Opens, timeline: list[dict]) -> Iterator[Claim]:
    waited = any(not decision.get("chosen") for decision in decisions(timeline))
    yield ("to wait for an agent first" if wish.waited else "an agent at once", "that it waited" if waited else "one at once", waited == wish.waited)


def clock_claims(sent: Sent, day: Sequence[Sent], thread: dict) -> Iterator[Claim]:
    """Whether a clock runs at the end, and since the message that started it."""
    later = [other for other in day if isinstance(other.request.expects, Joins) and other.request.expects.of == sent.request.name]
    changes = [other for other in later if other.request.expects.clock is not None]
    last = changes[-1] if changes else sent
    clock = thread.get("clock")
    wanted = last.request.expects.clock
    yield ("a running clock" if wanted else "no clock", "one" if clock else "none", (clock is not None) == wanted)
    if clock and wanted and last.request.who.channel not in TIMELESS and not last.request.who.via:
        # The provider's time counts, to the second. Further messages do not move it.
        apart = abs(seconds(clock["started_at"]) - last.posted)
        yield (f"a clock since '{last.request.name}'", f"one since {clock['started_at']}", apart < 1.5)


def alarm_claims(wish: Opens, agent: str | None, timeline: list[dict]) -> Iterator[Claim]:
    """Who was told that a promise is at risk or broken."""
    reminded, wanted = alarmed(timeline, broken=False), {promise: frozenset([agent or ""]) for promise in wish.reminded}
    yield (f"its agent reminded of {names(wish.reminded)}", alarms_in_words(reminded), reminded == wanted)
    broken = alarmed(timeline, broken=True)
    yield (f"told as broken: {alarms_in_words(wish.broken)}", alarms_in_words(broken), broken == dict(wish.broken))


def alarms_in_words(told: Mapping[str, frozenset[str]]) -> str:
    return "; ".join(f"{promise} to {names(people)}" for promise, people in sorted(told.items())) or "nothing"


def names(several: Iterable[str]) -> str:
    return ", ".join(sorted(several)) or "nothing"
