"""The day of a small shop on the deployed local stack, as `make demo` plays it after everything is built, deployed and
configured. Ends with what came of it, and with status 1 if that is not what the story says.

    python infra/local/demo.py
"""

import os
import time
from datetime import UTC, tzinfo

import curls
from dateutil import tz
from day import check, check_files, look, story, tables
from day.command import Command
from day.model import Seen, Sent
from day.play import PATIENCE, Player
from day.road import Road
from deploy import require_stack
from settings import ROOT, StackError, run_command, settings


def refuse_used(command: Command) -> None:
    """The story is about a shop on its first day."""
    if there := len(command.threads()):
        raise StackError(f"there are {there} threads on this stack already: `make stop`, then `make demo`")


def play(road: Road, command: Command) -> list[Sent]:
    player = Player(road, command, len(story.REQUESTS))
    for chapter in story.DAY:
        player.play(chapter)
    return player.sent


def escalate(road: Road) -> None:
    """Twice: a step fires once, however often somebody looks."""
    print("\nThe escalator, twice", flush=True)
    for which in ("first", "second"):
        report = road.sweep()
        road.wait_until_quiet(PATIENCE)
        print(f"  the {which} run looked at {report['looked_at']} threads and fired {report['steps_fired']} steps", flush=True)


def zone_of(care: dict) -> tzinfo:
    """The zone of the brand's calendar. `dateutil` brings the zones of machines that have none."""
    name = care["calendars"][care["brand"]["calendar"]]["tz"]
    return tz.gettz(name) or UTC


def report(day: list[Sent], seen: Seen, roster: look.Roster, zone: tzinfo) -> None:
    people = {sent.request.who.name for sent in day}
    channels = {sent.request.who.channel for sent in day}
    print(f"\n{len(day)} requests from {len(people)} senders over {len(channels)} channels became {len(seen.threads)} threads")
    print(f"\n{tables.channels(day, seen)}\n\n{tables.threads(seen, roster, zone)}\n\nEscalated\n\n{tables.escalations(seen, roster)}")
    print(f"\nComplaints\n\n{tables.complaints(seen, roster, zone)}")


def where_to_read(sandbox: str, seen: Seen) -> None:
    """Where the notices can be read, and for how long."""
    mails = sum(notice.by == "mail" for notice in seen.told)
    print(f"{check_files.opened(seen)}\nThe {mails} mails and {len(seen.told) - mails} Slack messages: {sandbox}/")
    if os.environ.get("KEEP"):
        print("The stack stays up; a thread's decisions and their reasons, then the end:\n"
              '  eval "$(.venv/bin/python infra/local/stack.py env)"; target/lambda/ventanilla thread show REFERENCE\n  make stop')
    else:
        print("The stack stops now. `KEEP=1 make demo` leaves it up to read them; `make local` starts an empty one to try by hand.")


def judge(day: list[Sent], seen: Seen) -> int:
    """Says whether the story came true; the exit status."""
    unmet = check.unmet(day, seen)
    print("\n" + "\n".join([*(f"✗ {line}" for line in unmet), f"{len(unmet) or 'All'} expectations of the story are {'not ' if unmet else ''}met"]))
    return 1 if unmet else 0


def main() -> int:
    os.chdir(ROOT)
    begun, where = time.monotonic(), settings()
    stack, care = curls.load(where), look.care()
    require_stack(where)
    road, command, roster = Road(where, stack), Command(stack), look.Roster(care)
    refuse_used(command)
    day = play(road, command)
    escalate(road)
    seen = look.seen(road, command, roster)
    report(day, seen, roster, zone_of(care))
    status = judge(day, seen)
    where_to_read(stack["sandbox"], seen)
    print(f"The day took {time.monotonic() - begun:.0f} s.")
    return status


if __name__ == "__main__":
    run_command(main)
