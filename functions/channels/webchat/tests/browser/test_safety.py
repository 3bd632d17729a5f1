"""Safe on any page: hostile texts, hostile style sheets, a strict policy, machines that fill in every field."""

from browser import ChatCase, expect
from shop import HOSTILE_CSS

ATTACK = """<img src=x onerror="window.hit=1"><script>window.hit=1</script><b>x</b> &amp; "'`${window.hit=1}`"""


class Safety(ChatCase):
    def test_texts_are_shown_as_they_are_whoever_wrote_them(self):
        self.visit(title=ATTACK.replace('"', "&quot;"), motives="<b>m</b>=<i>n</i>")
        self.open()
        self.write(ATTACK)
        self.until_sent()
        self.shop.answer(self.shop.only_contact(), ATTACK)
        self.see(ATTACK, times=2)
        self.assertEqual(self.chat.locator("img, script, i").count(), 0)
        self.assertIsNone(self.page.evaluate("() => window.hit ?? null"))
        self.assertIn("<img", self.dialog.get_by_role("heading").inner_text())

    def test_the_shop_s_style_sheet_does_not_reach_in(self):
        self.visit()
        looks = "node => { const { fontSize, color, letterSpacing, position, display } = getComputedStyle(node); const { width, height } = node.getBoundingClientRect(); return [fontSize, color, letterSpacing, position, display, width, height]; }"
        self.open()
        before = [each.evaluate(looks) for each in (self.launcher, self.dialog, self.text, self.log)]
        self.shop.css = HOSTILE_CSS
        self.page.reload()
        self.open()
        after = [each.evaluate(looks) for each in (self.launcher, self.dialog, self.text, self.log)]
        self.assertEqual(after, before)

    def test_it_works_under_a_strict_content_security_policy(self):
        self.shop.policy = True
        self.page.add_init_script("window.broken = []; document.addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective + ' ' + event.blockedURI))")
        self.visit(color="#7a1f5c")
        self.open()
        self.write("Hola")
        self.until_sent()
        self.shop.answer(self.shop.only_contact(), "Buenas")
        self.see("Buenas")
        self.assertEqual(self.page.evaluate("() => window.broken"), [])
        self.assertEqual(self.dialog.evaluate("node => getComputedStyle(node).position"), "fixed")
        self.assertEqual(self.launcher.evaluate("node => getComputedStyle(node).backgroundColor"), "rgb(122, 31, 92)")

    def test_embedded_twice_there_is_one_chat(self):
        self.visit()
        self.page.evaluate("""src => new Promise((done) => { const again = document.createElement('script'); again.src = src; again.onload = done; document.head.append(again); })""", f"{self.shop.api}/web/chat.js")
        self.assertEqual(self.chat.count(), 1)

    def test_in_the_head_it_waits_for_the_page(self):
        self.shop.in_head = True
        self.visit()
        expect(self.launcher).to_be_visible()

    def test_the_shop_s_own_keys_stay_silent_while_somebody_writes(self):
        self.page.add_init_script("document.addEventListener('keydown', () => { window.keys = (window.keys || 0) + 1; })")
        self.visit()
        self.open()
        self.text.press("k")
        self.assertIsNone(self.page.evaluate("() => window.keys ?? null"))

    def test_what_only_machines_fill_in_is_out_of_a_person_s_way_and_sent(self):
        self.visit()
        self.open()
        trap = self.chat.locator(".trap input")
        self.assertEqual(trap.evaluate("node => [node.tabIndex, node.closest('[aria-hidden=true]') !== null]"), [-1, True])
        self.assertLess(trap.bounding_box()["x"], -1000)
        trap.evaluate("node => { node.value = 'https://spam.example'; }")
        self.write("Buy now")
        self.until_sent()
        self.assertEqual(self.shop.posts[0][1]["hp"], "https://spam.example")
