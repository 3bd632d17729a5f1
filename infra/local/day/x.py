"""X as its Activity API tells of it (https://docs.x.com/x-api/activity/event-payloads)."""

import json
from datetime import UTC, datetime

from .content import Comment, OurAnswer
from .model import Request
from .post import Post, dumped, x_signature

ACCOUNT = "1500000000000000777"
HANDLE = "AlpargataLuna"


def x(request: Request, number: int, posted: float, stack: dict) -> Post:
    """A direct message, ours or theirs, or a post that mentions us."""
    who, id = request.who, f"{1_900_000_000_000_000_000 + int(posted * 1000) * 1000 + number}"
    user = {"id": who.address, "name": who.name, "username": who.name.lower().replace(" ", "_")}
    if isinstance(request.what, Comment):
        envelope = {"event_uuid": id, "event_type": "post.mention.create", "tag": "mentions", "payload": mention(id, who.address, request.what.text, posted)}
        envelope["includes"] = {"users": [user]}
    else:
        is_ours = isinstance(request.what, OurAnswer)
        sides = [ACCOUNT, who.address] if is_ours else [who.address, ACCOUNT]
        payload = {"direct_message_events": [message(id, *sides, request.what.text, posted)], "users": {who.address: {"data": user}}}
        envelope = {"event_uuid": f"-{id}", "event_type": "dm.sent" if is_ours else "dm.received", "tag": "messages", "payload": payload}
    body = dumped({"data": {**envelope, "filter": {"user_id": ACCOUNT}}})
    return signed(body, stack, id, request.forged, who.address)


def message(id: str, sender: str, recipient: str, text: str, posted: float) -> dict:
    data = {"text": text, "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []}}
    create = {"target": {"recipient_id": recipient}, "sender_id": sender, "message_data": data}
    return {"type": "message_create", "id": id, "created_timestamp": str(int(posted * 1000)), "message_create": create}


def mention(id: str, author: str, text: str, posted: float) -> dict:
    created = datetime.fromtimestamp(int(posted), UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    mentions = [{"start": 0, "end": len(HANDLE) + 1, "username": HANDLE, "id": ACCOUNT}]
    return {
        "id": id, "author_id": author, "conversation_id": id, "created_at": created, "edit_history_tweet_ids": [id], "lang": "es",
        "text": f"@{HANDLE} {text}", "entities": {"mentions": mentions}, "possibly_sensitive": False, "reply_settings": "everyone",
    }


def retold(post: Post, event_type: str, stack: dict) -> Post:
    """The same post under another kind of event, with another id of the telling."""
    envelope = json.loads(post.body)
    envelope["data"] |= {"event_type": event_type, "event_uuid": f"-{post.message_id}"}
    return signed(dumped(envelope), stack, post.message_id, False, post.contact)


def signed(body: bytes, stack: dict, id: str, forged: bool, contact: str) -> Post:
    secret = stack["secrets"]["x"]["value"]["consumer_secret"]
    headers = {"Content-Type": "application/json", "x-twitter-webhooks-signature": x_signature(body, secret[::-1] if forged else secret)}
    return Post(stack["webhooks"]["x"], headers, body, id, contact)
