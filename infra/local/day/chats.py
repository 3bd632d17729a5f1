"""WhatsApp's and Telegram's webhooks as their providers call them."""

import hashlib
import hmac
import json
from dataclasses import dataclass

from .model import Broken, Photo, Request, Text, VoiceNote

OUR_NUMBER = {"display_phone_number": "34900123456", "phone_number_id": "106540352242922"}


@dataclass(frozen=True)
class Post:
    """A request to a webhook. `message_id` is what the message is called on the thread's timeline."""

    url: str
    headers: dict[str, str]
    body: bytes
    message_id: str


def meta_signature(body: bytes, app_secret: str) -> str:
    """`X-Hub-Signature-256` over the raw bytes (Meta, Graph API webhooks, "Validating payloads")."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def whatsapp(request: Request, number: int, posted: float, stack: dict) -> Post:
    """A notification of the Cloud API with one message."""
    who, message_id = request.who, f"wamid.demo.{int(posted)}.{number}"
    message = {"from": who.address, "id": message_id, "timestamp": str(int(posted)), **whatsapp_content(request.what)}
    value = {
        "messaging_product": "whatsapp",
        "metadata": OUR_NUMBER,
        "contacts": [{"profile": {"name": who.name}, "wa_id": who.address}],
        "messages": [message],
    }
    body = dumped({"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [{"value": value, "field": "messages"}]}]})
    body = cut(body) if isinstance(request.what, Broken) else body
    secret = stack["secrets"]["whatsapp"]["value"]["app_secret"]
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": meta_signature(body, "not " + secret if request.forged else secret)}
    return Post(stack["webhooks"]["whatsapp"], headers, body, message_id)


def whatsapp_content(what: object) -> dict:
    match what:
        case Text(text):
            return {"type": "text", "text": {"body": text}}
        case Photo():
            return {"type": "image", "image": {"mime_type": "image/jpeg", "id": "1003383421387256", "sha256": "SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI="}}
        case VoiceNote():
            return {"type": "audio", "audio": {"mime_type": "audio/ogg; codecs=opus", "id": "1908647269898587", "voice": True}}
        case _:
            return {"type": "text", "text": {"body": "…"}}


def telegram(request: Request, number: int, posted: float, stack: dict) -> Post:
    """An update of the Bot API with one message in a private chat."""
    who, chat = request.who, int(request.who.address)
    given, _, family = who.name.partition(" ")
    person = {"first_name": given, "last_name": family}
    message = {
        "message_id": number,
        "from": {"id": chat, "is_bot": False, **person, "language_code": who.language},
        "chat": {"id": chat, "type": "private", **person},
        "date": int(posted),
        **telegram_content(request.what),
    }
    body = dumped({"update_id": 870_000_000 + number, "message": message})
    body = cut(body) if isinstance(request.what, Broken) else body
    token = stack["secrets"]["telegram"]["value"]["secret_token"]
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": token[::-1] if request.forged else token}
    return Post(stack["webhooks"]["telegram"], headers, body, f"{chat}:{number}")


def telegram_content(what: object) -> dict:
    sizes = [{"file_id": f"AgACdemo{width}", "file_unique_id": f"u{width}", "width": width, "height": width, "file_size": width * 90} for width in (90, 800)]
    match what:
        case Text(text):
            return {"text": text}
        case Photo():
            return {"photo": sizes}
        case VoiceNote():
            return {"voice": {"file_id": "AwACdemo", "file_unique_id": "v1", "duration": 5, "mime_type": "audio/ogg", "file_size": 23000}}
        case _:
            return {"text": "…"}


def dumped(value: dict) -> bytes:
    """JSON with escaped letters, as Meta and Telegram write it."""
    return json.dumps(value).encode()


def cut(body: bytes) -> bytes:
    """The first half of a body."""
    return body[: len(body) // 2]
