"""The user's own path, `sam build` and `sam deploy`, against the local stack; then what it made, as stack.json."""

import json
import re
import time
import urllib.request

from invented import access, secrets
from settings import REGION, ROOT, Settings, StackError, run_tool, tool

STACK = "ventanilla"
SENDER = "avisos@alpargata.example"
WEB_ORIGIN = "https://www.alpargata.example"
# What stands outside this stack, and is therefore invented: the topic of another account that tells of mail, the call
# centre, the telephone that rings.
FOREIGN_MAIL_TOPIC = f"arn:aws:sns:{REGION}:111122223333:correo-de-la-tienda"
CALL_CENTRE = f"arn:aws:connect:{REGION}:111122223333:instance/5d0f0c7e-3b0a-4f5b-9a51-2f1e7c0a4b11"
RINGS_AT = "+34600000900"

# The names of stack.json, by the template's outputs.
QUEUES = {
    "inbox": "InboxQueueUrl",
    "inbox_dead": "InboxDeadLettersUrl",
    "notices": "NoticesQueueUrl",
    "notices_dead": "NoticesDeadLettersUrl",
    "bounces": "BouncesQueueUrl",
    "bounces_dead": "BouncesDeadLettersUrl",
    "mail": "MailQueueUrl",
    "mail_dead": "MailDeadLettersUrl",
    "attachments": "AttachmentsQueueUrl",
    "attachments_dead": "AttachmentsDeadLettersUrl",
    "connect_dead": "ConnectDeadLettersUrl",
}
# What the functions are told by the template, for whoever does their work by hand.
VARIABLES = {
    "TABLE_NAME": "TableName",
    "INBOX_QUEUE_URL": "InboxQueueUrl",
    "NOTICES_QUEUE_URL": "NoticesQueueUrl",
    "VAULT_BUCKET": "VaultBucketName",
    "MAIL_BUCKET": "MailBucketName",
}
# Channels that are switched on and off; a new one is a word here, and a line in `invented.secrets`.
SWITCHED = ["Telegram", "Web", "Whatsapp", "Messenger", "Facebook", "Instagram", "X", "Sms", "Voice", "Teams"]
FUNCTIONS = [
    "Telegram", "Webchat", "Whatsapp", "Messenger", "Facebook", "Instagram", "X", "Sms", "Voice", "Teams", "Connect", "Email",
    "MailOverHttps", "Router", "Notifier", "Escalator", "Attachments", "AttachmentLinks", "Transcript",
]
WEBHOOKS = {
    "telegram": "/telegram", "whatsapp": "/whatsapp", "messenger": "/messenger", "facebook": "/facebook", "instagram": "/instagram", "x": "/x",
    "sms": "/sms", "sms_status": "/sms/status", "voice": "/voice", "teams": "/teams", "mail_over_https": "/email/sns",
    "web_session": "/web/session", "web_messages": "/web/messages", "files": "/files",
}


def parameters(where: Settings) -> list[str]:
    """Every channel on; mail intake without SES's receipt rules, which the local stack does not have."""
    values = {
        **{f"{name}Channel": "on" for name in SWITCHED},
        "ConnectInstanceArn": CALL_CENTRE,
        "MailTopicArns": FOREIGN_MAIL_TOPIC,
        "BrandName": "Alpargata",
        "VoiceRing": RINGS_AT,
        "SlackNotices": "on",
        "WebOrigins": WEB_ORIGIN,
        "SenderAddress": SENDER,
        "SlackApiUrl": f"{where.sandbox}/slack/api",
        "OutsideUrl": f"{where.sandbox}/outside",
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


class Outputs(dict[str, str]):
    """The template's outputs by their names."""

    def __missing__(self, name: str) -> str:
        raise StackError(f"the deployed stack has no output {name}: infra/local/deploy.py expects one that template.yaml does not have")


def outputs(where: Settings) -> Outputs:
    stacks = where.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    return Outputs((output["OutputKey"], output["OutputValue"]) for output in stacks[0].get("Outputs", []))


def snake(name: str) -> str:
    """`MailOverHttps` as `mail_over_https`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def describe(where: Settings, out: Outputs) -> dict:
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
        "public_url": out["ApiUrl"],
        "webhooks": {"base": base, **{name: base + path for name, path in WEBHOOKS.items()}},
        "table": out["TableName"],
        "buckets": {"vault": out["VaultBucketName"], "mail": out["MailBucketName"]},
        "queues": {name: out[key] for name, key in QUEUES.items()},
        "topics": {"mail": out["MailTopicArn"], "alarms": out["AlarmTopicArn"], "foreign_mail": FOREIGN_MAIL_TOPIC},
        "functions": {snake(name): out[f"{name}FunctionName"] for name in FUNCTIONS},
        "secrets": {name: {"id": out[f"{name.capitalize()}SecretId"], "value": value} for name, value in secrets().items()},
        "access": {"id": out["AccessSecretId"], "value": access()},
        "call_centre": CALL_CENTRE,
        "rings_at": RINGS_AT,
        "outputs": out,
    }


def deploy(where: Settings) -> int:
    require_stack(where)
    built = where.state / "sam-build"
    sam(where, "build", "--build-dir", str(built))
    sam(where, "deploy", "--template-file", str(built / "template.yaml"), "--region", REGION, "--parameter-overrides", *parameters(where))
    stack = describe(where, outputs(where))
    manager = where.client("secretsmanager")
    for secret in [*stack["secrets"].values(), stack["access"]]:
        manager.put_secret_value(SecretId=secret["id"], SecretString=json.dumps(secret["value"]))
    where.stack_file.write_text(json.dumps(stack, indent=2) + "\n")
    print(f"deployed: {where.stack_file}")
    return 0
