"""What people send on a day, and what providers tell besides. Which channel it takes is the person's."""

from dataclasses import dataclass

# ── What customers write ──


@dataclass(frozen=True)
class Text:
    """A message of a chat, a text message, a direct message."""

    text: str


@dataclass(frozen=True)
class Comment:
    """What everybody can read: a comment under a post of ours, a post that mentions us."""

    text: str


@dataclass(frozen=True)
class StoryReply:
    """An answer to a story of ours, in private."""

    text: str


@dataclass(frozen=True)
class Photo:
    """A photo, with a word or without."""

    text: str = ""


@dataclass(frozen=True)
class Document:
    """A file with its name."""

    name: str
    text: str = ""


@dataclass(frozen=True)
class VoiceNote:
    """A voice note."""


@dataclass(frozen=True)
class Form:
    """The web form. `honeypot` is the field that people do not see; `address` is what they type as theirs."""

    text: str
    motive: str = ""
    address: str = ""
    honeypot: str = ""


@dataclass(frozen=True)
class Chat:
    """A line of the web chat. `signed_in`: the shop says who they are."""

    text: str
    signed_in: bool = False


@dataclass(frozen=True)
class Looks:
    """Their browser asks what is new in the chat."""


@dataclass(frozen=True)
class Mail:
    """A mail. `dmarc` is SES's verdict on who sent it; `answers` names the request whose mail it answers; `kind` is
    `letter`, or what machines send: `out_of_office`, `bounce`; `attached` is the name of a PDF with it. By the second door
    SNS brings it over HTTPS, from another account."""

    subject: str
    text: str
    to: str = "hola@alpargata.example"
    dmarc: str = "PASS"
    answers: str = ""
    kind: str = "letter"
    attached: str = ""
    over_https: bool = False


# ── Calls, step by step: each step goes to the address that the answer to a former one named ──


@dataclass(frozen=True)
class Rings:
    """Somebody calls."""


@dataclass(frozen=True)
class NobodyAnswers:
    """The number that was rung for a call does not answer."""

    call: str


@dataclass(frozen=True)
class Presses:
    """The caller presses a key."""

    call: str
    key: str


@dataclass(frozen=True)
class LeavesVoicemail:
    """The caller leaves a message after the tone."""

    call: str


@dataclass(frozen=True)
class Transcribed:
    """What the caller said, written down by Twilio some time later."""

    call: str
    text: str


@dataclass(frozen=True)
class Abandons:
    """A call to the call centre of Amazon Connect that ended before anybody took it; `call` names the request by which its
    caller had asked for something, if they had. Such an event does not tell the number."""

    call: str = ""


@dataclass(frozen=True)
class AsksForCallBack:
    """A caller chose in the call centre's menu to be called back."""


# ── What others tell ──


@dataclass(frozen=True)
class OurAnswer:
    """An answer to a request, written in the provider's own app: by a person of ours, or by the app itself."""

    to: str
    text: str


@dataclass(frozen=True)
class Broken:
    """A body that is signed, but ends in the middle."""


@dataclass(frozen=True)
class Again:
    """The very same request once more, byte for byte; or, where `told_as` names another kind of event, the same post
    told under it."""

    of: str
    told_as: str = ""


Content = (
    Text | Comment | StoryReply | Photo | Document | VoiceNote | Form | Chat | Looks | Mail | Rings | NobodyAnswers | Presses | LeavesVoicemail
    | Transcribed | Abandons | AsksForCallBack | OurAnswer | Broken | Again
)
