"""Text messages, and WhatsApp, as Twilio brings them."""

import hashlib

from .content import Photo
from .model import Request
from .post import Post, twilio_post

OUR_NUMBER = "+34955000111"
OUR_WHATSAPP = "+34955000222"


def sms(request: Request, number: int, posted: float, stack: dict) -> Post:
    """A message to one of our numbers. `whatsapp` people of Twilio come here too."""
    account = stack["access"]["value"]["sms"]["account_sid"]
    with_file = isinstance(request.what, Photo)
    sid = ("MM" if with_file else "SM") + numbered(posted, number)
    form = {
        "AccountSid": account, "ApiVersion": "2010-04-01", "MessageSid": sid, "SmsMessageSid": sid, "SmsSid": sid, "SmsStatus": "received",
        "Body": request.what.text, "NumMedia": "1" if with_file else "0", "NumSegments": "1", **ends(request),
    }
    if with_file:
        url = f"https://api.twilio.com/2010-04-01/Accounts/{account}/Messages/{sid}/Media/ME{numbered(posted, number)}"
        form |= {"MediaUrl0": url, "MediaContentType0": "image/jpeg"}
    return twilio_post("sms", f"{stack['public_url']}/sms", form, stack, sid, request.forged, request.who.address)


def ends(request: Request) -> dict[str, str]:
    """Who writes to whom."""
    who = request.who
    if who.channel != "whatsapp":
        return {"From": who.address, "To": OUR_NUMBER, "FromCountry": "ES", "ToCountry": "ES"}
    addresses = {"From": f"whatsapp:{who.address}", "To": f"whatsapp:{OUR_WHATSAPP}"}
    return {**addresses, "WaId": who.address.lstrip("+"), "ProfileName": who.name, "ChannelPrefix": "whatsapp"}


def numbered(posted: float, number: int) -> str:
    """The 32 digits of one of Twilio's ids."""
    return hashlib.md5(f"{posted} {number}".encode(), usedforsecurity=False).hexdigest()
