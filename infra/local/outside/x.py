"""X's hosts: pictures of posts are everybody's, files of direct messages are for the account they were sent to
(<https://docs.x.com/x-api/direct-messages/manage/integrate>)."""

from invented import access

from .asked import Asked, Reply, give, say, words
from .samples import is_gone, of_name


def public(asked: Asked) -> Reply:
    """`pbs.twimg.com/media/…`, `video.twimg.com/…`"""
    return served(asked.path)


def private(asked: Asked) -> Reply:
    """`ton.twitter.com/1.1/ton/data/dm/…`"""
    if asked.bearer != access()["x"]["access_token"]:
        return say("file", {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}, 401, path=asked.path)
    return served(asked.path)


def served(path: str) -> Reply:
    name = path.rpartition("/")[2]
    return words("file", "", 404, path=path) if not name or is_gone(name) else give("file", of_name(name), path=path)
