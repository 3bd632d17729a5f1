"""Runs `make test`, `make demo` and `make local` stage by stage, stops the stack when it should, and says where the time went.

    python3 infra/local/stages.py test|demo|local
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass

import processes
from settings import ROOT, Settings, StackError, run_command, settings

PYTHON = ".venv/bin/python"
STACK = [PYTHON, "infra/local/stack.py"]
BUILD = ["cargo", "build", "--profile", "lambda", "--workspace", "--bins", "--locked", "--target-dir", "target"]
COMMAND = "target/lambda/ventanilla"


@dataclass(frozen=True)
class Stage:
    """One step: what it is called and what it runs."""

    name: str
    command: list[str]


START = [Stage("start the local stack", [*STACK, "start"]), Stage("sam build, sam deploy", [*STACK, "deploy"])]
CONFIG = Stage("apply care.toml", [COMMAND, "config", "apply", "infra/config/care.toml", "--overlay", "infra/local/demo-hours.toml"])
LABELLED = "infra/config/topics/starter_es.tsv"
TOPICS = [
    Stage("learn to tell topics", [COMMAND, "topics", "train", "--data", LABELLED, "--out", "target/starter.model"]),
    Stage("use that model", [COMMAND, "topics", "install", "target/starter.model"]),
]
DEMO = Stage("the demo's story", [PYTHON, "infra/local/demo.py"])
STOP = Stage("stop the local stack", [*STACK, "stop"])

PLANS = {
    "test": [
        Stage("format", ["cargo", "fmt", "--all", "--check"]),
        Stage("clippy", ["cargo", "clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]),
        Stage("the local stack's own tests", [PYTHON, "-m", "unittest", "discover", "--start-directory", "infra/local/tests", "--top-level-directory", "infra/local", "--quiet"]),
        Stage("holidays against their check", [PYTHON, "infra/holidays/check.py"]),
        Stage("the web chat in a browser", [PYTHON, "-m", "unittest", "discover", "--start-directory", "functions/channels/webchat/tests/browser", "--quiet"]),
        Stage("unit and property tests", ["cargo", "test", "--workspace", "--exclude", "end-to-end", "--locked", "--quiet"]),
        Stage("build for Lambda", BUILD),
        Stage("sam validate --lint", [PYTHON, "infra/local/validate.py"]),
        *START,
        CONFIG,
        *TOPICS,
        DEMO,
        Stage("end to end", ["cargo", "test", "--workspace", "--locked", "--test", "end_to_end"]),
    ],
    "demo": [Stage("build for Lambda", BUILD), *START, CONFIG, *TOPICS, DEMO],
    "local": [Stage("build for Lambda", BUILD), *START, Stage("apply care.toml", CONFIG.command[:4]), *TOPICS, Stage("requests to try", [*STACK, "curls"])],
}


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def settle(plan: str) -> Settings:
    """Which stack the plan works on. Tests take free ports and a folder of their own, so that they run beside a stack that
    somebody is trying by hand."""
    if plan == "test":
        os.environ.setdefault("VENTANILLA_STACK_PORT", str(free_port()))
        os.environ.setdefault("VENTANILLA_SANDBOX_PORT", str(free_port()))
        os.environ.setdefault("VENTANILLA_STATE", ".local/test")
    return settings()


def environment(where: Settings) -> dict[str, str]:
    """Every stage's environment: the user's own without their AWS accounts, and what the functions are told once deployed."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    told = json.loads(where.stack_file.read_text())["environment"] if where.stack_file.exists() else {}
    return {**mine, **where.aws_environment(), **told}


def run(stage: Stage, number: str, where: Settings) -> tuple[int, float]:
    """One stage; its status and its seconds."""
    print(f"\n── {number} {stage.name}", flush=True)
    begun = time.monotonic()
    try:
        status = subprocess.run(stage.command, cwd=ROOT, env=environment(where), check=False).returncode
    except FileNotFoundError:
        print(f"{stage.command[0]} is missing", file=sys.stderr)
        status = 127
    return status, time.monotonic() - begun


def run_all(stages: list[Stage], where: Settings, times: list[tuple[str, float]]) -> int:
    """The stages in order, until one fails."""
    for number, stage in enumerate(stages, 1):
        status, seconds = run(stage, f"{number}/{len(stages)}", where)
        times.append((stage.name, seconds))
        if status != 0:
            print(f"\n✗ {stage.name} ended with status {status}: {' '.join(stage.command)}", file=sys.stderr)
            return status if status > 0 else 1
    return 0


def report(times: list[tuple[str, float]]) -> None:
    """Where the time went."""
    width = max(len(name) for name, _ in times)
    print("\nWhere the time went")
    for name, seconds in [*times, ("together", sum(seconds for _, seconds in times))]:
        print(f"  {name:{width}}  {seconds:7.1f} s")


def clear_the_way(plan: str, where: Settings) -> None:
    """A demo or another `make local` would mix with what is already in a running stack, and then take it down. What a killed
    test run left behind is nobody's."""
    if where.stack_file.exists() or any(processes.alive(file) for file in where.state.glob("*.pid")):
        if plan != "test":
            raise StackError("a local stack is already there: `make stop` first")
        run(STOP, "left behind:", where)


def carry_out(plan: str, where: Settings) -> int:
    """The plan's stages; whatever happens, the stack is stopped unless it is wanted, and the times are told."""
    times: list[tuple[str, float]] = []
    status = 1
    try:
        status = run_all(PLANS[plan], where, times)
    finally:
        wanted = plan == "local" or bool(os.environ.get("KEEP"))
        if status != 0 or not wanted:
            times.append((STOP.name, run(STOP, "finally:", where)[1]))
        report(times)
    print(f"{plan}: {'done' if status == 0 else 'FAILED'}")
    return status


def main() -> int:
    plan = sys.argv[1] if len(sys.argv) == 2 else ""
    if plan not in PLANS:
        raise StackError(f"say which: {', '.join(PLANS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    where = settle(plan)
    clear_the_way(plan, where)
    return carry_out(plan, where)


if __name__ == "__main__":
    run_command(main)
