"""The web form as a visitor's browser sends it (functions/channels/webchat/README.md)."""

import base64
import json
import uuid

from .chats import Post
from .model import Form, Request


def session_id(token: str) -> str:
    """The id that a session's token tells: `base64url(payload).base64url(signature)`."""
    payload = token.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["id"]


def forged(token: str) -> str:
    """The same session under a signature that is not ours."""
    payload, _, signature = token.partition(".")
    return f"{payload}.{signature[::-1]}"


def form(request: Request, token: str, stack: dict) -> Post:
    """A message of the form."""
    what, who = request.what, request.who
    if not isinstance(what, Form):
        raise TypeError(f"'{request.name}' is no form")
    client_message_id = str(uuid.uuid4())
    fields = {
        "client_message_id": client_message_id,
        "name": who.name,
        "email": what.address or who.address,
        "motive": what.motive,
        "text": what.text,
        "language": who.language,
        "page_url": f"{stack['web_origin']}/contacto",
        "hp": what.honeypot,
    }
    headers = {
        "Content-Type": "application/json",
        "Origin": stack["web_origin"],
        "Authorization": f"Bearer {forged(token) if request.forged else token}",
    }
    body = json.dumps(fields, ensure_ascii=False).encode()
    return Post(stack["webhooks"]["web_messages"], headers, body, f"{session_id(token)}:{client_message_id}")
