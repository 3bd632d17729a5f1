"""The provider sandbox: plays the providers' own APIs, records every call, and shows what was sent.

    /                        the mails and Slack messages, as a mail catcher shows them
    /slack/api/METHOD        Slack's Web API
    /outside/HOST/PATH       the providers' hosts that files and certificates come from
    GET  /_sandbox/calls     every call as JSON; ?service=slack and ?method=chat.postMessage narrow it
    GET  /_sandbox/mails     every mail that the local SES took, as JSON
    POST /_sandbox/behaviour a fault to come ({"kind": "ratelimited", "times": 2}, at Slack unless "service" names another),
                             or another limit of Slack's ({"limit": 1, "window": 5})
    POST /_sandbox/sns       a message ({"Type", "TopicArn", "Message"}) as SNS would send it, signed
    POST /_sandbox/botframework  the token ({"aud", "serviceurl"}) that comes with an activity of Teams, signed
    POST /_sandbox/reset     forgets calls, messages and faults
"""

import json
import sys
import threading
import urllib.request
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import page
from faults import Fault
from outside.asked import Asked
from outside.gate import Gate
from settings import Settings, run_command, settings
from slack import Slack

LARGEST_BODY = 1 << 20
OUTSIDE = "/outside/"


class Sandbox:
    """What the handlers share."""

    def __init__(self, where: Settings) -> None:
        self.where = where
        self.slack, self.gate = Slack(), Gate()
        self.calls: list[dict] = []
        self.lock = threading.Lock()

    def record(self, service: str, method: str, arguments: dict, status: int, answer: object, lost: bool) -> None:
        """Keeps a call; the token is left out."""
        with self.lock:
            self.calls.append({
                "number": len(self.calls) + 1,
                "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "service": service,
                "method": method,
                "arguments": {key: value for key, value in arguments.items() if key != "token"},
                "status": status,
                "answer": answer,
                "answer_lost": lost,
            })

    def recorded(self, query: dict[str, str]) -> list[dict]:
        with self.lock:
            return [call for call in self.calls if all(call.get(key) == query[key] for key in ("service", "method") if key in query)]

    def behave(self, wish: dict) -> str:
        """Takes a fault or a limit; an error text if it means nothing."""
        service = str(wish.get("service", "slack"))
        wish = {key: value for key, value in wish.items() if key != "service"}
        faults = {"slack": self.slack.faults, **self.gate.faults}
        try:
            if service == "slack" and wish and set(wish) <= {"limit", "window"}:
                self.slack.limit, self.slack.window = int(wish.get("limit", 3)), float(wish.get("window", 1.0))
                return ""
            fault = Fault(**wish)
            fault.check()
            faults[service].add(fault)
        except (TypeError, ValueError) as error:
            return str(error)
        except KeyError:
            return f"service is one of {', '.join(faults)}"
        return ""

    def reset(self) -> None:
        self.slack.reset()
        self.gate.reset()
        with self.lock:
            self.calls.clear()

    def mails(self) -> list[dict]:
        """What SES took, newest first; MiniStack has decoded the subject and both bodies."""
        with urllib.request.urlopen(f"{self.where.endpoint}/_ministack/ses/messages", timeout=5) as answer:
            accounts = json.load(answer)["messages"]
        mails = [mail for account in accounts.values() for mail in account]
        return sorted(mails, key=lambda mail: mail["Timestamp"], reverse=True)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    sandbox: Sandbox

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query))
        if url.path.startswith("/slack/api/"):
            self.slack(url.path.removeprefix("/slack/api/"), query)
        elif url.path.startswith(OUTSIDE):
            self.outside({})
        elif url.path == "/_sandbox/health":
            self.answer({"ok": True})
        elif url.path == "/_sandbox/calls":
            self.answer(self.sandbox.recorded(query))
        elif url.path in ("/", "/_sandbox/mails"):
            self.show(url.path)
        else:
            self.answer({"ok": False, "error": "not_found"}, 404)

    def show(self, path: str) -> None:
        try:
            mails = self.sandbox.mails()
        except OSError:
            mails = None
        if path == "/":
            with self.sandbox.slack.lock:
                channels = {channel: list(messages) for channel, messages in self.sandbox.slack.messages.items()}
            self.send(200, page.render(mails, channels).encode(), {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": page.POLICY})
        elif mails is None:
            self.answer({"ok": False, "error": "the local AWS stack does not answer"}, 502)
        else:
            self.answer(mails)

    def do_POST(self) -> None:
        arguments = self.arguments()
        path = urlsplit(self.path).path
        if arguments is None:
            self.answer({"ok": False, "error": "invalid_json"}, 400)
        elif path.startswith("/slack/api/"):
            self.slack(path.removeprefix("/slack/api/"), arguments)
        elif path.startswith(OUTSIDE):
            self.outside(arguments)
        elif path.removeprefix("/_sandbox/") in self.sandbox.gate.signers:
            self.sign(path.removeprefix("/_sandbox/"), arguments)
        elif path == "/_sandbox/reset":
            self.sandbox.reset()
            self.answer({"ok": True})
        elif path == "/_sandbox/behaviour":
            wrong = self.sandbox.behave(arguments)
            self.answer({"ok": not wrong, **({"error": wrong} if wrong else {})}, 400 if wrong else 200)
        else:
            self.answer({"ok": False, "error": "not_found"}, 404)

    def arguments(self) -> dict | None:
        """The body, JSON or form; None if it is neither or too large."""
        length = self.headers.get("Content-Length") or "0"
        if not length.isdigit() or int(length) > LARGEST_BODY:
            self.close_connection = True
            return None
        body = self.rfile.read(int(length))
        if "json" not in self.headers.get("Content-Type", ""):
            return unpacked(dict(parse_qsl(body.decode("utf-8", "replace"))))
        try:
            value = json.loads(body or b"{}")
        except ValueError:
            return None
        return value if isinstance(value, dict) else None

    def slack(self, method: str, arguments: dict) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ").strip() or str(arguments.get("token", ""))
        answer = self.sandbox.slack.call(method, arguments, token)
        self.sandbox.record("slack", method, arguments, answer.status, answer.body, answer.lost)
        if answer.lost:
            self.close_connection = True
        else:
            self.answer(answer.body, answer.status, answer.headers)

    def outside(self, form: dict) -> None:
        """A call to one of the providers' hosts."""
        url = urlsplit(self.path)
        host, _, path = url.path.removeprefix(OUTSIDE).partition("/")
        headers = {name.lower(): value for name, value in self.headers.items()}
        service, reply, lost = self.sandbox.gate.ask(Asked(self.command, host, f"/{path}", dict(parse_qsl(url.query)), headers, form))
        self.sandbox.record(service, reply.method, dict(reply.arguments), reply.status, reply.shown(), lost)
        if lost:
            self.close_connection = True
        else:
            self.send(reply.status, reply.body, {"Content-Type": reply.mime, **reply.headers})

    def sign(self, service: str, fields: dict) -> None:
        """Does a provider's part."""
        try:
            self.answer(self.sandbox.gate.signers[service](fields))
        except (ValueError, RuntimeError) as error:
            self.answer({"ok": False, "error": str(error)}, 400)

    def answer(self, value: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send(status, json.dumps(value, ensure_ascii=False).encode(), {"Content-Type": "application/json; charset=utf-8", **(headers or {})})

    def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet: what matters is in /_sandbox/calls."""


def unpacked(form: dict[str, str]) -> dict:
    """A form carries Slack's structures as JSON texts."""
    arguments: dict = dict(form)
    for name in {"blocks", "metadata"} & set(form):
        try:
            arguments[name] = json.loads(form[name])
        except ValueError:
            pass
    return arguments


def server(where: Settings) -> ThreadingHTTPServer:
    """A sandbox that is ready to serve, on this machine only."""
    handler = type("SandboxHandler", (Handler,), {"sandbox": Sandbox(where)})
    return ThreadingHTTPServer(("127.0.0.1", where.sandbox_port), handler)


def main() -> int:
    server(settings()).serve_forever()
    return 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    run_command(main)
