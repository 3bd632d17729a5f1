"""Turnstile, where the shop asks for it. Its script is played: nothing leaves this machine."""

from browser import ChatCase, expect

PLAYED = """window.turnstile = { render(box, options) { window.drawn = (window.drawn || 0) + 1; window.options = options.sitekey;
    box.textContent = "turnstile"; setTimeout(() => window.person === false ? options["error-callback"]() : options.callback("shown " + window.drawn), 50); } };"""


class Captcha(ChatCase):
    def setUp(self):
        super().setUp()
        self.visitor.route("https://challenges.cloudflare.com/**", lambda route: route.fulfill(content_type="text/javascript", body=PLAYED))

    def test_a_visitor_shows_once_that_they_are_a_person(self):
        self.visit(captcha="0xSITE")
        self.assertIsNone(self.page.evaluate("() => window.turnstile ?? null"), "loaded before anybody writes")
        self.open()
        self.write("Hola")
        self.until_sent()
        self.write("¿Hay alguien?")
        self.until_sent()
        self.assertEqual([ask.get("captcha") for ask in self.shop.asked], ["shown 1"])
        self.assertEqual(self.page.evaluate("() => window.options"), "0xSITE")
        expect(self.page.get_by_text("turnstile")).to_have_count(0)
        self.page.reload()
        self.open()
        self.write("Vuelvo")
        self.until_sent()
        self.assertEqual(len(self.shop.asked), 1)

    def test_who_does_not_is_told_so_and_asked_again(self):
        self.page.add_init_script("window.person = false")
        self.visit(captcha="0xSITE")
        self.open()
        self.write("Hola")
        self.until_told("Comprobando que eres una persona…")
        self.assertEqual(self.shop.asked, [])
        self.page.evaluate("() => { window.person = true; }")
        self.until_sent()
        self.assertEqual(len(self.shop.posts), 1)

    def test_a_verdict_that_fails_is_followed_by_another_token(self):
        self.shop.session_faults = [401]
        self.visit(captcha="0xSITE")
        self.open()
        self.write("Hola")
        self.until_sent()
        self.assertEqual([ask.get("captcha") for ask in self.shop.asked], ["shown 1", "shown 2"])
