"""The Bot Framework as a bot sees it: tokens that it signs, and the keys that it publishes for them
(<https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication>)."""

import base64
import hashlib
import json
import threading
import time

from .asked import Asked, Reply, say
from .openssl import openssl, signature

ISSUER = "https://api.botframework.com"
KEYS = "/v1/.well-known/keys"
GOOD_FOR = 3600  # seconds
# The channels of the Bot Framework that the key is good for, as far as they matter here.
ENDORSEMENTS = ("msteams", "skype", "webchat")


class BotFramework:
    """One Bot Framework with a key of its own, made when it is first needed and kept nowhere but here."""

    def __init__(self) -> None:
        self.lock, self.made = threading.Lock(), ""

    def host(self, asked: Asked) -> Reply:
        """`login.botframework.com`."""
        if (asked.method, asked.path) == ("GET", KEYS):
            return say("keys", {"keys": [self.published()]})
        return say("unknown", {"error": {"code": "NotFound"}}, 404, path=asked.path)

    def sign(self, claims: dict) -> dict:
        """The token for an activity; what the claims do not say is made up. ValueError if they do not say for whom it is
        and of which service. Like Microsoft, it signs for every bot."""
        if not all(isinstance(claims.get(name), str) for name in ("aud", "serviceurl")):
            raise ValueError("aud and serviceurl are texts")
        now, name = int(time.time()), self.published()["kid"]
        said = {"iss": ISSUER, "nbf": now, "exp": now + GOOD_FOR, **claims}
        text = ".".join(encoded(json.dumps(part).encode()) for part in ({"alg": "RS256", "typ": "JWT", "kid": name, "x5t": name}, said))
        return {"token": f"{text}.{encoded(signature(self.key(), text))}"}

    def published(self) -> dict:
        """The public half (RFC 7517). It is named after its content, so that nobody takes it for the one of another start."""
        told = openssl("rsa", "-noout", "-modulus", given=self.key().encode()).decode()
        modulus = bytes.fromhex(told.strip().removeprefix("Modulus="))
        name = encoded(hashlib.sha256(modulus).digest()[:20])
        return {"kty": "RSA", "use": "sig", "kid": name, "x5t": name, "n": encoded(modulus), "e": "AQAB", "endorsements": list(ENDORSEMENTS)}

    def key(self) -> str:
        """The private key in PEM."""
        with self.lock:
            self.made = self.made or openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048").decode()
            return self.made


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
