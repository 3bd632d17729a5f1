"""Sends the day's requests as the providers would, and tells how far it is."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from settings import StackError

from . import x
from .command import Command
from .content import Again
from .mail import Letter
from .model import Ago, Chapter, OpenAgo, Request, Sent
from .parcels import Packer, Parcel
from .post import Invocation
from .road import Road

PATIENCE = 60


@dataclass(frozen=True)
class Draft:
    """A request that is ready to go."""

    number: int
    request: Request
    posted: float
    parcel: Parcel


class Player:
    """Plays chapters, and remembers what was sent."""

    def __init__(self, road: Road, command: Command, total: int) -> None:
        self.road, self.command, self.total = road, command, total
        self.packer = Packer(road)
        self.drafts: dict[str, Draft] = {}
        self.sent: list[Sent] = []

    def play(self, chapter: Chapter) -> None:
        """One chapter, until nothing of it is left on the road."""
        print(f"\n{chapter.title}", flush=True)
        self.answer(chapter)
        if chapter.at_once:
            drafts = [self.draft(request) for request in chapter.requests]
            with ThreadPoolExecutor(len(drafts)) as pool:
                self.sent.extend(pool.map(self.send, drafts))
        else:
            self.sent.extend(self.send(self.draft(request)) for request in chapter.requests)
        self.road.wait_until_quiet(PATIENCE)

    def answer(self, chapter: Chapter) -> None:
        """What agents do between chapters: they answer."""
        named = {self.drafts[name].parcel.contact: name for name in chapter.answered}
        threads = self.command.threads() if named else []
        found = [(thread["id"], named.pop(thread["contact_id"])) for thread in threads if thread["contact_id"] in named]
        if named:
            raise StackError(f"there is no thread to answer: {', '.join(named.values())}")
        with ThreadPoolExecutor(4) as pool:
            for thread, name in pool.map(lambda one: self.answer_one(*one, chapter.in_words), found):
                tell("-", "operator", "", f"answers {thread}: {name}", "done")

    def answer_one(self, thread: str, name: str, in_words: Mapping[str, str]) -> tuple[str, str]:
        self.command.answered(thread, in_words.get(name, ""))
        return thread, name

    def draft(self, request: Request) -> Draft:
        """Builds a request, unless it is the very same as one before."""
        number = len(self.drafts) + 1
        if isinstance(request.what, Again):
            first = self.drafts[request.what.of]
            parcel = x.retold(first.parcel, request.what.told_as, self.road.stack) if request.what.told_as else first.parcel
            draft = Draft(number, request, first.posted, parcel)
        else:
            posted = self.posted(request.posted)
            before = {name: draft.parcel for name, draft in self.drafts.items()}
            draft = Draft(number, request, posted, self.packer.pack(request, number, posted, before))
        self.drafts[request.name] = draft
        return draft

    def posted(self, when: Ago | OpenAgo) -> float:
        """When it was written, in seconds since 1970."""
        if isinstance(when, OpenAgo):
            return datetime.fromisoformat(self.command.open_time_ago(when.calendar, when.span)).timestamp()
        return time.time() - when.minutes * 60

    def send(self, draft: Draft) -> Sent:
        """Sends it, and tells so in a line."""
        request, (status, answer, said) = draft.request, self.delivered(draft.parcel)
        self.packer.heard(request, answer)
        tell(f"{draft.number}/{self.total}", request.who.channel, request.who.name, request.name, said)
        return Sent(request, status, draft.posted, draft.parcel.message_id, answer)

    def delivered(self, parcel: Parcel) -> tuple[int, str, str]:
        """The status, what was answered, and both in a word."""
        if isinstance(parcel, Letter):
            return self.road.take_in(parcel), "", "taken in"
        if isinstance(parcel, Invocation):
            status, answer = self.road.invoke(parcel)
            return status, answer, "invoked" if status == 200 else "failed"
        status, answer = self.road.post(parcel)
        return status, answer, str(status)


def tell(number: str, channel: str, who: str, what: str, came: str) -> None:
    print(f"  {number:>7}  {channel:9} {who:20}  {what:48}  {came}", flush=True)
