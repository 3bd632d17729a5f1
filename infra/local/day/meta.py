"""Messenger, Facebook and Instagram as Meta tells of them."""

import unicodedata

from .content import Comment, OurAnswer, Photo, StoryReply, Text
from .model import Request
from .post import Post, dumped, meta_post

PAGE = "110220330440550"
ACCOUNT = "17841400000000777"
# The application that people of ours write with in the page's own inbox, as Meta numbers it.
PAGE_INBOX = 263902037430900
POST_OF_OURS = f"{PAGE}_700700700700701"
STORY = {"id": "17900000000000001", "url": "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=17900000000000001"}
PICTURE = {"type": "image", "payload": {"url": "https://scontent.xx.fbcdn.net/v/t1.15752-9/botas_n.jpg?oh=local&oe=local"}}


def messenger(request: Request, number: int, posted: float, stack: dict) -> Post:
    """A message to the page, or one that the page sent."""
    who, mid = request.who, f"m_demo{int(posted)}{number}"
    element = spoken(PAGE, request, {"mid": mid, **said(request.what), **({"is_echo": True, "app_id": PAGE_INBOX} if is_ours(request) else {})}, posted)
    body = dumped({"object": "page", "entry": [{"id": PAGE, "time": millis(posted), "messaging": [element]}]})
    return meta_post("messenger", body, stack, mid, request.forged, who.address)


def facebook(request: Request, number: int, posted: float, stack: dict, answered_id: str = "") -> Post:
    """A comment under a post of the page. One of the page's own answers the comment `answered_id`."""
    who, comment = request.who, f"700700700700701_{int(posted)}{number:03}"
    author = {"id": PAGE, "name": "Alpargata & Luna"} if is_ours(request) else {"id": who.address, "name": who.name}
    value = {
        "item": "comment", "verb": "add", "comment_id": comment, "post_id": POST_OF_OURS, "parent_id": answered_id or POST_OF_OURS,
        "from": author, "created_time": int(posted), "message": request.what.text,
    }
    body = dumped({"object": "page", "entry": [{"id": PAGE, "time": int(posted), "changes": [{"field": "feed", "value": value}]}]})
    return meta_post("facebook", body, stack, comment, request.forged, who.address)


def instagram(request: Request, number: int, posted: float, stack: dict) -> Post:
    """A direct message, an answer to a story, a comment."""
    if isinstance(request.what, Comment):
        return instagram_comment(request, number, posted, stack)
    mid = f"aWdfZAGdemo{int(posted)}{number}"
    story = {"reply_to": {"story": STORY}} if isinstance(request.what, StoryReply) else {}
    element = spoken(ACCOUNT, request, {"mid": mid, **said(request.what), **story, **({"is_echo": True} if is_ours(request) else {})}, posted)
    body = dumped({"object": "instagram", "entry": [{"id": ACCOUNT, "time": millis(posted), "messaging": [element]}]})
    return meta_post("instagram", body, stack, mid, request.forged, request.who.address)


def instagram_comment(request: Request, number: int, posted: float, stack: dict) -> Post:
    """As Instagram Login tells it: field and value stand in the entry itself."""
    who, comment = request.who, f"178{int(posted)}{number:04}"
    author = {"id": who.address, "username": handle(who.name)}
    value = {"id": comment, "from": author, "text": request.what.text, "media": {"id": "17890000000000001", "media_product_type": "FEED"}}
    body = dumped({"object": "instagram", "entry": [{"id": ACCOUNT, "time": int(posted), "field": "comments", "value": value}]})
    return meta_post("instagram", body, stack, comment, request.forged, who.address)


def spoken(ours: str, request: Request, message: dict, posted: float) -> dict:
    """A message between a customer and our page or account."""
    sides = [{"id": ours}, {"id": request.who.address}] if is_ours(request) else [{"id": request.who.address}, {"id": ours}]
    return {"sender": sides[0], "recipient": sides[1], "timestamp": millis(posted), "message": message}


def said(what: object) -> dict:
    match what:
        case Text(text) | StoryReply(text) | OurAnswer(text=text):
            return {"text": text}
        case Photo(text):
            return {"attachments": [PICTURE], **({"text": text} if text else {})}
        case _:
            return {"text": "…"}


def is_ours(request: Request) -> bool:
    return isinstance(request.what, OurAnswer)


def millis(posted: float) -> int:
    return int(posted * 1000)


def handle(name: str) -> str:
    """A user name as Instagram allows it: no accents, no spaces."""
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return plain.replace(" ", ".")
