"""A stack.json for tests: nothing of it is there."""

from invented import access, secrets

STACK = {
    "endpoint": "http://127.0.0.1:1", "sandbox": "http://127.0.0.1:2", "region": "eu-west-1", "web_origin": "https://shop.example",
    "public_url": "https://abc.execute-api.eu-west-1.amazonaws.com", "call_centre": "arn:aws:connect:eu-west-1:0:instance/1",
    "webhooks": {
        "base": "http://127.0.0.1:1/$default",
        **{name: f"http://127.0.0.1:1/$default/{name}" for name in (
            "whatsapp", "telegram", "messenger", "facebook", "instagram", "x", "sms", "voice", "teams", "mail_over_https", "web_session", "web_messages",
        )},
    },
    "buckets": {"mail": "mail-bucket"}, "functions": {"connect": "ventanilla-connect", "escalator": "ventanilla-escalator"},
    "topics": {"mail": "arn:aws:sns:eu-west-1:0:mail", "foreign_mail": "arn:aws:sns:eu-west-1:1:correo"},
    "secrets": {name: {"id": name, "value": value} for name, value in secrets().items()},
    "access": {"id": "access", "value": access()},
}
STACK["secrets"]["whatsapp"]["value"]["app_secret"] = "shh"
STACK["secrets"]["telegram"]["value"]["secret_token"] = "token"
