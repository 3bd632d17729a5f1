"""The sandbox's page: mails and Slack messages as their readers see them. Everything that was sent is escaped; a mail's
HTML stands in a frame that may run nothing and load nothing."""

import re
from datetime import UTC, datetime
from html import escape

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'"

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --dim: #667; --paper: #f4f4f1; --card: #fff; --line: #dcdcd6; --mark: #2f6f4f }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e2; --dim: #99a; --paper: #16181b; --card: #1f2226; --line: #33373d; --mark: #7cc49c } }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
header { display: flex; justify-content: space-between; align-items: baseline }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem } h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; color: var(--dim) }
a { color: var(--mark) }
article { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; margin: .6rem 0; overflow-wrap: anywhere }
article > p:first-child { margin-top: 0 } .meta, time { color: var(--dim); font-size: .85rem } .subject { font-weight: 600; margin: 0 }
pre { white-space: pre-wrap; font: .9rem/1.45 ui-monospace, monospace; margin: .6rem 0 0 } summary { cursor: pointer; color: var(--dim) }
iframe { width: 100%; height: 26rem; border: 1px solid var(--line); border-radius: 6px; background: #fff }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid var(--line) }
.button { display: inline-block; border: 1px solid var(--line); border-radius: 5px; padding: .1rem .6rem; margin: .3rem .3rem 0 0; font-size: .85rem }
.empty { color: var(--dim) }
"""


def render(mails: list[dict] | None, channels: dict[str, list[dict]]) -> str:
    """The whole page; `mails` is None when the local AWS stack does not answer."""
    count = sum(len(messages) for messages in channels.values())
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Ventanilla: what was sent</title>
<style>{STYLE}</style>
<header><h1>What Ventanilla sent</h1><nav><a href="#mail">Mail {len(mails or [])}</a> · <a href="#slack">Slack {count}</a> · <a href="/">Reload</a></nav></header>
<section id="mail"><h2>Mail</h2>{render_mails(mails)}</section>
<section id="slack"><h2>Slack</h2>{''.join(render_channel(*one) for one in sorted(channels.items())) or empty('No Slack message yet.')}</section>
</html>
"""


def empty(text: str) -> str:
    return f'<p class="empty">{escape(text)}</p>'


def clock(seconds: float) -> str:
    instant = datetime.fromtimestamp(seconds, UTC)
    return f'<time datetime="{instant.isoformat()}">{instant:%Y-%m-%d %H:%M:%S} UTC</time>'


def render_mails(mails: list[dict] | None) -> str:
    if mails is None:
        return empty("The local AWS stack does not answer.")
    return "".join(render_mail(mail) for mail in mails) or empty("No mail yet.")


def render_mail(mail: dict) -> str:
    html = mail.get("BodyHtml")
    frame = f'<details><summary>As HTML</summary><iframe sandbox title="The mail as HTML" srcdoc="{escape(html)}"></iframe></details>' if html else ""
    return f"""<article><p class="subject">{escape(mail.get("Subject") or "(no subject)")}</p>
<p class="meta">{escape(str(mail.get("Source")))} → {escape(", ".join(mail.get("To") or []))} · {clock(float(mail["Timestamp"]))}</p>
<pre>{escape(mail.get("BodyText") or "(no text part)")}</pre>{frame}</article>
"""


def render_channel(channel: str, messages: list[dict]) -> str:
    return f"<h3>{escape(channel)}</h3>" + "".join(render_message(message) for message in reversed(messages))


def render_message(message: dict) -> str:
    blocks = message.get("blocks") or []
    body = "".join(render_block(block) for block in blocks) or f"<div>{mrkdwn(str(message.get('text', '')))}</div>"
    edited = " · edited" if "edited" in message else ""
    return f'<article>{body}<p class="meta">{clock(float(message["ts"]))}{edited}</p></article>'


def render_block(block: dict) -> str:
    kind = block.get("type")
    elements = [one for one in block.get("elements") or [] if isinstance(one, dict)]
    if kind == "divider":
        return "<hr>"
    if kind == "actions":
        return "".join(f'<span class="button">{plain(one.get("text"))}</span>' for one in elements)
    if kind == "context":
        return f'<p class="meta">{" ".join(text_of(one) for one in elements)}</p>'
    fields = [block.get("text"), *(block.get("fields") or [])]
    return "".join(f"<div>{text_of(one)}</div>" for one in fields if one) or f"<pre>{escape(str(block))}</pre>"


def plain(text: object) -> str:
    return escape(str(text.get("text", ""))) if isinstance(text, dict) else ""


def text_of(element: object) -> str:
    """A text object of Slack's, plain or marked up."""
    if not isinstance(element, dict):
        return ""
    return mrkdwn(str(element.get("text", ""))) if element.get("type") == "mrkdwn" else plain(element)


def mrkdwn(text: str) -> str:
    """Slack's markup, simply: quotes, bold, italics, code, links; the rest is shown as it is. What stands in `<>` is Slack's
    own control; a customer's `<` has to come escaped, and a mention that slips through is marked, so that it is seen."""
    safe = "".join(control(part) if part.startswith("<") else escape(unescape(part)) for part in re.split(r"(<[^<>\n]+>)", text))
    safe = re.sub(r"`([^`\n]+)`", r"<code>\1</code>", safe)
    safe = re.sub(r"(?<!\w)\*([^*\n]+)\*(?!\w)", r"<b>\1</b>", safe)
    safe = re.sub(r"(?<!\w)_([^_\n]+)_(?!\w)", r"<i>\1</i>", safe)
    safe = re.sub(r"^&gt; ?(.*)$", r"<blockquote>\1</blockquote>", safe, flags=re.M)
    return re.sub(r"</blockquote>\n", "</blockquote>", safe).replace("\n", "<br>")


def control(part: str) -> str:
    """`<https://…|words>` becomes a link, anything else (`<!channel>`, `<@U1>`) a marked word."""
    target, _, words = part[1:-1].partition("|")
    if re.fullmatch(r"(https?://|mailto:)[^\s\"'<>]+", target):
        return f'<a href="{escape(unescape(target))}" rel="noreferrer">{escape(unescape(words or target))}</a>'
    return f"<mark>{escape(part)}</mark>"


def unescape(text: str) -> str:
    """Slack knows these three entities only."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
