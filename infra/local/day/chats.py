"""WhatsApp's and Telegram's webhooks as their providers call them."""

from .content import Broken, Document, OurAnswer, Photo, Text, VoiceNote
from .model import Request
from .post import Post, cut, dumped, meta_post

OUR_NUMBER = {"display_phone_number": "34900123456", "phone_number_id": "106540352242922"}


def whatsapp(request: Request, number: int, posted: float, stack: dict) -> Post:
    """A notification of the Cloud API with one message, or with one that our people wrote in the app on their phone."""
    who, message_id = request.who, f"wamid.demo.{int(posted)}.{number}"
    message = {"from": who.address, "id": message_id, "timestamp": str(int(posted)), **whatsapp_content(request.what)}
    value = {"messaging_product": "whatsapp", "metadata": OUR_NUMBER}
    if isinstance(request.what, OurAnswer):
        field = "smb_message_echoes"
        value["message_echoes"] = [{**message, "from": OUR_NUMBER["display_phone_number"], "to": who.address}]
    else:
        field = "messages"
        value |= {"contacts": [{"profile": {"name": who.name}, "wa_id": who.address}], "messages": [message]}
    body = dumped({"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [{"value": value, "field": field}]}]})
    body = cut(body) if isinstance(request.what, Broken) else body
    return meta_post("whatsapp", body, stack, message_id, request.forged, who.address)


def whatsapp_content(what: object) -> dict:
    match what:
        case Text(text) | OurAnswer(text=text):
            return {"type": "text", "text": {"body": text}}
        case Photo(text):
            image = {"mime_type": "image/jpeg", "id": "1003383421387256", "sha256": "SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI="}
            return {"type": "image", "image": {**image, **({"caption": text} if text else {})}}
        case Document(name, text):
            file = {"mime_type": "application/pdf", "id": "1003383421387252", "filename": name}
            return {"type": "document", "document": {**file, **({"caption": text} if text else {})}}
        case VoiceNote():
            return {"type": "audio", "audio": {"mime_type": "audio/ogg; codecs=opus", "id": "1908647269898583", "voice": True}}
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
    return Post(stack["webhooks"]["telegram"], headers, body, f"{chat}:{number}", who.address)


def telegram_content(what: object) -> dict:
    sizes = [{"file_id": f"AgACdemo{width}", "file_unique_id": f"u{width}", "width": width, "height": width, "file_size": width * 90} for width in (90, 800)]
    match what:
        case Text(text):
            return {"text": text}
        case Photo(text):
            return {"photo": sizes, **({"caption": text} if text else {})}
        case Document(name, text):
            file = {"file_id": "BQACdemo", "file_unique_id": "d1", "file_name": name, "mime_type": "application/pdf", "file_size": 620}
            return {"document": file, **({"caption": text} if text else {})}
        case VoiceNote():
            return {"voice": {"file_id": "AwACdemo", "file_unique_id": "v1", "duration": 5, "mime_type": "audio/ogg", "file_size": 23000}}
        case _:
            return {"text": "…"}
