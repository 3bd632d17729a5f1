"""What must hold over the whole day, whatever each request is about: nothing lost, nothing doubled, no agent beyond their
capacity, everybody told once of what concerns them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from .expects import Quarantined
from .model import Seen, Sent
from .timeline import alarms, choices, entries, messages

# The shop's topic of complaints, in care.toml.
COMPLAINT = "reclamacion"


def unmet(day: Sequence[Sent], seen: Seen) -> list[str]:
    """Every expectation that is not met, a line each."""
    of_messages = [*unexplained(day, seen), *misplaced(day, seen), *unordered(day, seen)]
    return [*of_messages, *doubled_steps(seen), *overloaded(seen), *untold(seen), *complaints(seen), *quarantine(day, seen)]


def unexplained(day: Sequence[Sent], seen: Seen) -> Iterator[str]:
    """Messages that nobody sent, or that stand there more than once."""
    known = {sent.message_id for sent in day}
    counts = Counter(message for timeline in seen.timelines.values() for message in messages(timeline))
    for message, count in counts.items():
        if message not in known:
            yield f"expected messages of this day only, but there is {message}"
        elif count > 1:
            yield f"expected each message once, but {message} is there {count} times"


def misplaced(day: Sequence[Sent], seen: Seen) -> Iterator[str]:
    """Messages stand under the channel that they came by, also where a thread holds those of several."""
    came_by = {sent.message_id: sent.request.who.channel for sent in day}
    for thread, timeline in seen.timelines.items():
        for message in entries(timeline, "message"):
            id, channel = message["external_message_id"], message["channel"]
            if channel != came_by.get(id, channel):
                yield f"{thread}: expected {id} under {came_by[id]}, but it stands under {channel}"


def unordered(day: Sequence[Sent], seen: Seen) -> Iterator[str]:
    """Messages of a thread stand in the order in which they were posted."""
    posted = {sent.message_id: int(sent.posted) for sent in day}
    for thread, timeline in seen.timelines.items():
        times = [posted[message] for message in messages(timeline) if message in posted]
        if times != sorted(times):
            yield f"{thread}: expected its messages in the order in which they were posted, but they are not"


def doubled_steps(seen: Seen) -> Iterator[str]:
    for thread, timeline in seen.timelines.items():
        steps = Counter((step["clock_started_at"], step["commitment"], step["moment"]) for step in entries(timeline, "step"))
        for (_, commitment, moment), count in steps.items():
            if count > 1:
                yield f"{thread}: expected the step {commitment} {moment} once, but it fired {count} times"


def overloaded(seen: Seen) -> Iterator[str]:
    """No agent holds more than they can: the units of their open threads."""
    loads: Counter[str] = Counter()
    for thread in seen.threads.values():
        loads[thread.get("agent") or ""] += thread["weight"]
    for agent, load in sorted(loads.items()):
        if agent and load > seen.capacities.get(agent, 0):
            yield f"{agent}: expected at most {seen.capacities.get(agent, 0)} units, but they hold {load}"


def untold(seen: Seen) -> Iterator[str]:
    """Whoever was chosen or is alarmed is told so once: by mail or by Slack. So is a customer whose receipt is mailed."""
    wanted: Counter[tuple[str, str]] = Counter()
    for thread, timeline in seen.timelines.items():
        wanted.update((thread, choice["agent"]) for choice in choices(timeline))
        wanted.update((thread, agent) for step in alarms(timeline) for agent in step["told"])
        if receipt(seen.threads.get(thread, {})) == "mailed":
            wanted[thread, seen.threads[thread]["contact_id"]] += 1
    found = Counter((notice.thread, notice.agent) for notice in seen.told)
    for thread, agent in sorted(wanted.keys() | found.keys()):
        if wanted[thread, agent] != found[thread, agent]:
            yield f"{thread}: expected {wanted[thread, agent]} notices to {agent}, but they got {found[thread, agent]}"


def receipt(thread: dict) -> str:
    """How a complaint's customer has its receipt; empty for what is none."""
    return (thread.get("complaint") or {}).get("receipt", "")


def complaints(seen: Seen) -> Iterator[str]:
    """A complaint has its receipt, mailed where the address is proved and owed elsewhere, and a term that runs."""
    for reference, thread in seen.threads.items():
        if thread["topic"] != COMPLAINT or thread.get("held"):
            continue
        wanted = "mailed" if thread.get("channel") == "email" else "owed"
        if receipt(thread) != wanted:
            yield f"{reference}: expected a receipt that is {wanted}, but it is {receipt(thread) or 'none'}"
        if not thread.get("legal"):
            yield f"{reference}: expected a legal term that runs, but there is none"


def quarantine(day: Sequence[Sent], seen: Seen) -> Iterator[str]:
    wanted = sum(isinstance(sent.request.expects, Quarantined) for sent in day)
    if wanted != seen.quarantined:
        yield f"expected {wanted} objects in quarantine, but there are {seen.quarantined}"
