"""A request to a webhook, and what providers' requests have in common."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode


@dataclass(frozen=True)
class Post:
    """A request to a webhook. `message_id` is what the message is called on the thread's timeline, `contact` what the
    channel knows its author by."""

    url: str
    headers: dict[str, str]
    body: bytes
    message_id: str
    contact: str = ""
    method: str = "POST"


def dumped(value: object) -> bytes:
    """JSON with escaped letters, as Meta and Telegram write it."""
    return json.dumps(value).encode()


def cut(body: bytes) -> bytes:
    """The first half of a body."""
    return body[: len(body) // 2]


def meta_signature(body: bytes, app_secret: str) -> str:
    """`X-Hub-Signature-256` over the raw bytes (Meta, Graph API webhooks, "Validating payloads")."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def meta_post(channel: str, body: bytes, stack: dict, message_id: str, forged: bool, contact: str) -> Post:
    """A request of Meta's to one of its channels."""
    secret = stack["secrets"][channel]["value"]["app_secret"]
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": meta_signature(body, "not " + secret if forged else secret)}
    return Post(stack["webhooks"][channel], headers, body, message_id, contact)


def x_signature(body: bytes, consumer_secret: str) -> str:
    """`x-twitter-webhooks-signature` over the raw bytes (X, "Securing webhooks")."""
    return "sha256=" + base64.b64encode(hmac.new(consumer_secret.encode(), body, hashlib.sha256).digest()).decode()


def forged_token(token: str) -> str:
    """A token with all that it says, under a signature that nobody made."""
    said, _, signature = token.rpartition(".")
    return f"{said}.{signature[::-1]}"


def twilio_signature(address: str, form: dict[str, str], auth_token: str) -> str:
    """`X-Twilio-Signature` over the public address and the sorted fields (Twilio, "Validating requests")."""
    text = address + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(auth_token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def twilio_post(channel: str, address: str, form: dict[str, str], stack: dict, message_id: str, forged: bool, contact: str) -> Post:
    """A form to a public address of ours. It is signed for that one, and sent to where the local stack answers for it.
    What stands behind `#` in an address tells Twilio how to send it, and is neither signed nor sent."""
    address = address.partition("#")[0]
    token = stack["secrets"][channel]["value"]["auth_token"]
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "X-Twilio-Signature": twilio_signature(address, form, token[::-1] if forged else token),
    }
    return Post(address.replace(stack["public_url"], stack["webhooks"]["base"], 1), headers, urlencode(form).encode(), message_id, contact)


def form_of(body: bytes) -> dict[str, str]:
    """The fields of a form."""
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


@dataclass(frozen=True)
class Invocation:
    """What Amazon Connect does: it invokes a function of ours."""

    function: str
    payload: dict
    message_id: str
    contact: str = ""
