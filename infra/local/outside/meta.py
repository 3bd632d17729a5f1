"""Meta's hosts: the graph that tells where a file is, and the hosts that serve it.

WhatsApp: `GET /{version}/{media id}` names an address for five minutes, which asks for the same token once more
(<https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>). Files of Messenger and Instagram stand in
their payloads with addresses that carry their own signature."""

import hashlib

from invented import META, access

from .asked import Asked, Reply, give, say, words
from .samples import is_gone, of_name


def graph(asked: Asked) -> Reply:
    """A node of the graph; all of them are files here."""
    name = asked.path.rstrip("/").rpartition("/")[2]
    if not lets_in(asked):
        return refused("node", "Error validating access token: the session is invalid", 190, 401, id=name)
    if is_gone(name):
        return refused("node", f"Unsupported get request. Object with ID '{name}' does not exist", 100, 400, id=name)
    file = of_name(name)
    told = {"url": f"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid={name}&source=getMedia", "mime_type": file.mime,
            "sha256": hashlib.sha256(file.content).hexdigest(), "file_size": len(file.content), "id": name, "messaging_product": "whatsapp"}
    return say("node", told, id=name)


def lookaside(asked: Asked) -> Reply:
    """WhatsApp's files, for whoever has the token; those of the other channels for everybody who has the address."""
    name = asked.query.get("mid") or asked.query.get("asset_id") or ""
    if asked.path.startswith("/whatsapp_business/") and not lets_in(asked):
        return refused("file", "Authentication Error", 190, 401, id=name)
    return served(name)


def cdn(asked: Asked) -> Reply:
    """Files of Messenger and Instagram."""
    return served(asked.path.rpartition("/")[2])


def served(name: str) -> Reply:
    if not name or is_gone(name):
        return words("file", "URL signature expired", 403, id=name)
    return give("file", of_name(name), id=name)


def lets_in(asked: Asked) -> bool:
    """Whether it carries the token of one of Meta's channels, in its header or its address."""
    keys = access()
    return (asked.bearer or asked.query.get("access_token")) in {keys[name]["access_token"] for name in META}


def refused(method: str, message: str, code: int, status: int, **arguments: str) -> Reply:
    return say(method, {"error": {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AlocalTrace"}}, status, **arguments)
