"""Looks at what there is after the day: by the operators' command, and in what mail and Slack took."""

import json
import re
import tomllib
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from email.utils import parseaddr

from settings import ROOT, StackError

from .command import Command
from .model import Link, Seen, Told
from .road import Road

CARE = ROOT / "infra" / "config" / "care.toml"
REFERENCE = re.compile(r"\b[A-Z]+-\d+\b")
# How follow-ups are known: they tell of no decision and no step, and come only if a day takes longer than three minutes.
FOLLOW_UPS = ("Hay mensajes nuevos en tu conversación", "There are new messages in your conversation")


class Roster:
    """The agents of care.toml, as far as notices tell them."""

    def __init__(self, care: dict) -> None:
        self.agents = {agent["id"]: agent for agent in care["agents"]}
        self.by_address = {address: id for id, agent in self.agents.items() for address in (agent.get("email"), agent.get("slack")) if address}

    def name(self, id: str | None) -> str:
        return self.agents.get(id or "", {}).get("name", id or "")

    def given_name(self, id: str | None) -> str:
        """Agents of one shop are told apart by it."""
        return self.name(id).partition(" ")[0]

    def capacities(self) -> dict[str, int]:
        """The most units that each may ever hold: those of threads that come back to them included."""
        return {id: max(agent["capacity"], agent.get("capacity_max", 0)) for id, agent in self.agents.items()}


def care() -> dict:
    try:
        return tomllib.loads(CARE.read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise StackError(f"{CARE} cannot be read: {error}") from error


def seen(road: Road, command: Command, roster: Roster) -> Seen:
    """Everything that the story has expectations of."""
    shown = command.shown([thread["id"] for thread in command.threads()])
    told = [*mailed(road, roster), *posted(road, roster)]
    return Seen(
        threads={one["thread"]["id"]: one["thread"] for one in shown},
        timelines={one["thread"]["id"]: one["timeline"] for one in shown},
        told=tuple(one for one in told if not is_follow_up(one)),
        links=linked(road, told),
        quarantined=road.quarantined(),
        capacities=roster.capacities(),
    )


def fetched(road: Road, path: str) -> list[dict]:
    """What the sandbox has recorded."""
    try:
        with urllib.request.urlopen(f"{road.stack['sandbox']}{path}", timeout=10) as answer:
            return json.load(answer)
    except OSError as error:
        raise StackError(f"the sandbox at {road.stack['sandbox']} does not answer: `make stop`, then `make demo`") from error


def mailed(road: Road, roster: Roster) -> list[Told]:
    """Notices that SES took."""
    mails = fetched(road, "/_sandbox/mails")
    return [notice(roster, parseaddr(to)[1], "mail", mail.get("Subject") or "", mail.get("BodyText") or "") for mail in mails for to in mail.get("To") or []]


def posted(road: Road, roster: Roster) -> list[Told]:
    """Notices that Slack took."""
    calls = [call for call in fetched(road, "/_sandbox/calls?service=slack&method=chat.postMessage") if call["answer"].get("ok")]
    said = [(call["arguments"], json.dumps(call["arguments"].get("blocks"), ensure_ascii=False)) for call in calls]
    return [notice(roster, str(one.get("channel")), "Slack", str(one.get("text")), blocks) for one, blocks in said]


def linked(road: Road, told: list[Told]) -> dict[str, tuple[Link, ...]]:
    """The links to files in the notices of each thread, and what they open."""
    form = re.compile(re.escape(road.stack["public_url"]) + r"/files/[\w.~%=-]+")
    addresses = sorted({(notice.thread, address.rstrip(".")) for notice in told for address in form.findall(notice.text)})
    links: dict[str, tuple[Link, ...]] = {}
    with ThreadPoolExecutor(4) as pool:
        for (thread, address), content in zip(addresses, pool.map(lambda one: road.opened(one[1]), addresses), strict=True):
            links[thread] = (*links.get(thread, ()), Link(address, content))
    return links


def is_follow_up(notice: Told) -> bool:
    return any(words in notice.text for words in FOLLOW_UPS)


def notice(roster: Roster, address: str, by: str, title: str, text: str) -> Told:
    """A notice with whom it reached and which thread it names first."""
    reference = REFERENCE.search(title)
    return Told(roster.by_address.get(address, address), by, reference.group() if reference else "", f"{title}\n{text}")
