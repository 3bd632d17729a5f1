"""Background processes with a pid file and a log each, under the state folder."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from settings import ROOT, StackError


@dataclass(frozen=True)
class Service:
    """One background process of the local stack."""

    name: str
    command: list[str]
    environment: dict[str, str]
    port: int
    port_variable: str
    health: str
    state: Path

    @property
    def pid_file(self) -> Path:
        return self.state / f"{self.name}.pid"

    @property
    def log_file(self) -> Path:
        return self.state / f"{self.name}.log"


def birth(pid: int) -> str:
    """When a process was born, in the kernel's ticks; empty if it is gone. With the pid it names one process for ever."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]


def alive(pid_file: Path) -> int | None:
    """The pid in the file, if the process that we started is still alive."""
    try:
        pid, born = pid_file.read_text().split()
    except (OSError, ValueError):
        return None
    return int(pid) if pid.isdigit() and birth(int(pid)) == born else None


def healthy(service: Service) -> bool:
    """Whether the service answers."""
    try:
        with urllib.request.urlopen(service.health, timeout=2) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False


def require_port(service: Service) -> None:
    """Refuses a port that somebody else listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", service.port))
        except OSError as error:
            raise StackError(
                f"port {service.port} of {service.name} is taken by another program: stop it, or set {service.port_variable}"
            ) from error


def start(service: Service) -> bool:
    """Starts the service and waits until it answers. False if it was already there."""
    if alive(service.pid_file):
        if healthy(service):
            return False
        raise StackError(f"{service.name} runs but does not answer: `make stop`, then try again ({service.log_file})")
    require_port(service)
    service.state.mkdir(parents=True, exist_ok=True)
    child = spawn(service)
    service.pid_file.write_text(f"{child.pid} {birth(child.pid)}\n")
    await_health(service, child)
    return True


def spawn(service: Service) -> subprocess.Popen:
    """The process, as the leader of a session of its own, so that it can be ended with all it started."""
    with service.log_file.open("wb") as log:
        try:
            return subprocess.Popen(
                service.command, env=service.environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        except FileNotFoundError as error:
            raise StackError(f"{service.command[0]} is missing: run `make venvs`") from error


def await_health(service: Service, child: subprocess.Popen, patience: float = 60.0) -> None:
    """Waits for the first answer; a service that dies or stays silent is taken down again."""
    deadline = time.monotonic() + patience
    while not healthy(service):
        if child.poll() is not None:
            service.pid_file.unlink(missing_ok=True)
            raise StackError(f"{service.name} ended at once with status {child.returncode}: see {service.log_file}")
        if time.monotonic() > deadline:
            stop(service)
            raise StackError(f"{service.name} did not answer within {patience:.0f} s: see {service.log_file}")
        time.sleep(0.1)


def stop(service: Service, patience: float = 10.0) -> bool:
    """Ends the service and what it started. False if it was not there."""
    pid = alive(service.pid_file)
    if pid is None:
        service.pid_file.unlink(missing_ok=True)
        return False
    for sign in (signal.SIGTERM, signal.SIGKILL):
        signal_group(pid, sign)
        deadline = time.monotonic() + patience
        while birth(pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        if not birth(pid):
            break
    signal_group(pid, signal.SIGKILL)  # the functions' processes, should any have outlived it
    service.pid_file.unlink(missing_ok=True)
    return True


def signal_group(pid: int, sign: signal.Signals) -> None:
    """Signals the group that the service leads; it is its own session's leader."""
    try:
        os.killpg(pid, sign)
    except ProcessLookupError:
        pass
