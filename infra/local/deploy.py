"""The user's own path, `sam build` and `sam deploy`, against the local stack; then what it made, as stack.json."""

import hashlib
import json
import time
import urllib.request

from settings import REGION, ROOT, Settings, StackError, run_tool, tool

STACK = "ventanilla"
SENDER = "avisos@alpargata.example"
WEB_ORIGIN = "https://www.alpargata.example"

# The names of stack.json, by the template's outputs.
QUEUES = {
    "inbox": "InboxQueueUrl",
    "inbox_dead": "InboxDeadLettersUrl",
    "notices": "NoticesQueueUrl",
    "notices_dead": "NoticesDeadLettersUrl",
    "mail": "MailQueueUrl",
    "mail_dead": "MailDeadLettersUrl",
}
# What the functions are told by the template, for whoever does their work by hand.
VARIABLES = {
    "TABLE_NAME": "TableName",
    "INBOX_QUEUE_URL": "InboxQueueUrl",
    "NOTICES_QUEUE_URL": "NoticesQueueUrl",
    "VAULT_BUCKET": "VaultBucketName",
    "MAIL_BUCKET": "MailBucketName",
}
FUNCTIONS = ["Telegram", "Webchat", "Whatsapp", "Email", "Router", "Notifier", "Escalator"]
WEBHOOKS = {"telegram": "/telegram", "whatsapp": "/whatsapp", "web_session": "/web/session", "web_messages": "/web/messages"}


def invented(name: str) -> str:
    """A local secret: the same at every deploy, so that a warm function never holds an old one."""
    return hashlib.sha256(f"ventanilla local {name}".encode()).hexdigest()


def secrets() -> dict[str, dict[str, str]]:
    """What an operator would fill in, by channel."""
    return {
        "telegram": {"secret_token": invented("telegram")},
        "webchat": {"session_key": invented("webchat")},
        "whatsapp": {"app_secret": invented("whatsapp"), "verify_token": invented("whatsapp verify")[:32]},
        "slack": {"bot_token": f"xoxb-{invented('slack')[:24]}"},
    }


def parameters(where: Settings) -> list[str]:
    """Every channel on; mail intake without SES's receipt rules, which the local stack does not have."""
    values = {
        "TelegramChannel": "on",
        "WebChannel": "on",
        "WhatsappChannel": "on",
        "SlackNotices": "on",
        "WebOrigins": WEB_ORIGIN,
        "SenderAddress": SENDER,
        "SlackApiUrl": f"{where.sandbox}/slack/api",
        "AlarmEmail": "guardia@alpargata.example",
    }
    return [f"{name}={value}" for name, value in values.items()]


def sam(where: Settings, step: str, *arguments: str) -> None:
    """One `sam` command; what it says goes to a log, of which the end is shown when it fails."""
    log = where.state / f"sam-{step}.log"
    config = ROOT / "infra" / "local" / "samconfig.toml"
    print(f"sam {step} …", end=" ", flush=True)
    begun = time.monotonic()
    with log.open("wb") as output:
        status = run_tool([tool("sam", ".venv-sam"), step, "--config-file", str(config), *arguments], env=where.sam_environment(), stdout=output, stderr=output)
    if status != 0:
        print("failed")
        print("\n".join(log.read_text(errors="replace").splitlines()[-15:]))
        raise StackError(f"sam {step} ended with status {status}: see {log}")
    print(f"{time.monotonic() - begun:.0f} s")


def require_stack(where: Settings) -> None:
    """Refuses to deploy to a stack that is not there, before `sam` builds for it."""
    try:
        urllib.request.urlopen(f"{where.endpoint}/_ministack/health", timeout=2).close()
    except OSError as error:
        raise StackError(f"no local stack answers at {where.endpoint}: start it first") from error


def outputs(where: Settings) -> dict[str, str]:
    stacks = where.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stacks[0].get("Outputs", [])}


def describe(where: Settings, out: dict[str, str]) -> dict:
    """The content of stack.json; README.md beside this file says what each part is for."""
    base = f"{where.endpoint}/_aws/execute-api/{out['ApiId']}/$default"
    return {
        "endpoint": where.endpoint,
        "region": REGION,
        "environment": {**where.aws_environment(), **{name: out[key] for name, key in VARIABLES.items()}},
        "stack": STACK,
        "sandbox": where.sandbox,
        "sender": SENDER,
        "web_origin": WEB_ORIGIN,
        "webhooks": {"base": base, **{name: base + path for name, path in WEBHOOKS.items()}},
        "table": out["TableName"],
        "buckets": {"vault": out["VaultBucketName"], "mail": out["MailBucketName"]},
        "queues": {name: out[key] for name, key in QUEUES.items()},
        "topics": {"mail": out["MailTopicArn"], "alarms": out["AlarmTopicArn"]},
        "functions": {name.lower(): out[f"{name}FunctionName"] for name in FUNCTIONS},
        "secrets": {name: {"id": out[f"{name.capitalize()}SecretId"], "value": value} for name, value in secrets().items()},
        "outputs": out,
    }


def deploy(where: Settings) -> int:
    require_stack(where)
    built = where.state / "sam-build"
    sam(where, "build", "--build-dir", str(built))
    sam(where, "deploy", "--template-file", str(built / "template.yaml"), "--region", REGION, "--parameter-overrides", *parameters(where))
    stack = describe(where, outputs(where))
    manager = where.client("secretsmanager")
    for secret in stack["secrets"].values():
        manager.put_secret_value(SecretId=secret["id"], SecretString=json.dumps(secret["value"]))
    where.stack_file.write_text(json.dumps(stack, indent=2) + "\n")
    print(f"deployed: {where.stack_file}")
    return 0
