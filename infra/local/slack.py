"""The part of Slack's Web API that the notifier uses, played: it checks, answers and limits as Slack documents it.

Every call is answered from here, so a test can also ask for a fault before it happens (`Fault`)."""

import hashlib
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

from faults import Fault, Faults

# Slack's published limits of a message.
LONGEST_TEXT = 40_000
MOST_BLOCKS = 50
LONGEST_SECTION = 3_000


@dataclass
class Answer:
    """What goes back. `lost` means that the call was carried out and the connection then closed without an answer."""

    body: dict
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False


def failure(error: str) -> Answer:
    """Slack says no with status 200 and the reason in the body."""
    return Answer({"ok": False, "error": error})


def limited(retry_after: int) -> Answer:
    return Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(retry_after)})


def identifier(prefix: str, name: str) -> str:
    """The same invented id for the same name."""
    return prefix + hashlib.sha256(name.lower().encode()).hexdigest()[:10].upper()


class Slack:
    """One workspace. Its methods may be called from many threads."""

    def __init__(self) -> None:
        self.lock, self.faults = threading.Lock(), Faults()
        self.reset()

    def reset(self) -> None:
        """A new workspace: no messages, no faults, the usual limit."""
        self.faults.clear()
        with self.lock:
            self.messages: dict[str, list[dict]] = defaultdict(list)
            self.limit, self.window = 3, 1.0
            self.posted: dict[str, deque[float]] = defaultdict(deque)
            self.last_ts = 0

    def call(self, method: str, arguments: dict, token: str) -> Answer:
        """Answers one call; `token` is what stood after `Bearer`."""
        handler = self.METHODS.get(method)
        if handler is None:
            return failure("unknown_method")
        if not token:
            return failure("not_authed")
        if not token.startswith("xoxb-"):
            return failure("invalid_auth")
        fault = self.faults.take(method, str(arguments.get("channel", "")))
        if fault and fault.kind == "slow":
            time.sleep(fault.seconds)
        elif fault and fault.kind != "lost":
            return self.fail(fault)
        with self.lock:
            answer = handler(self, arguments)
        answer.lost = bool(fault and fault.kind == "lost")
        return answer

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "ratelimited":
            return limited(fault.retry_after)
        return failure(fault.error) if fault.kind == "error" else Answer({}, fault.status)

    def over_limit(self, channel: str) -> bool:
        """Slack asks for one message a second a channel and lets short bursts pass."""
        now, times = time.monotonic(), self.posted[channel]
        while times and now - times[0] >= self.window:
            times.popleft()
        if len(times) >= self.limit:
            return True
        times.append(now)
        return False

    def next_ts(self) -> str:
        """A message's time is its id: microseconds, never twice."""
        self.last_ts = max(self.last_ts + 1, time.time_ns() // 1000)
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def post(self, arguments: dict) -> Answer:
        channel = self.channel_of(arguments)
        wrong = "channel_not_found" if not channel else refusal(arguments)
        if wrong:
            return failure(wrong)
        if self.over_limit(channel):
            return limited(1)
        message = {"ts": self.next_ts(), **shown(arguments)}
        self.messages[channel].append(message)
        return Answer({"ok": True, "channel": channel, "ts": message["ts"], "message": message})

    def update(self, arguments: dict) -> Answer:
        channel = self.channel_of(arguments)
        message = next((one for one in self.messages.get(channel, []) if one["ts"] == arguments.get("ts")), None)
        wrong = "message_not_found" if message is None else refusal(arguments)
        if wrong:
            return failure(wrong)
        message.update(shown(arguments), edited={"ts": self.next_ts()})
        return Answer({"ok": True, "channel": channel, "ts": message["ts"], "text": message.get("text", "")})

    def open(self, arguments: dict) -> Answer:
        users = str(arguments.get("users", ""))
        if not users.startswith("U"):
            return failure("user_not_found")
        return Answer({"ok": True, "channel": {"id": direct(users)}})

    def lookup(self, arguments: dict) -> Answer:
        """Everybody is in this workspace but those at unknown.invalid."""
        email = str(arguments.get("email", ""))
        if "@" not in email or email.endswith("@unknown.invalid"):
            return failure("users_not_found")
        return Answer({"ok": True, "user": {"id": identifier("U", email), "profile": {"email": email}}})

    def history(self, arguments: dict) -> Answer:
        messages = [m for m in self.messages.get(self.channel_of(arguments), []) if m["ts"] > str(arguments.get("oldest", ""))]
        return Answer({"ok": True, "messages": messages[::-1], "has_more": False})

    def replies(self, arguments: dict) -> Answer:
        root = str(arguments.get("ts", ""))
        found = [m for m in self.messages.get(self.channel_of(arguments), []) if root in (m["ts"], m.get("thread_ts"))]
        return Answer({"ok": True, "messages": found, "has_more": False}) if found else failure("thread_not_found")

    @staticmethod
    def channel_of(arguments: dict) -> str:
        """A message to a user's id goes to the direct channel with them."""
        channel = str(arguments.get("channel", ""))
        return direct(channel) if channel.startswith("U") else channel

    METHODS = {
        "chat.postMessage": post,
        "chat.update": update,
        "conversations.open": open,
        "conversations.history": history,
        "conversations.replies": replies,
        "users.lookupByEmail": lookup,
    }


def direct(user: str) -> str:
    return identifier("D", user)


def shown(arguments: dict) -> dict:
    """What of a call becomes the message."""
    kept = ("text", "blocks", "thread_ts", "metadata")
    return {"type": "message", "bot_id": "B0SANDBOX", **{key: arguments[key] for key in kept if key in arguments}}


def refusal(arguments: dict) -> str:
    """Slack's error for what cannot be shown, or nothing."""
    text, blocks = arguments.get("text") or "", arguments.get("blocks") or []
    if not text and not blocks:
        return "no_text"
    if len(text) > LONGEST_TEXT:
        return "msg_too_long"
    if not isinstance(blocks, list) or len(blocks) > MOST_BLOCKS or not all(fits(block) for block in blocks):
        return "invalid_blocks"
    return ""


def fits(block: object) -> bool:
    if not isinstance(block, dict) or not block.get("type"):
        return False
    section = block.get("text") if block["type"] == "section" else None
    return section is None or (isinstance(section, dict) and 0 < len(section.get("text", "")) <= LONGEST_SECTION)
