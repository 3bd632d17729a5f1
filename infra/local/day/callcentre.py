"""Amazon Connect: a flow's block invokes our function, and EventBridge hands it the call centre's contact events.

Shapes: "Invoke AWS Lambda functions" and "Contact events" in Amazon Connect's administrator guide."""

import uuid
from datetime import UTC, datetime

from .content import AsksForCallBack
from .model import Request
from .post import Invocation

OUR_LINE = "+34955000444"


def invocation(request: Request, posted: float, stack: dict, call: str = "") -> Invocation:
    """What the call centre does for a caller who waits no longer. `call` is the contact that an event is about."""
    contact = call or str(uuid.uuid4())
    if isinstance(request.what, AsksForCallBack):
        return Invocation("connect", flow(request, contact, stack), contact, request.who.address)
    return Invocation("connect", gave_up(contact, posted, stack), contact)


def flow(request: Request, contact: str, stack: dict) -> dict:
    """A block of a flow: the caller has chosen to be called back."""
    telephone = "TELEPHONE_NUMBER"
    return {
        "Name": "ContactFlowExecution",
        "Details": {
            "Parameters": {"request": "callback"},
            "ContactData": {
                "ContactId": contact, "InitialContactId": contact, "PreviousContactId": contact,
                "Channel": "VOICE", "InstanceARN": stack["call_centre"], "InitiationMethod": "INBOUND",
                "SystemEndpoint": {"Type": telephone, "Address": OUR_LINE},
                "CustomerEndpoint": {"Type": telephone, "Address": request.who.address},
                "Queue": {"Name": "Atención", "ARN": f"{stack['call_centre']}/queue/1"},
                "Attributes": {}, "LanguageCode": "es-ES",
            },
        },
    }


def gave_up(contact: str, posted: float, stack: dict) -> dict:
    """An event of a call that ended while it waited: nobody took it."""
    at = datetime.fromtimestamp(posted, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {
        "version": "0", "id": str(uuid.uuid4()), "detail-type": "Amazon Connect Contact Event", "source": "aws.connect", "account": "111122223333",
        "time": at, "region": stack["region"], "resources": [stack["call_centre"]],
        "detail": {
            "eventType": "DISCONNECTED", "contactId": contact, "initialContactId": contact, "previousContactId": contact, "channel": "VOICE",
            "instanceArn": stack["call_centre"], "initiationMethod": "INBOUND", "disconnectReason": "CUSTOMER_DISCONNECT",
            "initiationTimestamp": at, "disconnectTimestamp": at,
            "queueInfo": {"queueArn": f"{stack['call_centre']}/queue/1", "queueType": "STANDARD", "enqueueTimestamp": at},
        },
    }
