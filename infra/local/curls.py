"""A ready request for each channel, proved as its provider would prove it."""

import json
import time
import uuid
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from day import callcentre, chats, meta, phone, teams, texts, x
from day.content import AsksForCallBack, Comment, Content, Mail, NobodyAnswers, Text
from day.expects import LeavesNoThread
from day.mail import envelope, letter, notification
from day.model import Person, Request
from day.post import Post
from settings import Settings, StackError

PHONE = "34600111222"


def load(where: Settings) -> dict:
    """stack.json, as `deploy` left it."""
    try:
        return json.loads(where.stack_file.read_text())
    except (OSError, ValueError) as error:
        raise StackError(f"{where.stack_file} is not there: deploy first") from error


def quoted(text: str) -> str:
    """A word for the shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def curl(post: Post) -> str:
    """A request to a webhook as a command."""
    headers = " ".join(f"-H {quoted(f'{name}: {value}')}" for name, value in post.headers.items())
    return f"curl -i {quoted(post.url)} \\\n  {headers} \\\n  --data-binary {quoted(post.body.decode())}"


def asked(channel: str, address: str, what: Content) -> Request:
    """A request of Marta's."""
    return Request("to try", Person("Marta Garrido", channel, address), what, LeavesNoThread())


def whatsapp(stack: dict, now: int) -> str:
    return curl(chats.whatsapp(asked("whatsapp", PHONE, Text("¿Dónde está mi pedido 20418?")), 1, now, stack))


def telegram(stack: dict, now: int) -> str:
    return curl(chats.telegram(asked("telegram", "5551234", Text("Quiero devolver las botas")), now % 100_000, now, stack))


def messenger(stack: dict, now: int) -> str:
    return curl(meta.messenger(asked("messenger", "7100000000000777", Text("¿Tenéis la 38?")), 1, now, stack))


def facebook(stack: dict, now: int) -> str:
    return curl(meta.facebook(asked("facebook", "8200000000000777", Comment("¿En qué colores hay?")), 1, now, stack))


def instagram(stack: dict, now: int) -> str:
    return curl(meta.instagram(asked("instagram", "9300000000000777", Text("¿Cuándo llega mi pedido?")), 1, now, stack))


def x_message(stack: dict, now: int) -> str:
    return curl(x.x(asked("x", "1600000000000000777", Text("Me habéis cobrado dos veces")), 1, now, stack))


def sms(stack: dict, now: int) -> str:
    return curl(texts.sms(asked("sms", f"+{PHONE}", Text("¿Sabéis algo de mi pedido 20418?")), 1, now, stack))


def voice(stack: dict, now: int) -> str:
    """A call whose ringing has ended without an answer: TwiML comes back, with what the caller hears next."""
    call = phone.Call("CA" + texts.numbered(now, 1), [f'<Response><Dial action="{stack["public_url"]}/voice/dial"/></Response>'])
    return curl(phone.step(asked("voice", f"+{PHONE}", NobodyAnswers("")), call, now, stack))


def connect(stack: dict, now: int) -> str:
    """What Amazon Connect's flow does: it invokes the function."""
    asks = callcentre.invocation(asked("voice", f"+{PHONE}", AsksForCallBack()), now, stack)
    address = f"{stack['endpoint']}/2015-03-31/functions/{stack['functions']['connect']}/invocations"
    return f"curl -i {quoted(address)} {authorization(stack, 'lambda')} \\\n  --data-binary {quoted(json.dumps(asks.payload, ensure_ascii=False))}"


def teams_message(stack: dict, now: int) -> str:
    """What the Bot Framework does: the sandbox, which plays it, signs a token for our bot."""
    post = teams.teams(asked("teams", "29:1marta-garrido", Text("¿Me enviáis la factura?")), 1, now, stack, "")
    return f"""TOKEN=$(curl -s {quoted(stack["sandbox"] + "/_sandbox/botframework")} -H 'Content-Type: application/json' \\
  --data-binary {quoted(json.dumps(teams.claims(stack)))} | {field("token")})
curl -i {quoted(post.url)} \\
  -H 'Content-Type: application/json' -H "Authorization: Bearer $TOKEN" \\
  --data-binary {quoted(post.body.decode())}"""


