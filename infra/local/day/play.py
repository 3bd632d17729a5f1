"""Sends the day's requests as the providers would, and tells how far it is."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from settings import StackError

from .chats import Post, telegram, whatsapp
from .command import Command
from .mail import Letter, letter
from .model import Again, Ago, Chapter, Mail, OpenAgo, Request, Sent
from .road import Road
from .webform import form

PATIENCE = 60
CHATS = {"whatsapp": whatsapp, "telegram": telegram}


@dataclass(frozen=True)
class Draft:
    """A request that is ready to go."""

    number: int
    request: Request
    posted: float
    parcel: Post | Letter


class Player:
    """Plays chapters, and remembers what was sent."""

    def __init__(self, road: Road, command: Command, total: int) -> None:
        self.road, self.command, self.total = road, command, total
        self.drafts: dict[str, Draft] = {}
        self.sent: list[Sent] = []
        self.sessions: dict[str, str] = {}

    def play(self, chapter: Chapter) -> None:
        """One chapter, until nothing of it is left on the road."""
        print(f"\n{chapter.title}", flush=True)
        self.answer(chapter.answered)
        drafts = [self.draft(request) for request in chapter.requests]
        with ThreadPoolExecutor(len(drafts) if chapter.at_once else 1) as pool:
            for sent in pool.map(self.send, drafts):
                self.sent.append(sent)
        self.road.wait_until_quiet(PATIENCE)

    def answer(self, names: tuple[str, ...]) -> None:
        """What agents do between chapters: they answer."""
        if not names:
            return
        names_by_address = {self.drafts[name].request.who.address: name for name in names}
        for thread in self.command.threads():
            if name := names_by_address.pop(thread["contact_id"], None):
                self.command.answered(thread["id"])
                tell("-", "operator", "", f"answers {thread['id']}: {name}", "done")
        if names_by_address:
            raise StackError(f"there is no thread to answer: {', '.join(names_by_address.values())}")

    def draft(self, request: Request) -> Draft:
        """Builds a request, unless it is the very same as one before."""
        number = len(self.drafts) + 1
        if isinstance(request.what, Again):
            first = self.drafts[request.what.of]
            draft = Draft(number, request, first.posted, first.parcel)
        else:
            posted = self.posted(request.posted)
            draft = Draft(number, request, posted, self.parcel(request, number, posted))
        self.drafts[request.name] = draft
        return draft

    def posted(self, when: Ago | OpenAgo) -> float:
        """When it was written, in seconds since 1970."""
        if isinstance(when, OpenAgo):
            return datetime.fromisoformat(self.command.open_time_ago(when.calendar, when.span)).timestamp()
        return time.time() - when.minutes * 60

    def parcel(self, request: Request, number: int, posted: float) -> Post | Letter:
        who, stack = request.who, self.road.stack
        if who.channel in CHATS:
            return CHATS[who.channel](request, number, posted, stack)
        if isinstance(request.what, Mail):
            answered = self.drafts[request.what.answers].parcel.message_id if request.what.answers else ""
            return letter(request, posted, stack, answered)
        if who.name not in self.sessions:
            self.sessions[who.name] = self.road.session()
        return form(request, self.sessions[who.name], stack)

    def send(self, draft: Draft) -> Sent:
        """Sends it, and tells so in a line."""
        parcel, request = draft.parcel, draft.request
        status = self.road.take_in(parcel) if isinstance(parcel, Letter) else self.road.post(parcel)
        said = "taken in" if isinstance(parcel, Letter) else str(status)
        tell(f"{draft.number}/{self.total}", request.who.channel, request.who.name, request.name, said)
        return Sent(request, status, draft.posted, parcel.message_id)


def tell(number: str, channel: str, who: str, what: str, came: str) -> None:
    print(f"  {number:>5}  {channel:9} {who:20}  {what:48}  {came}", flush=True)
