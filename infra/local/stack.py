"""The local AWS stack and the provider sandbox: start, deploy, status, stop, curls.

    python infra/local/stack.py start    MiniStack and the sandbox, in the background
    python infra/local/stack.py deploy   `sam build` and `sam deploy` of template.yaml, then stack.json
    python infra/local/stack.py status   what runs and where
    python infra/local/stack.py curls    a ready request for each channel, correctly signed
    python infra/local/stack.py env      what `ventanilla` and other AWS programs need: eval "$(… env)"
    python infra/local/stack.py stop     ends both
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

import curls
import deploy
import processes
from processes import Service
from settings import ROOT, Settings, run_command, settings, tool


def services(where: Settings) -> list[Service]:
    """The two processes of a local stack."""
    ministack = Service(
        name="ministack",
        command=[tool("ministack", ".venv")],
        environment=where.stack_environment(),
        port=where.stack_port,
        port_variable="VENTANILLA_STACK_PORT",
        health=f"{where.endpoint}/_ministack/health",
        state=where.state,
    )
    sandbox = Service(
        name="sandbox",
        command=[sys.executable, str(Path(__file__).with_name("sandbox.py"))],
        environment={"PATH": os.defpath, "LANG": "C.UTF-8", "VENTANILLA_STACK_PORT": str(where.stack_port), "VENTANILLA_SANDBOX_PORT": str(where.sandbox_port)},
        port=where.sandbox_port,
        port_variable="VENTANILLA_SANDBOX_PORT",
        health=f"{where.sandbox}/_sandbox/health",
        state=where.state,
    )
    return [ministack, sandbox]


def start(where: Settings) -> int:
    for folder in ("home", "tmp"):
        (where.state / folder).mkdir(parents=True, exist_ok=True)
    for service in services(where):
        if not processes.alive(service.pid_file):
            processes.require_port(service)
    for service in services(where):
        print(f"starting {service.name} …", end=" ", flush=True)
        print(f"{'ready' if processes.start(service) else 'was already there'} on port {service.port}")
    return 0


def stop(where: Settings) -> int:
    for service in reversed(services(where)):
        print(f"{service.name}: {'stopped' if processes.stop(service) else 'was not running'}")
    where.stack_file.unlink(missing_ok=True)
    shutil.rmtree(where.state / "tmp", ignore_errors=True)  # the dead stack's buckets and unpacked functions
    return 0


def status(where: Settings) -> int:
    """Zero when everything is up and deployed."""
    good = True
    for service in services(where):
        pid = processes.alive(service.pid_file)
        state = "not running" if pid is None else "ready" if processes.healthy(service) else "does not answer"
        good &= state == "ready"
        print(f"{service.name}: {state}{f', pid {pid}' if pid else ''}, port {service.port}, log {service.log_file}")
    print(f"deployed: {where.stack_file if where.stack_file.exists() else 'no'}")
    return 0 if good and where.stack_file.exists() else 1


def env(where: Settings) -> int:
    for name, value in curls.load(where)["environment"].items():
        print(f"export {name}={curls.quoted(value)}")
    return 0


COMMANDS = {"start": start, "deploy": deploy.deploy, "status": status, "curls": curls.print_curls, "env": env, "stop": stop}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    os.chdir(ROOT)
    return COMMANDS[parser.parse_args().command](settings())


if __name__ == "__main__":
    run_command(main)
