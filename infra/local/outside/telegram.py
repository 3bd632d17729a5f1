"""Telegram's Bot API, as far as files go: `getFile` tells a path, the path gives the file
(<https://core.telegram.org/bots/api#getfile>). The bot's token is part of both addresses, and of no record."""

import re

from invented import access

from .asked import Asked, Reply, give, say
from .samples import is_gone, of_name

FOLDERS = {"jpg": "photos", "png": "photos", "oga": "voice"}


def api(asked: Asked) -> Reply:
    """A method, or a file."""
    found = re.fullmatch(r"(/file)?/bot([^/]+)/(.+)", asked.path)
    is_file, token, rest = found.groups() if found else (None, "", asked.path)
    if token != access()["telegram"]["bot_token"]:
        return failed("file" if is_file else rest, 401, "Unauthorized")
    if is_file:
        return give("file", of_name(rest), path=rest)
    return get_file(asked.query.get("file_id", "")) if rest == "getFile" else failed(rest, 404, "Not Found")


def get_file(name: str) -> Reply:
    if not name or is_gone(name):
        return failed("getFile", 400, "Bad Request: invalid file_id", file_id=name)
    if "big" in name.lower():
        return failed("getFile", 400, "Bad Request: file is too big", file_id=name)
    file = of_name(name)
    path = f"{FOLDERS.get(file.ending, 'documents')}/{name}.{file.ending}"
    told = {"file_id": name, "file_unique_id": name[-8:], "file_size": len(file.content), "file_path": path}
    return say("getFile", {"ok": True, "result": told}, file_id=name)


def failed(method: str, status: int, description: str, **arguments: str) -> Reply:
    return say(method, {"ok": False, "error_code": status, "description": description}, status, **arguments)
