"""What a thread's timeline tells. Pure; a timeline is the JSON of `ventanilla thread show`."""

from collections.abc import Iterable
from datetime import datetime


def entries(timeline: Iterable[dict], kind: str) -> list[dict]:
    """What happened of a kind, in the timeline's order."""
    return [entry["what"] for entry in timeline if entry["what"]["kind"] == kind]


def messages(timeline: Iterable[dict]) -> list[str]:
    """The ids of the customer's messages."""
    return [message["external_message_id"] for message in entries(timeline, "message")]


def decisions(timeline: Iterable[dict]) -> list[dict]:
    return [entry["decision"] for entry in entries(timeline, "decision")]


def choices(timeline: Iterable[dict]) -> list[dict]:
    """Every time that an agent was found."""
    return [decision["chosen"] for decision in decisions(timeline) if decision.get("chosen")]


def alarms(timeline: Iterable[dict]) -> list[dict]:
    """Steps of the chain that told somebody. One that a later one overtook told nobody."""
    return [step for step in entries(timeline, "step") if step["told"]]


def alarmed(timeline: Iterable[dict], broken: bool) -> dict[str, frozenset[str]]:
    """Who was told of each promise: that it is broken, or that it is at risk."""
    told: dict[str, frozenset[str]] = {}
    for step in alarms(timeline):
        if (step["moment"] == "due") == broken:
            told[step["commitment"]] = told.get(step["commitment"], frozenset()) | frozenset(step["told"])
    return told


def seconds(instant: str) -> float:
    """An instant of the JSON in seconds since 1970."""
    return datetime.fromisoformat(instant).timestamp()