def field(name: str) -> str:
    """A command that picks one field of the JSON that it is given."""
    return f"""python3 -c 'import json, sys; print(json.load(sys.stdin)["{name}"])'"""


def webchat(stack: dict, now: int) -> str:
    form = {"client_message_id": str(uuid.uuid4()), "name": "Ana Ruiz", "email": "ana@example.com", "motive": "factura", "text": "¿Me enviáis la factura?", "language": "es", "hp": ""}
    origin = quoted(f"Origin: {stack['web_origin']}")
    return f"""SESSION=$(curl -s {quoted(stack["webhooks"]["web_session"])} -H {origin} | {field("session")})
curl -i {quoted(stack["webhooks"]["web_messages"])} -H {origin} \\
  -H 'Content-Type: application/json' -H "Authorization: Bearer $SESSION" \\
  --data-binary {quoted(json.dumps(form, ensure_ascii=False))}"""


def email(stack: dict, now: int) -> str:
    """What SES does with a mail: the mail into the bucket, then the notification to the topic."""
    key, sender, what = f"local{now}", "ana@example.com", Mail("Charged twice", "I was charged twice for order 20377.")
    message = EmailMessage(policy=SMTP)
    headers = {"From": f"Ana <{sender}>", "To": what.to, "Subject": what.subject, "Message-ID": f"<{key}@example.com>", "Date": formatdate(now)}
    for name, value in headers.items():
        message[name] = value
    message.set_content(what.text)
    mime = message.as_string().replace("\r\n", "\\r\\n")
    return f"""printf {quoted(mime)} | curl -s -T - {quoted(f"{stack['endpoint']}/{stack['buckets']['mail']}/{key}")}
curl -i {quoted(stack["endpoint"] + "/")} {authorization(stack, "sns")} \\
  --data-urlencode Action=Publish --data-urlencode {quoted("TopicArn=" + stack["topics"]["mail"])} \\
  --data-urlencode {quoted("Message=" + json.dumps(notification(message, sender, what, key, stack)))}"""


def mail_over_https(stack: dict, now: int) -> str:
    """What SNS does with a mail of another account: the sandbox, which plays SNS, signs the notification."""
    mail = letter(asked("email", "ana@example.com", Mail("Factura", "Necesito la factura.", over_https=True)), now, stack)
    return f"""curl -s {quoted(stack["sandbox"] + "/_sandbox/sns")} -H 'Content-Type: application/json' \\
  --data-binary {quoted(json.dumps(envelope(mail, stack)))} |
curl -i {quoted(stack["webhooks"]["mail_over_https"])} -H 'Content-Type: text/plain; charset=UTF-8' \\
  -H 'x-amz-sns-message-type: Notification' --data-binary @-"""


def authorization(stack: dict, service: str) -> str:
    """What the local stack wants to see to know which service is meant. It checks no signature unless roles are enforced."""
    return f"-H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/{stack['region']}/{service}/aws4_request'"


CHANNELS = {
    "whatsapp": whatsapp, "telegram": telegram, "messenger": messenger, "facebook": facebook, "instagram": instagram, "x": x_message, "sms": sms,
    "voice": voice, "teams": teams_message, "connect": connect, "webchat": webchat, "email": email, "mail over https": mail_over_https,
}


def print_curls(where: Settings) -> int:
    """Where each webhook is and how to write to it. Repeating a request sends the very same message."""
    stack, now = load(where), int(time.time())
    for name, address in stack["webhooks"].items():
        print(f"{name:15} {address}")
    print(f"{'mail topic':15} {stack['topics']['mail']}\n{'sandbox':15} {stack['sandbox']}/   (mails and Slack messages as they arrive)\n")
    for name, command in CHANNELS.items():
        print(f"# {name}\n{command(stack, now)}\n")
    print("`make stop` ends it.")
    return 0
