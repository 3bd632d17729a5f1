"""Calls as Twilio tells of them, step by step: what one answer says is where the next step goes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from settings import StackError

from .content import LeavesVoicemail, NobodyAnswers, Presses, Rings, Transcribed
from .model import Request
from .post import Post, twilio_post
from .texts import numbered

OUR_LINE = "+34955000333"
STEPS = (Rings, NobodyAnswers, Presses, LeavesVoicemail, Transcribed)


@dataclass
class Call:
    """A call in progress: its number at Twilio, and what was answered so far (TwiML)."""

    sid: str
    heard: list[str] = field(default_factory=list)

    def told(self, element: str, attribute: str) -> str:
        """An address that an answer named for this step, the latest first."""
        for answer in reversed(self.heard):
            for found in elements(answer):
                if found.tag == element and found.get(attribute):
                    return found.attrib[attribute]
        raise StackError(f"a call was not told where to go on: no answer to it has a <{element} {attribute}>")


def elements(answer: str) -> list[ElementTree.Element]:
    """The elements of an answer; none of one that is no XML."""
    try:
        return list(ElementTree.fromstring(answer).iter())
    except ElementTree.ParseError:
        return []


def begin(number: int, posted: float) -> Call:
    return Call("CA" + numbered(posted, number))


def step(request: Request, call: Call, posted: float, stack: dict) -> Post:
    """The next request of a call."""
    what, caller = request.what, request.who.address
    account = stack["access"]["value"]["voice"]["account_sid"]
    recording = "RE" + call.sid[2:]
    about = {"AccountSid": account, "ApiVersion": "2010-04-01", "CallSid": call.sid}
    ends = {"From": caller, "To": OUR_LINE, "Caller": caller, "Called": OUR_LINE, "Direction": "inbound"}
    recorded = {"RecordingSid": recording, "RecordingUrl": f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/{recording}"}
    match what:
        case Rings():
            address, form, message_id = f"{stack['public_url']}/voice", {**about, **ends, "CallStatus": "ringing"}, ""
        case NobodyAnswers():
            dialled = {"DialCallStatus": "no-answer", "DialCallSid": "CA" + call.sid[:1:-1], "DialBridged": "false"}
            address, form, message_id = call.told("Dial", "action"), {**about, **ends, "CallStatus": "in-progress", **dialled}, call.sid
        case Presses(key=key):
            address, form, message_id = call.told("Gather", "action"), {**about, **ends, "CallStatus": "in-progress", "Digits": key}, f"{call.sid}:callback"
        case LeavesVoicemail():
            tape = {"RecordingStatus": "completed", "RecordingDuration": "21", "RecordingChannels": "1", "RecordingSource": "RecordVerb", "ErrorCode": "0"}
            form = {**about, **recorded, **tape, "RecordingStartTime": format_datetime(datetime.fromtimestamp(int(posted), UTC))}
            address, message_id = call.told("Record", "recordingStatusCallback"), recording
        case Transcribed(text=text):
            written = {"TranscriptionSid": "TR" + call.sid[2:], "TranscriptionText": text, "TranscriptionStatus": "completed", "TranscriptionType": "fast"}
            form, message_id = {**about, **ends, "CallStatus": "completed", **recorded, **written}, "TR" + call.sid[2:]
            address = call.told("Record", "transcribeCallback")
        case _:
            raise TypeError(f"'{request.name}' is no step of a call")
    return twilio_post("voice", address, form, stack, message_id, request.forged, caller)
