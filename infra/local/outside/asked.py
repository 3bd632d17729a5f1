"""A request to a provider's host, and what comes back."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .samples import Sample


@dataclass(frozen=True)
class Asked:
    """A request. Names of headers are in lower case; `form` holds the fields of a posted form."""

    method: str
    host: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def bearer(self) -> str:
        """The token of `Authorization: Bearer`; empty without one."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    @property
    def basic(self) -> tuple[str, str]:
        """User and password of `Authorization: Basic`; empty ones without it."""
        scheme, _, written = self.headers.get("authorization", "").partition(" ")
        try:
            user, _, password = base64.b64decode(written if scheme.lower() == "basic" else "", validate=True).decode().partition(":")
        except ValueError:
            return "", ""
        return user, password


@dataclass(frozen=True)
class Reply:
    """What comes back. `method` and `arguments` are how the call is recorded: no token may stand in them."""

    method: str
    arguments: Mapping[str, str]
    body: bytes
    mime: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def shown(self) -> object:
        """The body for the record: JSON as it is, anything else by type and size."""
        return json.loads(self.body) if self.mime == "application/json" else {"type": self.mime, "bytes": len(self.body)}


Play = Callable[[Asked], Reply]


def say(method: str, value: object, status: int = 200, **arguments: str) -> Reply:
    """JSON."""
    return Reply(method, arguments, json.dumps(value).encode(), "application/json", status)


def give(method: str, sample: Sample, **arguments: str) -> Reply:
    """A file."""
    return Reply(method, arguments, sample.content, sample.mime)


def send_on(method: str, address: str, **arguments: str) -> Reply:
    """A redirect."""
    return Reply(method, arguments, b"", "text/plain", 302, {"Location": address})


def words(method: str, text: str, status: int, mime: str = "text/plain", **arguments: str) -> Reply:
    """A text."""
    return Reply(method, arguments, text.encode(), mime, status)
