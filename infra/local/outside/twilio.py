"""Twilio's hosts: files of messages and recordings of calls. The API asks for the account and its token, and sends on to
where the file is, which asks for nothing (<https://www.twilio.com/docs/messaging/api/media-resource>)."""

import re

from invented import TWILIO_ACCOUNT, TWILIO_TOKEN

from .asked import Asked, Reply, give, say, send_on, words
from .samples import is_gone, of_name

MEDIA = re.compile(r"/2010-04-01/Accounts/(AC\w+)/Messages/(?:SM|MM)\w+/Media/(ME\w+)()")
RECORDING = re.compile(r"/2010-04-01/Accounts/(AC\w+)/Recordings/(RE\w+)(\.wav|\.mp3)?")


def api(asked: Asked) -> Reply:
    for method, form in (("media", MEDIA), ("recording", RECORDING)):
        if found := form.fullmatch(asked.path):
            return sent_on(asked, method, *found.groups(default=""))
    return failed("unknown", 20404, "The requested resource was not found", 404)


def sent_on(asked: Asked, method: str, account: str, name: str, ending: str) -> Reply:
    """To the store. A recording is a WAV unless its address ends otherwise."""
    if asked.basic != (TWILIO_ACCOUNT, TWILIO_TOKEN) or account != TWILIO_ACCOUNT:
        return failed(method, 20003, "Authenticate", 401, sid=name)
    if is_gone(name[2:]):
        return failed(method, 20404, "The requested resource was not found", 404, sid=name)
    host, ending = ("media", ending or ".wav") if method == "recording" else ("mms", "")
    return send_on(method, f"https://{host}.twiliocdn.com/{account}/{name}{ending}", sid=name)


def files(asked: Asked) -> Reply:
    """Whatever an address names."""
    name = asked.path.rpartition("/")[2]
    return give("file", of_name(name), sid=name) if name else words("file", "Not Found", 404)


def failed(method: str, code: int, message: str, status: int, **arguments: str) -> Reply:
    return say(method, {"code": code, "message": message, "more_info": f"https://www.twilio.com/docs/errors/{code}", "status": status}, status, **arguments)
