"""Mail as SES takes it in: the mail itself, and the notification that a receipt rule publishes. By the second door the
notification holds the mail, and SNS brings it over HTTPS.

Shape of the notification: "Contents of notifications for Amazon SES email receiving" in SES's developer guide."""

import base64
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from outside.samples import sample

from .content import Mail
from .model import Request
from .post import Post

SIGNATURE = """-- 
{name}
Dpto. de Facturación y Pagos · Reclamaciones Levante, S. L.
C/ de la Paz, 14, 46003 València · Tel. 960 000 000
Protección de datos: este mensaje y sus adjuntos son confidenciales. Si no es su destinatario, bórrelo y avise al remitente.
Antes de imprimir este mensaje, piense en el medio ambiente.
"""


@dataclass(frozen=True)
class Letter:
    """A mail on its way in. `key` is its object in the bucket, `message_id` what it is called on the thread's timeline."""

    key: str
    mime: bytes
    notification: str
    message_id: str
    contact: str = ""


def letter(request: Request, posted: float, stack: dict, answered_id: str = "") -> Letter:
    """A mail with what SES says of it. `answered_id` is the Message-ID that it replies to."""
    what, who = request.what, request.who
    if not isinstance(what, Mail):
        raise TypeError(f"'{request.name}' is no mail")
    message_id = f"{uuid.uuid4()}@{who.address.partition('@')[2]}"
    message = bounce(what) if what.kind == "bounce" else written(request, what)
    message["From"] = formataddr((who.name, who.address), charset="utf-8")
    message["To"] = what.to
    message["Subject"] = what.subject
    message["Date"] = format_datetime(datetime.fromtimestamp(int(posted), UTC))
    message["Message-ID"] = f"<{message_id}>"
    if answered_id:
        message["In-Reply-To"] = message["References"] = f"<{answered_id}>"
    envelope_sender = "<>" if what.kind == "bounce" else who.address
    key = uuid.uuid4().hex
    mime = message.as_bytes(policy=SMTP)
    told = notification(message, envelope_sender, what, key, stack)
    return Letter(key, mime, json.dumps({**told, **held(mime, told, stack)} if what.over_https else told), message_id, who.address)


def held(mime: bytes, told: dict, stack: dict) -> dict:
    """What a notification says that holds the mail itself: the action of the receipt rule is the topic."""
    action = {"type": "SNS", "topicArn": stack["topics"]["foreign_mail"], "encoding": "BASE64"}
    return {"content": base64.b64encode(mime).decode(), "receipt": {**told["receipt"], "action": action}}


def over_https(mail: Letter, signed: dict, stack: dict, forged: bool) -> Post:
    """What SNS posts: a message that it signed. Somebody who forges it has changed a word of it."""
    body = json.dumps({**signed, "Subject": "Amazon SES Email Receipt Notification."} if forged else signed, indent=2).encode()
    headers = {"Content-Type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": signed["Type"], "x-amz-sns-topic-arn": signed["TopicArn"]}
    return Post(stack["webhooks"]["mail_over_https"], headers, body, mail.message_id, mail.contact)


def envelope(mail: Letter, stack: dict) -> dict[str, str]:
    """What SNS is to sign."""
    subject = "Amazon SES Email Receipt Notification"
    return {"Type": "Notification", "TopicArn": stack["topics"]["foreign_mail"], "Subject": subject, "Message": mail.notification}


def written(request: Request, what: Mail) -> EmailMessage:
    """A mail that a person wrote, or their mail program in their absence."""
    message = EmailMessage(policy=SMTP)
    if what.kind == "out_of_office":
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    message.set_content(f"{what.text}\n\n{SIGNATURE.format(name=request.who.name)}")
    if what.attached:
        message.add_attachment(sample("pdf").content, maintype="application", subtype="pdf", filename=what.attached)
    return message


def bounce(what: Mail) -> Message:
    """A delivery report (RFC 3464) on a mail of ours that somebody's full mailbox did not take."""
    message = MIMEMultipart("report", report_type="delivery-status")
    message["Auto-Submitted"] = "auto-replied"
    message.attach(MIMEText(what.text, "plain", "utf-8"))
    about_all, about_one = Message(), Message()
    about_all["Reporting-MTA"] = "dns; mx.correo.example"
    about_one["Final-Recipient"] = "rfc822; nadie@correo.example"
    about_one["Action"], about_one["Status"] = "failed", "5.2.2"
    status = Message()
    status["Content-Type"] = "message/delivery-status"
    status.set_payload([about_all, about_one])
    message.attach(status)
    ours = Message()
    ours["From"], ours["To"], ours["Subject"] = what.to, "nadie@correo.example", "Su pedido"
    ours["Message-ID"] = f"<{uuid.uuid4()}@alpargata.example>"
    message.attach(MIMEMessage(ours))
    return message


def notification(message: Message, envelope_sender: str, what: Mail, key: str, stack: dict) -> dict:
    """What SES publishes once the mail stands in the bucket."""
    passed = {f"{name}Verdict": {"status": "PASS"} for name in ("spam", "virus", "spf", "dkim")}
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {
        "notificationType": "Received",
        "mail": {
            "timestamp": now, "source": envelope_sender, "messageId": key, "destination": [what.to], "headersTruncated": False,
            "headers": [{"name": name, "value": str(value)} for name, value in message.items()],
            "commonHeaders": {
                "returnPath": envelope_sender, "from": [str(message["From"])], "to": [what.to], "date": str(message["Date"]),
                "messageId": str(message["Message-ID"]), "subject": what.subject,
            },
        },
        "receipt": {
            "timestamp": now, "processingTimeMillis": 431, "recipients": [what.to], **passed, "dmarcVerdict": {"status": what.dmarc},
            "action": {"type": "S3", "topicArn": stack["topics"]["mail"], "bucketName": stack["buckets"]["mail"], "objectKey": key},
        },
    }
