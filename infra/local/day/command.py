"""The operators' command, as the demo uses it."""

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from settings import ROOT, StackError

COMMAND = "target/lambda/ventanilla"
CONFIG = ["--config", "infra/config/care.toml", "--overlay", "infra/local/demo-hours.toml"]
PATIENCE = 60


class Command:
    """`ventanilla` on one stack."""

    def __init__(self, stack: dict) -> None:
        self.environment = {**os.environ, **stack["environment"]}

    def run(self, *arguments: str) -> str:
        """What it prints. What it complains about becomes one line."""
        said = f"ventanilla {' '.join(arguments[:3])}"
        try:
            done = subprocess.run(
                [COMMAND, *arguments], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False
            )
        except FileNotFoundError as error:
            raise StackError(f"{COMMAND} is missing: run `make build`") from error
        except subprocess.TimeoutExpired as error:
            raise StackError(f"`{said}` took longer than {PATIENCE} s") from error
        if done.returncode != 0:
            raise StackError(f"`{said}` ended with status {done.returncode}: {last_line(done.stderr)}")
        return done.stdout

    def objects(self, *arguments: str) -> list[dict]:
        """The JSON objects that it prints, one a line."""
        said = self.run(*arguments, "--json")
        try:
            return [json.loads(line) for line in said.splitlines()]
        except ValueError as error:
            raise StackError(f"`ventanilla {' '.join(arguments[:3])} --json` printed something else than JSON") from error

    def open_time_ago(self, calendar: str, span: str) -> str:
        """The instant from which so much open time has passed until now, in UTC."""
        return self.objects("calendar", "before", *CONFIG, "--calendar", calendar, "--end", "now", "--within", span)[0]["at"]

    def threads(self) -> list[dict]:
        """Every thread that is not resolved."""
        return self.objects("thread", "list", "--all")

    def shown(self, ids: list[str]) -> list[dict]:
        """Threads with their timelines."""
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda id: self.objects("thread", "show", id)[0], ids))

    def answered(self, thread: str, text: str = "") -> None:
        """Records that its agent has answered, and what."""
        self.run("thread", "answered", thread, *(["--text", text] if text else []))


def last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it did not say why"
