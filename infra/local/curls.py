"""A ready request for each channel, proved as its provider would prove it."""

import json
import time
import uuid
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from day.chats import meta_signature
from day.mail import notification
from day.model import Mail
from settings import Settings, StackError


def load(where: Settings) -> dict:
    """stack.json, as `deploy` left it."""
    try:
        return json.loads(where.stack_file.read_text())
    except (OSError, ValueError) as error:
        raise StackError(f"{where.stack_file} is not there: deploy first") from error


def quoted(text: str) -> str:
    """A word for the shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def whatsapp(stack: dict, now: int) -> str:
    message = {"from": "34600111222", "id": f"wamid.local{now}", "timestamp": str(now), "type": "text", "text": {"body": "¿Dónde está mi pedido 20418?"}}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "34900123456", "phone_number_id": "106540352242922"},
        "contacts": [{"profile": {"name": "Marta"}, "wa_id": "34600111222"}],
        "messages": [message],
    }
    body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"value": value, "field": "messages"}]}]}, ensure_ascii=False)
    signature = meta_signature(body.encode(), stack["secrets"]["whatsapp"]["value"]["app_secret"])
    return f"""curl -i {quoted(stack["webhooks"]["whatsapp"])} \\
  -H 'Content-Type: application/json' -H 'X-Hub-Signature-256: {signature}' \\
  --data-binary {quoted(body)}"""


def telegram(stack: dict, now: int) -> str:
    person = {"id": 5551234, "is_bot": False, "first_name": "Luis", "language_code": "es"}
    chat = {"id": 5551234, "type": "private", "first_name": "Luis"}
    body = json.dumps({"update_id": now, "message": {"message_id": now % 100000, "from": person, "chat": chat, "date": now, "text": "Quiero devolver las botas"}})
    return f"""curl -i {quoted(stack["webhooks"]["telegram"])} \\
  -H 'Content-Type: application/json' -H 'X-Telegram-Bot-Api-Secret-Token: {stack["secrets"]["telegram"]["value"]["secret_token"]}' \\
  --data-binary {quoted(body)}"""


def webchat(stack: dict, now: int) -> str:
    form = {"client_message_id": str(uuid.uuid4()), "name": "Ana Ruiz", "email": "ana@example.com", "motive": "factura", "text": "¿Me enviáis la factura?", "language": "es", "hp": ""}
    origin = quoted(f"Origin: {stack['web_origin']}")
    return f"""SESSION=$(curl -s {quoted(stack["webhooks"]["web_session"])} -H {origin} | python3 -c 'import json, sys; print(json.load(sys.stdin)["session"])')
curl -i {quoted(stack["webhooks"]["web_messages"])} -H {origin} \\
  -H 'Content-Type: application/json' -H "Authorization: Bearer $SESSION" \\
  --data-binary {quoted(json.dumps(form, ensure_ascii=False))}"""


def email(stack: dict, now: int) -> str:
    """What SES does with a mail: the mail into the bucket, then the notification to the topic."""
    key, sender, what = f"local{now}", "ana@example.com", Mail("Charged twice", "I was charged twice for order 20377.")
    message = EmailMessage(policy=SMTP)
    headers = {"From": f"Ana <{sender}>", "To": what.to, "Subject": what.subject, "Message-ID": f"<{key}@example.com>", "Date": formatdate(now)}
    for name, value in headers.items():
        message[name] = value
    message.set_content(what.text)
    mime = message.as_string().replace("\r\n", "\\r\\n")
    return f"""printf {quoted(mime)} | curl -s -T - {quoted(f"{stack['endpoint']}/{stack['buckets']['mail']}/{key}")}
curl -i {quoted(stack["endpoint"] + "/")} -H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/{stack["region"]}/sns/aws4_request' \\
  --data-urlencode Action=Publish --data-urlencode {quoted("TopicArn=" + stack["topics"]["mail"])} \\
  --data-urlencode {quoted("Message=" + notification(message, sender, what, key, stack))}"""


CHANNELS = {"whatsapp": whatsapp, "telegram": telegram, "webchat": webchat, "email": email}


def print_curls(where: Settings) -> int:
    """Where each webhook is and how to write to it. Repeating a request sends the very same message."""
    stack, now = load(where), int(time.time())
    for name, address in stack["webhooks"].items():
        print(f"{name:13} {address}")
    print(f"{'mail topic':13} {stack['topics']['mail']}\n{'sandbox':13} {stack['sandbox']}/   (mails and Slack messages as they arrive)\n")
    for name, curl in CHANNELS.items():
        print(f"# {name}\n{curl(stack, now)}\n")
    print("`make stop` ends it.")
    return 0
