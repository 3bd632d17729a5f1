"""What a day is made of: people, what they send, and what shall come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Person:
    """Somebody who writes to the shop. `address` is what the channel knows them by: a phone number, a chat's id, a mail address."""

    name: str
    channel: str
    address: str
    language: str = "es"


# ── What they send ──


@dataclass(frozen=True)
class Text:
    """A message of a chat."""

    text: str


@dataclass(frozen=True)
class Photo:
    """A photo without a word."""


@dataclass(frozen=True)
class VoiceNote:
    """A voice note."""


@dataclass(frozen=True)
class Broken:
    """A body that is signed, but ends in the middle."""


@dataclass(frozen=True)
class Form:
    """The web form. `honeypot` is the field that people do not see; `address` is what they type as theirs."""

    text: str
    motive: str = ""
    address: str = ""
    honeypot: str = ""


@dataclass(frozen=True)
class Mail:
    """A mail. `dmarc` is SES's verdict on who sent it; `answers` names the request whose mail it answers; `kind` is
    `letter`, or what machines send: `out_of_office`, `bounce`."""

    subject: str
    text: str
    to: str = "hola@alpargata.example"
    dmarc: str = "PASS"
    answers: str = ""
    kind: str = "letter"


@dataclass(frozen=True)
class Again:
    """The very same request once more, byte for byte."""

    of: str


Content = Text | Photo | VoiceNote | Broken | Form | Mail | Again


# ── When they sent it ──


@dataclass(frozen=True)
class Ago:
    """So many minutes ago on the wall."""

    minutes: float = 0


@dataclass(frozen=True)
class OpenAgo:
    """So much open time of a calendar ago."""

    calendar: str
    span: str


# ── What shall come of it ──


@dataclass(frozen=True)
class Opens:
    """It opens a thread of this topic with one of these agents.

    `by` is how the topic is told. `relaxed` is what is given up to find the agent. `waited` says that it stands in the
    waiting line first. `clock` is whether a clock runs at the end of the day. `reminded` are the promises of whose risk
    its agent is told, `broken` who is told that a promise is broken. `hidden` is what no notice may show."""

    topic: str
    agents: frozenset[str]
    by: str = "rule"
    relaxed: tuple[str, ...] = ()
    waited: bool = False
    clock: bool = True
    files: int = 0
    reminded: tuple[str, ...] = ()
    broken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hidden: str = ""


@dataclass(frozen=True)
class Joins:
    """It stands on the thread of another request. `clock` is whether one runs afterwards, where it changes that; a new
    one counts from this message."""

    of: str
    clock: bool | None = None


@dataclass(frozen=True)
class Repeats:
    """It was taken before: the answer is the same, and nothing is added."""

    of: str


@dataclass(frozen=True)
class LeavesNoThread:
    """It is accepted, but nobody expects an answer."""


@dataclass(frozen=True)
class Refused:
    """It is refused with this status, and leaves nothing."""

    status: int = 401


@dataclass(frozen=True)
class Quarantined:
    """It is accepted and kept whole, because nobody can read it."""


Expected = Opens | Joins | Repeats | LeavesNoThread | Refused | Quarantined


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
    """Requests one after the other, or all at once. Before them, agents have answered the threads of `answered`."""

    title: str
    requests: tuple[Request, ...]
    at_once: bool = False
    answered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sent:
    """A request that was sent: what was answered, when it was posted (seconds since 1970), and the id that the message has."""

    request: Request
    status: int
    posted: float
    message_id: str


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
    arrived, objects in quarantine."""

    threads: Mapping[str, dict]
    timelines: Mapping[str, list[dict]]
    told: tuple[Told, ...] = ()
    quarantined: int = 0
    capacities: Mapping[str, int] = field(default_factory=dict)
