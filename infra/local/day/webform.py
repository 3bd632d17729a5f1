"""The web form and the web chat as a visitor's browser sends them (functions/channels/webchat/README.md)."""

import base64
import hashlib
import hmac
import json
import time
import uuid

from .content import Chat, Form
from .model import Person, Request
from .post import Post, forged_token


def contact(token: str) -> str:
    """Who a session's token says that its messages are from: `base64url(payload).base64url(signature)`."""
    payload = token.partition(".")[0]
    told = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return f"user:{told['customer']['id']}" if told.get("customer") else told["id"]


def identity(who: Person, stack: dict) -> str:
    """What the shop signs for a customer who is signed in: a token of HS256 (RFC 7515, RFC 7519), good for some minutes."""
    customer = hashlib.sha256(who.address.encode()).hexdigest()[:12]
    claims = {"sub": customer, "name": who.name, "email": who.address, "language": who.language, "exp": int(time.time()) + 300}
    signed = ".".join(encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    key = stack["secrets"]["webchat"]["value"]["identity_key"]
    return f"{signed}.{encoded(hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest())}"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def browser(token: str, stack: dict) -> dict[str, str]:
    """The headers of a page of ours with a session."""
    return {"Content-Type": "application/json", "Origin": stack["web_origin"], "Authorization": f"Bearer {token}"}


def looked(request: Request, token: str, stack: dict) -> Post:
    """What the chat asks every few seconds."""
    headers = browser(forged_token(token) if request.forged else token, stack)
    return Post(stack["webhooks"]["web_messages"], headers, b"", "", contact(token), method="GET")


def written(request: Request, token: str, stack: dict) -> Post:
    """A message of the form or the chat."""
    client_message_id = str(uuid.uuid4())
    fields = {"client_message_id": client_message_id, "page_url": f"{stack['web_origin']}/contacto", **filled_in(request)}
    headers = browser(forged_token(token) if request.forged else token, stack)
    who = contact(token)
    return Post(stack["webhooks"]["web_messages"], headers, json.dumps(fields, ensure_ascii=False).encode(), f"{who}:{client_message_id}", who)


def filled_in(request: Request) -> dict:
    who = request.who
    match request.what:
        case Form(text, motive, address, honeypot):
            return {"name": who.name, "email": address or who.address, "motive": motive, "text": text, "language": who.language, "hp": honeypot}
        case Chat(text, signed_in):
            return {"chat": True, "text": text, "language": who.language, "hp": "", **({} if signed_in else {"name": who.name})}
        case _:
            raise TypeError(f"'{request.name}' is neither form nor chat")
