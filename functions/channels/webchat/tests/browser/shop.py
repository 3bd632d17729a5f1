"""A shop's page and the three endpoints of the chat, played on this machine: the widget's own file is served as the function serves it.

The page and the endpoints have different origins, as in life, so the browser asks for permission (CORS) as it does there. What the real
functions answer is tested with them; here stands only what the widget looks at.
"""

import base64
import json
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SCRIPT = (Path(__file__).resolve().parents[2] / "widget" / "ventanilla.js").read_bytes()

HOSTILE_CSS = """
* { font-size: 40px !important; color: red !important; letter-spacing: 9px !important }
div, p, button, section, form, textarea, label, ventanilla-chat { display: none !important; position: static !important }
"""


def identity(customer: str) -> str:
    """A token of the shop as far as the widget looks into it."""
    claims = base64.urlsafe_b64encode(json.dumps({"sub": customer}).encode()).decode().rstrip("=")
    return f"header.{claims}.signature"


@dataclass
class Shop:
    """What the endpoints know, and what they were asked."""

    asked: list = field(default_factory=list)
    """Bodies of requests for a session, with the bearer."""
    posts: list = field(default_factory=list)
    """Every message that was sent, repeats included: (contact, body)."""
    said: dict = field(default_factory=dict)
    """What each contact's transcript holds: contact → messages."""
    polls: int = 0
    faults: list = field(default_factory=list)
    """How the next messages are answered: a status with an error, `lost` (taken, and the answer never comes) or `cut`."""
    session_faults: list = field(default_factory=list)
    """Statuses with which the next requests for a session are refused."""
    sessions: dict = field(default_factory=dict)
    expired: set = field(default_factory=set)
    attributes: str = ""
    language: str = "es"
    css: str = ""
    policy: bool = False
    in_head: bool = False

    def __post_init__(self):
        self.api_server = Server(("127.0.0.1", 0), endpoints(self))
        self.page_server = Server(("127.0.0.1", 0), pages(self))
        for server in (self.api_server, self.page_server):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self.api = f"http://127.0.0.1:{self.api_server.server_port}"
        self.page = f"http://127.0.0.1:{self.page_server.server_port}/"

    def close(self):
        for server in (self.api_server, self.page_server):
            server.shutdown()
            server.server_close()

    def open_session(self, body: dict, bearer: str) -> str:
        """A token; the contact is the customer, else that of the session that is renewed, else a new one."""
        old = self.sessions.get(bearer)
        customer = body.get("identity") and json.loads(base64.urlsafe_b64decode(body["identity"].split(".")[1] + "==="))["sub"]
        contact = f"user:{customer}" if customer else old or f"visitor-{len(self.sessions)}"
        token = f"token-{len(self.sessions)}"
        self.sessions[token] = contact
        return token

    def take(self, contact: str, body: dict):
        """A message once, however often it is sent."""
        self.posts.append((contact, body))
        told = self.said.setdefault(contact, [])
        if all(message["id"] != body["client_message_id"] for message in told):
            told.append({"id": body["client_message_id"], "from": "customer", "text": body["text"], "at": stamp(len(told))})

    def answer(self, contact: str, text: str, sender: str = "agent"):
        """What the shop writes back."""
        told = self.said.setdefault(contact, [])
        told.append({"id": f"a{len(told)}", "from": sender, "text": text, "at": stamp(len(told))})

    def only_contact(self) -> str:
        (contact,) = self.said
        return contact


def stamp(number: int) -> str:
    """Now, with as many digits as the function writes, in the order of the messages."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + f".{number:09d}Z"


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A browser that goes away in the middle is nothing to tell of."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*_)


class Quiet(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def say(self, status: int, body: bytes = b"", headers: dict | None = None):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def endpoints(shop: Shop):
    class Endpoints(Quiet):
        def told(self, status: int, body: dict | None = None):
            allowed = {"Access-Control-Allow-Origin": shop.page.rstrip("/"), "Content-Type": "application/json", "Vary": "Origin"}
            self.say(status, json.dumps(body or {}).encode(), allowed)

        def bearer(self) -> str:
            return (self.headers["Authorization"] or "").removeprefix("Bearer ")

        def contact(self) -> str | None:
            token = self.bearer()
            return None if token in shop.expired else shop.sessions.get(token)

        def do_OPTIONS(self):
            allowed = {"Access-Control-Allow-Methods": "GET, POST, OPTIONS", "Access-Control-Allow-Headers": "authorization, content-type"}
            self.say(204, b"", {"Access-Control-Allow-Origin": shop.page.rstrip("/"), **allowed})

        def do_GET(self):
            url = urlsplit(self.path)
            if url.path == "/web/chat.js":
                return self.say(200, SCRIPT, {"Content-Type": "text/javascript; charset=utf-8"})
            shop.polls += 1
            contact = self.contact()
            if not contact:
                return self.told(401)
            seen = int(parse_qs(url.query).get("after", ["0"])[0])
            messages = shop.said.get(contact, [])
            return self.told(200, {"messages": messages[seen:], "next": str(len(messages)) if messages else None})

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path == "/web/session":
                return self.open(body)
            return self.message(body)

        def open(self, body: dict):
            shop.asked.append({**body, "bearer": self.bearer()})
            if shop.session_faults:
                return self.told(shop.session_faults.pop(0))
            return self.told(200, {"session": shop.open_session(body, self.bearer()), "expires_at": "2126-01-01T00:00:00Z"})

        def message(self, body: dict):
            fault = shop.faults.pop(0) if shop.faults else None
            contact = self.contact()
            if fault == "cut":
                return self.connection.close()
            if isinstance(fault, int):
                error = {"code": "text_missing", "message_es": "Escribe tu mensaje.", "message_en": "Write your message."}
                return self.told(fault, {"error": error})
            if not contact:
                return self.told(401)
            shop.take(contact, body)
            if fault == "lost":
                return self.connection.close()
            return self.told(200, {"accepted": True, "client_message_id": body["client_message_id"]})

    return Endpoints


def pages(shop: Shop):
    class Pages(Quiet):
        def do_GET(self):
            if self.path == "/shop.css":
                return self.say(200, shop.css.encode(), {"Content-Type": "text/css"})
            headers = {"Content-Type": "text/html; charset=utf-8"}
            if shop.policy:
                headers["Content-Security-Policy"] = f"default-src 'none'; style-src 'self'; script-src {shop.api}; connect-src {shop.api}"
            script = f'<script src="{shop.api}/web/chat.js" {"" if shop.in_head else "async"} {shop.attributes}></script>'
            page = f"""<!doctype html><html lang="{shop.language}"><head><meta charset="utf-8"><title>Tienda</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/shop.css">{script if shop.in_head else ""}</head>
<body><main><h1>Tienda</h1><a href="#botas">Botas</a></main>{"" if shop.in_head else script}</body></html>"""
            return self.say(200, page.encode(), headers)

    return Pages
