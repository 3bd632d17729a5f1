"""Cloudflare's Turnstile: the verdict on a CAPTCHA's token, by the secrets that Cloudflare keeps for tests
(<https://developers.cloudflare.com/turnstile/get-started/server-side-validation/>,
<https://developers.cloudflare.com/turnstile/troubleshooting/testing/>)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from deploy import WEB_ORIGIN

from .asked import Asked, Reply, say

PASSES, FAILS, SPENT = (f"{digit}x0000000000000000000000000000000AA" for digit in "123")
LONGEST_TOKEN = 2048


def verify(asked: Asked) -> Reply:
    """`POST /turnstile/v0/siteverify`. The record tells neither secret nor token nor address."""
    if (asked.method, asked.path) != ("POST", "/turnstile/v0/siteverify"):
        return say("unknown", {"success": False, "error-codes": ["bad-request"]}, 404)
    wrong = fault(asked.form.get("secret", ""), asked.form.get("response", ""))
    verdict = {"success": not wrong, "error-codes": [wrong] if wrong else []}
    if not wrong:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        verdict |= {"challenge_ts": now, "hostname": urlsplit(WEB_ORIGIN).hostname, "action": "", "cdata": ""}
    told = {name: "given" for name in ("remoteip", "idempotency_key") if asked.form.get(name)}
    return say("siteverify", verdict, **told)


def fault(secret: str, token: str) -> str:
    """Cloudflare's word for what is wrong, or nothing."""
    if not secret:
        return "missing-input-secret"
    if not token:
        return "missing-input-response"
    if secret not in (PASSES, FAILS, SPENT):
        return "invalid-input-secret"
    if secret == FAILS or len(token) > LONGEST_TOKEN:
        return "invalid-input-response"
    return "timeout-or-duplicate" if secret == SPENT else ""
