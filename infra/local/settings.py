"""Where the local stack stands: ports, folders, environments.

All of it can be moved by environment variables, so that a test run and a stack that somebody is trying by hand stand side
by side: VENTANILLA_STACK_PORT, VENTANILLA_SANDBOX_PORT, VENTANILLA_STATE.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGION = "eu-west-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


class StackError(Exception):
    """Something the user can act on; its text is one line."""


@dataclass(frozen=True)
class Settings:
    """One local stack."""

    stack_port: int
    sandbox_port: int
    state: Path

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.stack_port}"

    @property
    def sandbox(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def stack_file(self) -> Path:
        """What `deploy` writes for the command, the tests and the demo."""
        return self.state / "stack.json"

    def aws_environment(self) -> dict[str, str]:
        """What any AWS client needs to talk to the local stack."""
        return {"AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION, **CREDENTIALS}

    def stack_environment(self) -> dict[str, str]:
        """The whole environment of MiniStack. Nothing of the user's own comes in, because its functions inherit it."""
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(self.state / "home"),
            "TMPDIR": str(self.state / "tmp"),
            "STATE_DIR": str(self.state / "tmp" / "state"),
            "S3_DATA_DIR": str(self.state / "tmp" / "s3"),
            "GATEWAY_PORT": str(self.stack_port),
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "localhost",
            "MINISTACK_REGION": REGION,
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "AUTH": "true" if os.environ.get("VENTANILLA_ENFORCE_ROLES") else "false",
            **self.aws_environment(),
        }

    def sam_environment(self) -> dict[str, str]:
        """The user's environment for `sam`, which needs their cargo, without their AWS accounts."""
        mine = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "SAM_", "MAKE"))}
        nothing = str(self.state / "no-aws-profile")
        return {
            **mine,
            **self.aws_environment(),
            "AWS_CONFIG_FILE": nothing,
            "AWS_SHARED_CREDENTIALS_FILE": nothing,
            "AWS_EC2_METADATA_DISABLED": "true",
            "SAM_CLI_TELEMETRY": "0",
        }

    def client(self, service: str):
        """A boto3 client of the local stack."""
        import boto3

        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        )


def port(name: str, default: int) -> int:
    """A port from the environment."""
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise StackError(f"{name} is '{text}', which is not a port")
    return int(text)


def settings() -> Settings:
    """The stack that the environment asks for."""
    state = Path(os.environ.get("VENTANILLA_STATE", "").strip() or ".local")
    return Settings(
        stack_port=port("VENTANILLA_STACK_PORT", 4566),
        sandbox_port=port("VENTANILLA_SANDBOX_PORT", 4580),
        state=state if state.is_absolute() else ROOT / state,
    )


def tool(name: str, folder: str) -> str:
    """A program of one of the project's virtual environments; VENTANILLA_VENV and VENTANILLA_VENV_SAM name others."""
    override = os.environ.get(f"VENTANILLA_{folder.strip('.').replace('-', '_').upper()}")
    return str((Path(override) if override else ROOT / folder) / "bin" / name)


def run_tool(command: list[str], **options) -> int:
    """Runs such a program to its end; its status."""
    try:
        return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False, **options).returncode
    except FileNotFoundError as error:
        raise StackError(f"{command[0]} is missing: run `make venvs`") from error


def run_command(main) -> None:
    """Runs a command's `main`, turning what the user can act on into one line."""
    try:
        sys.exit(main())
    except StackError as error:
        print(f"{Path(sys.argv[0]).name}: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
