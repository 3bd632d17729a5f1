"""The gateway `/outside/HOST/PATH`: who plays which host, and what goes wrong there."""

import time
from dataclasses import replace
from fnmatch import fnmatchcase

from faults import Fault, Faults

from . import crm, meta, telegram, turnstile, twilio, x
from .asked import Asked, Play, Reply, say
from .botframework import BotFramework
from .sns import Sns

# Hosts by their pattern, with the service's name for records and faults. A new provider is a file and a line.
PLAYED: dict[str, tuple[str, Play]] = {
    "graph.facebook.com": ("meta", meta.graph),
    "graph.instagram.com": ("meta", meta.graph),
    "lookaside.fbsbx.com": ("meta", meta.lookaside),
    "*.fbcdn.net": ("meta", meta.cdn),
    "*.cdninstagram.com": ("meta", meta.cdn),
    "api.telegram.org": ("telegram", telegram.api),
    "api.twilio.com": ("twilio", twilio.api),
    "*.twiliocdn.com": ("twilio", twilio.files),
    "pbs.twimg.com": ("x", x.public),
    "video.twimg.com": ("x", x.public),
    "ton.twitter.com": ("x", x.private),
    "ton.x.com": ("x", x.private),
    "challenges.cloudflare.com": ("turnstile", turnstile.verify),
    crm.HOST: ("crm", crm.customers),
}


class Gate:
    """Everything outside that is played."""

    def __init__(self) -> None:
        self.sns, self.bot_framework = Sns(), BotFramework()
        self.signers = {"sns": self.sns.sign, "botframework": self.bot_framework.sign}
        self.played = {**PLAYED, "sns.*.amazonaws.com": ("sns", self.sns.host), "login.botframework.com": ("botframework", self.bot_framework.host)}
        self.faults = {service: Faults() for service, _ in self.played.values()}

    def reset(self) -> None:
        for faults in self.faults.values():
            faults.clear()

    def ask(self, asked: Asked) -> tuple[str, Reply, bool]:
        """The service that was asked, what it answers, and whether that answer is lost on its way."""
        service, play = next((one for pattern, one in self.played.items() if fnmatchcase(asked.host, pattern)), ("nobody", nobody))
        reply = play(asked)
        fault = self.faults[service].take(reply.method) if service in self.faults else None
        if fault is None:
            return service, reply, False
        if fault.kind == "slow":
            time.sleep(fault.seconds)
        return service, reply if fault.kind in ("slow", "lost") else broken(reply, fault), fault.kind == "lost"


def nobody(asked: Asked) -> Reply:
    """A host that no provider of ours has: whoever asks it follows an address that they should not."""
    return say("unknown", {"error": f"nobody plays {asked.host}"}, 404, host=asked.host)


def broken(reply: Reply, fault: Fault) -> Reply:
    """The call as it is recorded, with the fault for an answer."""
    limited = fault.kind == "ratelimited"
    said = say(reply.method, {"error": fault.error}, 429 if limited else fault.status)
    return replace(said, arguments=reply.arguments, headers={"Retry-After": str(fault.retry_after)} if limited else {})
