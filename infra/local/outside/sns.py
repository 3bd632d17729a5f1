"""SNS as a topic's subscriber over HTTPS sees it: messages that it signs, the certificate that it signs by, and the
address that confirms a subscription (<https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>)."""

import base64
import hashlib
import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from .asked import Asked, Reply, say, words
from .openssl import openssl, signature

# What is signed of each kind of message, in the order of the names' bytes; what is missing is left out.
NAMES = ("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
CONFIRMED = (
    "<ConfirmSubscriptionResponse><ConfirmSubscriptionResult><SubscriptionArn>{}</SubscriptionArn></ConfirmSubscriptionResult>"
    "</ConfirmSubscriptionResponse>"
)


class Sns:
    """One SNS with a key of its own, made when it is first needed and kept nowhere but here."""

    def __init__(self) -> None:
        self.lock, self.made = threading.Lock(), None

    def host(self, asked: Asked) -> Reply:
        """`sns.REGION.amazonaws.com`."""
        if asked.path == self.certificate_path():
            return words("certificate", self.pair().certificate, 200, "application/x-pem-file", path=asked.path)
        if asked.query.get("Action") == "ConfirmSubscription" and asked.query.get("Token"):
            topic = asked.query.get("TopicArn", "")
            return words("ConfirmSubscription", CONFIRMED.format(f"{topic}:{uuid.uuid4()}"), 200, "text/xml", TopicArn=topic)
        return say("unknown", {"Error": {"Code": "InvalidParameter"}}, 403, path=asked.path)

    def sign(self, fields: dict) -> dict:
        """A message as SNS sends it; what the fields do not say is made up. ValueError if they are no message."""
        if not all(isinstance(fields.get(name), str) for name in ("Type", "TopicArn", "Message")) or fields["TopicArn"].count(":") < 5:
            raise ValueError("Type, TopicArn and Message are texts, and TopicArn is one of SNS")
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        message = {"MessageId": str(uuid.uuid4()), "Timestamp": now, **fields, "SignatureVersion": "2"}
        text = "".join(f"{name}\n{message[name]}\n" for name in NAMES if message.get(name) is not None)
        host = f"sns.{fields['TopicArn'].split(':')[3]}.amazonaws.com"
        signed = base64.b64encode(signature(self.pair().key, text)).decode()
        return {**message, "Signature": signed, "SigningCertURL": f"https://{host}{self.certificate_path()}"}

    def certificate_path(self) -> str:
        """Named after its content, so that nobody takes it for the one of another start."""
        return f"/SimpleNotificationService-{hashlib.sha256(self.pair().certificate.encode()).hexdigest()[:32]}.pem"

    def pair(self) -> "Pair":
        with self.lock:
            self.made = self.made or make_pair()
            return self.made


@dataclass(frozen=True)
class Pair:
    """A key and its certificate, PEM."""

    key: str
    certificate: str


def make_pair() -> Pair:
    """A key, and a certificate by itself."""
    both = openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=sns.amazonaws.com", "-keyout", "/dev/stdout").decode()
    start = both.index("-----BEGIN CERTIFICATE-----")
    return Pair(both[:start], both[start:])
