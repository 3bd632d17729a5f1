"""`sam validate --lint` of template.yaml, without network and without an AWS account."""

from settings import REGION, ROOT, run_command, run_tool, settings, tool


def main() -> int:
    command = [tool("sam", ".venv-sam"), "validate", "--lint", "--template-file", str(ROOT / "template.yaml"), "--region", REGION]
    return run_tool(command, env=settings().sam_environment())


if __name__ == "__main__":
    run_command(main)
