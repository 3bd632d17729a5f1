"""Microsoft Teams as the Bot Framework brings it
(https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference)."""

import uuid
from datetime import UTC, datetime

from .model import Request
from .post import Post, dumped, forged_token

SERVICE = "https://smba.trafficmanager.net/emea/"
# The organisation that the customers work for.
TENANT = "7d1f0a52-0000-4000-8000-000000000777"


def claims(stack: dict) -> dict[str, str]:
    """What the token of a request must say of us and of it."""
    return {"aud": stack["secrets"]["teams"]["value"]["app_id"], "serviceurl": SERVICE}


def teams(request: Request, number: int, posted: float, stack: dict, token: str) -> Post:
    """A message to our bot in a chat with one person, with a token of Microsoft's. Messages are numbered by the
    millisecond, within their conversation."""
    who, id = request.who, str(int(posted * 1000) + number)
    conversation = f"a:1chat-{who.address.removeprefix('29:')}"
    activity = {
        "type": "message", "id": id, "timestamp": datetime.fromtimestamp(posted, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z"),
        "channelId": "msteams", "serviceUrl": SERVICE, "locale": f"{who.language}-ES",
        "from": {"id": who.address, "name": who.name, "aadObjectId": str(uuid.uuid5(uuid.NAMESPACE_OID, who.address))},
        "recipient": {"id": f"28:{claims(stack)['aud']}", "name": "Alpargata & Luna"},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": conversation},
        "channelData": {"tenant": {"id": TENANT}}, "textFormat": "plain", "text": request.what.text,
    }
    headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {forged_token(token) if request.forged else token}"}
    return Post(stack["webhooks"]["teams"], headers, dumped(activity), f"{conversation}/{id}", who.address)
