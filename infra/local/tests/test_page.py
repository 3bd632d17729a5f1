"""What was sent is shown and never run."""

import unittest

import page

HOSTILE = '<script>alert("1")</script>'


class Page(unittest.TestCase):
    def test_a_mail_shows_both_parts_and_runs_neither(self):
        mail = {"Subject": HOSTILE, "Source": "a@x.example", "To": [HOSTILE], "BodyText": HOSTILE, "BodyHtml": f'"><b>hola</b>{HOSTILE}', "Timestamp": 1.0}
        shown = page.render([mail], {})
        self.assertNotIn("<script", shown)
        self.assertIn('srcdoc="&quot;&gt;&lt;b&gt;hola', shown)
        self.assertIn("<iframe sandbox ", shown)

    def test_slack_markup_is_rendered(self):
        self.assertEqual(
            page.mrkdwn("*Talla* _hoy_ `x`\n> cita\nfin <https://a.example/?b=1&amp;c=2|abrir>"),
            '<b>Talla</b> <i>hoy</i> <code>x</code><br><blockquote>cita</blockquote>fin <a href="https://a.example/?b=1&amp;c=2" rel="noreferrer">abrir</a>',
        )

    def test_what_came_escaped_stays_text_and_a_mention_is_marked(self):
        self.assertEqual(page.mrkdwn("&lt;!channel&gt;"), "&lt;!channel&gt;")
        self.assertEqual(page.mrkdwn("<!channel>"), "<mark>&lt;!channel&gt;</mark>")
        self.assertNotIn("<a", page.mrkdwn("<javascript:alert(1)|x>"))
        self.assertNotIn("<a", page.mrkdwn("&lt;https://evil.example|x&gt;"))

    def test_strange_blocks_are_shown_escaped(self):
        for block in ({"type": "wat", "x": HOSTILE}, {"type": "section", "text": HOSTILE}, {"type": "actions", "elements": [{"text": HOSTILE}, HOSTILE]}, {"type": "context", "elements": HOSTILE}):
            self.assertNotIn("<script", page.render(None, {HOSTILE: [{"ts": "1.0", "blocks": [block]}]}))
