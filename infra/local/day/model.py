"""What a day is made of: people, requests, and what there is afterwards. What they send stands in `content`, what shall
come of it in `expects`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .content import Content
from .expects import Expected, Refused


@dataclass(frozen=True)
class Person:
    """Somebody who writes to the shop. `address` is what the channel knows them by: a phone number, a chat's id, a mail
    address. `via` is who carries it, where a channel has more than one."""

    name: str
    channel: str
    address: str
    language: str = "es"
    via: str = ""


@dataclass(frozen=True)
class Ago:
    """So many minutes ago on the wall."""

    minutes: float = 0


@dataclass(frozen=True)
class OpenAgo:
    """So much open time of a calendar ago."""

    calendar: str
    span: str


@dataclass(frozen=True)
class Request:
    """One request to a webhook, or one mail. `name` says what it tries. A forged one is signed with another key."""

    name: str
    who: Person
    what: Content
    expects: Expected
    posted: Ago | OpenAgo = Ago()
    forged: bool = False

    @property
    def status(self) -> int:
        """What the webhook shall answer. SES is told nothing: whoever puts a mail where SES puts it is told 200."""
        return self.expects.status if isinstance(self.expects, Refused) else 200


@dataclass(frozen=True)
class Chapter:
    """Requests one after the other, or all at once. Before them, agents have answered the threads of `answered`, and
    `in_words` is what they said where that matters."""

    title: str
    requests: tuple[Request, ...]
    at_once: bool = False
    answered: tuple[str, ...] = ()
    in_words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """A request that was sent: what was answered, when it was posted (seconds since 1970), and the id that the message has."""

    request: Request
    status: int
    posted: float
    message_id: str
    answer: str = ""


@dataclass(frozen=True)
class Link:
    """An address in a notice, and the file that it led to; empty where it led to none."""

    address: str
    content: bytes = b""


@dataclass(frozen=True)
class Told:
    """A notice that reached somebody."""

    agent: str
    by: str  # mail | Slack
    thread: str
    text: str


@dataclass(frozen=True)
class Seen:
    """What there is after the day: threads and timelines by reference (JSON of `ventanilla thread show`), notices that
    arrived, the files that their links opened, objects in quarantine."""

    threads: Mapping[str, dict]
    timelines: Mapping[str, list[dict]]
    told: tuple[Told, ...] = ()
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    quarantined: int = 0
    capacities: Mapping[str, int] = field(default_factory=dict)
