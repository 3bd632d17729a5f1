"""What shall go wrong at a played provider, and when."""

import threading
from dataclasses import dataclass


@dataclass
class Fault:
    """Something that shall go wrong: for one method or any, for one channel or any, so many times (None: until reset)."""

    kind: str  # error | ratelimited | http | slow | lost
    method: str | None = None
    channel: str | None = None
    times: int | None = 1
    error: str = "internal_error"
    status: int = 503
    retry_after: int = 1
    seconds: float = 5.0

    KINDS = ("error", "ratelimited", "http", "slow", "lost")

    def check(self) -> None:
        """Raises ValueError or TypeError if it means nothing."""
        if self.kind not in self.KINDS:
            raise ValueError(f"kind is one of {', '.join(self.KINDS)}")
        self.times = None if self.times is None else int(self.times)
        self.status, self.retry_after, self.seconds = int(self.status), int(self.retry_after), float(self.seconds)

    def fits(self, method: str, channel: str) -> bool:
        return self.times != 0 and self.method in (None, method) and self.channel in (None, channel)


class Faults:
    """Those to come at one provider, in the order in which they were asked for. May be used from many threads."""

    def __init__(self, *faults: Fault) -> None:
        self.lock, self.coming = threading.Lock(), list(faults)

    def add(self, fault: Fault) -> None:
        with self.lock:
            self.coming.append(fault)

    def clear(self) -> None:
        with self.lock:
            self.coming.clear()

    def take(self, method: str, channel: str = "") -> Fault | None:
        """The first that fits, which has come once more with this."""
        with self.lock:
            fault = next((one for one in self.coming if one.fits(method, channel)), None)
            if fault and fault.times is not None:
                fault.times -= 1
            return fault
