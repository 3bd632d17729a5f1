"""A request of the story as its provider sends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from settings import StackError

from . import callcentre, chats, mail, meta, phone, teams, texts, webform, x
from .content import Abandons, AsksForCallBack, Chat, Form, Looks, Mail, OurAnswer
from .mail import Letter
from .model import Request
from .post import Invocation, Post
from .road import Road

Parcel = Post | Letter | Invocation
BY_CHANNEL = {
    "whatsapp": chats.whatsapp, "telegram": chats.telegram, "messenger": meta.messenger, "facebook": meta.facebook, "instagram": meta.instagram,
    "x": x.x, "sms": texts.sms,
}


@dataclass
class Packer:
    """Makes parcels, and remembers what later ones refer to: sessions of the web chat, calls in progress."""

    road: Road
    sessions: dict[str, str] = field(default_factory=dict)
    calls: dict[str, phone.Call] = field(default_factory=dict)

    def pack(self, request: Request, number: int, posted: float, before: Mapping[str, Parcel]) -> Parcel:
        """The parcel of a request. `before` are those of the requests that came before it, by their names."""
        what, stack = request.what, self.road.stack
        match what:
            case Form() | Chat():
                return webform.written(request, self.session(request), stack)
            case Looks():
                return webform.looked(request, self.session(request), stack)
            case Mail():
                return self.mail(request, posted, before)
            case AsksForCallBack():
                return callcentre.invocation(request, posted, stack)
            case Abandons(call):
                return callcentre.invocation(request, posted, stack, before[call].message_id if call else "")
            case OurAnswer(to=to) if request.who.channel == "facebook":
                return meta.facebook(request, number, posted, stack, before[to].message_id)
            case _ if isinstance(what, phone.STEPS):
                return phone.step(request, self.call(request, number, posted), posted, stack)
            case _ if request.who.via == "twilio":
                return texts.sms(request, number, posted, stack)
            case _ if request.who.channel == "teams":
                return teams.teams(request, number, posted, stack, self.road.signed_by_microsoft(teams.claims(stack)))
            case _ if request.who.channel in BY_CHANNEL:
                return BY_CHANNEL[request.who.channel](request, number, posted, stack)
            case _:
                raise StackError(f"nobody sends '{request.name}' by {request.who.channel}")

    def session(self, request: Request) -> str:
        """The session of somebody's browser: one for all that they write."""
        who, signed_in = request.who, getattr(request.what, "signed_in", False)
        if who.name not in self.sessions:
            self.sessions[who.name] = self.road.session(webform.identity(who, self.road.stack) if signed_in else "")
        return self.sessions[who.name]

    def mail(self, request: Request, posted: float, before: Mapping[str, Parcel]) -> Letter | Post:
        what, stack = request.what, self.road.stack
        letter = mail.letter(request, posted, stack, before[what.answers].message_id if what.answers else "")
        if not what.over_https:
            return letter
        return mail.over_https(letter, self.road.signed_by_sns(mail.envelope(letter, stack)), stack, request.forged)

    def call(self, request: Request, number: int, posted: float) -> phone.Call:
        """The call that a step belongs to."""
        name = getattr(request.what, "call", request.name)
        if name not in self.calls:
            self.calls[name] = phone.begin(number, posted)
        return self.calls[name]

    def heard(self, request: Request, answer: str) -> None:
        """Keeps what a caller was answered: it says where the next step goes."""
        if isinstance(request.what, phone.STEPS):
            self.calls[getattr(request.what, "call", request.name)].heard.append(answer)
