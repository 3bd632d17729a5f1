"""The tables at the end: what came by each channel, who has what and why, and what was escalated to whom. Pure: rows in,
text out."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from .expects import Repeats
from .look import Roster
from .model import Seen, Sent
from .timeline import alarms, choices, entries, seconds

WIDTH = 110
GAP = "  "
LONGEST_CELL = 46

BECAUSE = {
    "knows_customer": "knows them",
    "lower_level": "lowest level",
    "lower_load": "least busy",
    "longer_without": "longest without",
    "id": "by the alphabet",
    "only_one": "only one",
}


PROVED_BY = {
    "whatsapp": "Meta's signature; Twilio's, through Twilio",
    "telegram": "the token that Telegram was given",
    "messenger": "Meta's signature over the raw body",
    "facebook": "Meta's signature over the raw body",
    "instagram": "Meta's signature over the raw body",
    "x": "X's signature over the raw body",
    "sms": "Twilio's signature over address and form",
    "voice": "Twilio's signature; for Amazon Connect, IAM",
    "teams": "Microsoft's token for our bot",
    "email": "IAM; over HTTPS, SNS's signature",
    "webchat": "our signed session; the shop's, of customers",
}


def channels(day: Sequence[Sent], seen: Seen) -> str:
    """What came by each channel, and how it was proved."""
    names = list(dict.fromkeys(sent.request.who.channel for sent in day))
    rows = [channel_row(name, [sent for sent in day if sent.request.who.channel == name], seen) for name in names]
    return table(["channel", "requests", "refused", "repeats", "messages", "threads", "how it is proved"], rows)


def channel_row(name: str, sent: Sequence[Sent], seen: Seen) -> list[str]:
    """Counted is what happened: statuses that were answered, messages that stand on timelines, threads that they opened."""
    own = {one.message_id for one in sent}
    first = [next(iter(entries(timeline, "message")), {}) for timeline in seen.timelines.values()]
    stand = sum(message["external_message_id"] in own for timeline in seen.timelines.values() for message in entries(timeline, "message"))
    opened = sum(message.get("external_message_id") in own for message in first)
    refused, repeated = sum(one.status in (401, 403) for one in sent), sum(isinstance(one.request.expects, Repeats) for one in sent)
    return [name, *(str(count) for count in (len(sent), refused, repeated, stand, opened)), PROVED_BY.get(name, "")]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], width: int = WIDTH) -> str:
    """Plain columns, no wider than `width`: the widest column gives way."""
    widths = [min(LONGEST_CELL, max(len(row[column]) for row in [head, *rows])) for column in range(len(head))]
    while sum(widths) + len(GAP) * (len(widths) - 1) > width:
        widths[widths.index(max(widths))] -= 1
    lines = [head, ["─" * size for size in widths], *rows]
    return "\n".join(GAP.join(short(cell, size).ljust(size) for cell, size in zip(line, widths, strict=True)).rstrip() for line in lines)


def short(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1] + "…"


def threads(seen: Seen, roster: Roster, zone: tzinfo) -> str:
    """Every thread, earliest due first; those without a clock at the end."""
    rows = sorted((thread_row(reference, seen, roster, zone) for reference in seen.threads), key=lambda row: row[0])
    return table(["thread", "channel", "customer", "topic", "agent", "why", "due", "told by"], [row[1] for row in rows])


def thread_row(reference: str, seen: Seen, roster: Roster, zone: tzinfo) -> tuple[float, list[str]]:
    thread, timeline = seen.threads[reference], seen.timelines[reference]
    agent = thread.get("agent")
    due = min((seconds(promise["due_at"]) for promise in (thread.get("clock") or {}).get("promises", [])), default=None)
    shown = clock(due, zone) if due else "no clock"
    cells = [
        reference, thread["channel"], thread.get("customer_name") or "—", thread["topic"], roster.given_name(agent) or "waits",
        why(timeline), shown, told_by(reference, agent, seen) if agent else "—",
    ]
    return due or float("inf"), cells


def clock(instant: float, zone: tzinfo) -> str:
    return f"{datetime.fromtimestamp(instant, UTC).astimezone(zone):%a %H:%M}"


def why(timeline: list[dict]) -> str:
    """What told the topic, and what put the agent before the others or was given up to find them."""
    topic = next(iter(entries(timeline, "topic")), {"by": "nothing"})
    words = f"«{topic['words'][0]}»" if topic.get("words") else ""
    sure = f"{words} learnt, {topic.get('confidence', 0)} %"
    told = {"rule": words, "motive": f"chose {words}", "general": "no known words", "classifier": sure}.get(topic["by"], topic["by"])
    return "; ".join([told, *(for_agent(choice) for choice in choices(timeline)[-1:])])


def for_agent(choice: dict) -> str:
    given_up = " and ".join(choice.get("relaxed", []))
    return f"{given_up} given up" if given_up else BECAUSE.get(choice["because"], choice["because"])


def told_by(reference: str, agent: str, seen: Seen) -> str:
    """How somebody was told of a thread, by what really arrived."""
    ways = {notice.by for notice in seen.told if (notice.thread, notice.agent) == (reference, agent)}
    return ", ".join(sorted(ways)) or "NOT TOLD"


def escalations(seen: Seen, roster: Roster) -> str:
    """Every step that told somebody, latest promise first."""
    rows = [row for reference in seen.threads for row in escalation_rows(reference, seen, roster)]
    rows.sort(key=lambda row: -row[0])
    return table(["thread", "customer", "promise", "how late", "told", "how"], [row[1] for row in rows])


def escalation_rows(reference: str, seen: Seen, roster: Roster) -> list[tuple[float, list[str]]]:
    thread, rows = seen.threads[reference], []
    promises = {promise["commitment"]: promise for promise in (thread.get("clock") or {}).get("promises", [])}
    for step in alarms(seen.timelines[reference]):
        promise = promises.get(step["commitment"], {"within": "", "due_at": step["due_at"]})
        late = seconds(step["fired_at"]) - seconds(promise["due_at"])
        for agent in step["told"]:
            cells = [
                reference, thread.get("customer_name") or "—", f"{step['commitment']} {promise['within']}".strip(),
                lateness(late), roster.name(agent), told_by(reference, agent, seen),
            ]
            rows.append((late, cells))
    return rows


RECEIPTS = {"mailed": "mailed to the customer", "owed": "the agent gives it", "given": "given"}


def complaints(seen: Seen, roster: Roster, zone: tzinfo) -> str:
    """Every complaint, with its receipt and the last day for a reasoned answer."""
    rows = [
        [
            reference, thread.get("customer_name") or "—", roster.name(thread.get("agent")), RECEIPTS[thread["complaint"]["receipt"]],
            datetime.fromtimestamp(seconds(thread["legal"]["promises"][0]["due_at"]), zone).strftime("%-d %b %Y, %H:%M") if thread.get("legal") else "—",
        ]
        for reference, thread in sorted(seen.threads.items()) if thread.get("complaint")
    ]
    return table(["thread", "customer", "agent", "receipt", "answer with reasons by"], rows)


def lateness(late: float) -> str:
    """On the wall, not in open time."""
    return f"{span(late)} late" if late > 0 else f"{span(-late)} left"


def span(length: float) -> str:
    hours, minutes = divmod(int(length // 60), 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
