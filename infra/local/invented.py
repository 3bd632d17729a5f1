"""What an operator would fill into the secrets, invented for this machine. It is the same at every deploy, so that a warm
function never holds an old one, and the sandbox knows whom to let in."""

import hashlib
import uuid

# Meta's channels, whose files one graph serves.
META = ("whatsapp", "messenger", "facebook", "instagram")


def invented(name: str, length: int = 64) -> str:
    """Hexadecimal digits that stay the same for a name."""
    return hashlib.sha256(f"ventanilla local {name}".encode()).hexdigest()[:length]


def number(name: str, digits: int = 15) -> str:
    """Decimal digits, as providers number their apps."""
    return str(int(invented(name), 16))[:digits]


TWILIO_ACCOUNT = "AC" + invented("twilio account", 32)
TWILIO_TOKEN = invented("twilio token", 32)


def secrets() -> dict[str, dict[str, str]]:
    """The webhooks' secrets and our own, by channel: what requests are proved with."""
    return {
        "telegram": {"secret_token": invented("telegram")},
        "webchat": {"session_key": invented("webchat"), "identity_key": invented("webchat identity")},
        "whatsapp": {"app_secret": invented("whatsapp"), "verify_token": invented("whatsapp verify", 32)},
        **{name: meta_app(name) for name in META if name != "whatsapp"},
        "x": {"consumer_secret": invented("x", 50)},
        "sms": {"auth_token": TWILIO_TOKEN},
        "voice": {"auth_token": TWILIO_TOKEN},
        "teams": {"app_id": str(uuid.UUID(invented("teams", 32)))},
        "slack": {"bot_token": f"xoxb-{invented('slack', 24)}"},
        "link": {"link_key": invented("link")},
    }


def meta_app(name: str) -> dict[str, str]:
    return {"app_secret": invented(name, 32), "verify_token": invented(f"{name} verify", 32), "app_id": number(f"{name} app")}


def access() -> dict[str, dict[str, str]]:
    """The secret of access tokens, by channel: what files are fetched with."""
    twilio = {"account_sid": TWILIO_ACCOUNT, "auth_token": TWILIO_TOKEN}
    return {
        **{name: {"access_token": "EAA" + invented(f"{name} access", 40)} for name in META},
        "telegram": {"bot_token": f"{number('telegram bot', 10)}:AA{invented('telegram bot', 33)}"},
        "x": {"access_token": invented("x access", 50)},
        "sms": twilio,
        "voice": twilio,
        "crm": {"token": invented("crm access", 40)},
    }
