"""What shall come of a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Opens:
    """It opens a thread of this topic with one of these agents.

    `by` is how the topic is told, `one or another` where that depends on which message comes first. `relaxed` is what is given up to find the agent. `waited` says that it stands in the
    waiting line first. `clock` is whether a clock runs at the end of the day. `files` is how many it ends with, each of which
    its agents can open. `reminded` are the promises of whose risk its agent is told, `broken`
    who is told that a promise is broken. `hidden` is what no notice may show."""

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
class Answers:
    """It stands as an answer on the thread of another request. One of a person stops the clock, one of a machine does not."""

    of: str
    by_person: bool = True


@dataclass(frozen=True)
class Notes:
    """It stands on the thread of another request as something else than a message, and moves nothing."""

    of: str
    kind: str = "edit"


@dataclass(frozen=True)
class Hears:
    """It is answered at once, with these words in it: what a caller hears, what a browser shows. Nobody waits for an answer."""

    words: tuple[str, ...]


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


Expected = Opens | Joins | Repeats | Answers | Notes | Hears | LeavesNoThread | Refused | Quarantined
