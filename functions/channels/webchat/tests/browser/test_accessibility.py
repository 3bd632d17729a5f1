"""For everybody: roles and names, the way of the focus, colours, and axe-core's rules (Ley 11/2023, EN 301 549)."""

from browser import ChatCase, expect

try:
    from axe_playwright_python.sync_playwright import Axe
except ImportError:
    Axe = None


class WrittenIn(ChatCase):
    """A chat in which both sides have written."""

    def prepare(self):
        self.visit(motives="delivery=Entrega", privacy="https://tienda.example/privacidad")
        self.open()
        self.write("Hola")
        self.until_sent()
        self.shop.answer(self.shop.only_contact(), "Buenas")
        self.see("Buenas")

    def assert_axe_finds_nothing(self):
        if Axe is None:
            self.fail("axe-playwright-python is missing: infra/local/requirements.txt")
        found = Axe().run(self.page, options={"resultTypes": ["violations"]})
        named = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found.response["violations"]]
        self.assertEqual(named, [])


class Accessibility(WrittenIn):
    def test_axe_finds_nothing(self):
        self.visit()
        self.assert_axe_finds_nothing()
        self.prepare()
        self.assert_axe_finds_nothing()

    def test_roles_and_names_are_what_a_screen_reader_needs(self):
        self.visit(motives="delivery=Entrega")
        expect(self.launcher).to_have_attribute("aria-expanded", "false")
        self.open()
        expect(self.launcher).to_have_attribute("aria-expanded", "true")
        expect(self.dialog).to_have_accessible_name("Chat")
        expect(self.dialog).to_have_attribute("aria-modal", "true")
        expect(self.log).to_have_attribute("aria-live", "polite")
        expect(self.log).to_have_accessible_name("Conversación")
        for role, name in (("button", "Cerrar el chat"), ("textbox", "Nombre (opcional)"), ("textbox", "Correo electrónico (opcional)"), ("combobox", "Motivo (opcional)"), ("textbox", "Tu mensaje"), ("button", "Enviar")):
            expect(self.dialog.get_by_role(role, name=name)).to_be_visible()
        self.assertEqual(self.status.get_attribute("role"), "status")
        self.assertEqual(self.chat.get_attribute("lang"), "es")

    def test_each_message_says_whose_it_is(self):
        self.prepare()
        self.shop.answer(self.shop.only_contact(), "Fuera de horario", "automatic")
        self.see("Fuera de horario")
        self.assertEqual(self.log.locator("b").all_inner_texts(), ["Tú", "Atención al cliente", "Respuesta automática"])

    def focused(self) -> str:
        return self.page.evaluate("() => { const at = document.querySelector('ventanilla-chat').shadowRoot.activeElement; return at && (at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent); }")

    def test_the_focus_goes_round_within_the_open_dialog_both_ways(self):
        self.visit(privacy="https://tienda.example/privacidad")
        self.open()
        order = ["Tu mensaje", "Enviar", "Privacidad", "Cerrar el chat", "Conversación", "Nombre (opcional)", "Correo electrónico (opcional)"]
        seen = []
        for _ in order:
            seen.append(self.focused())
            self.page.keyboard.press("Tab")
        self.assertEqual(seen, order)
        self.assertEqual(self.focused(), order[0])
        back = []
        for _ in order:
            self.page.keyboard.press("Shift+Tab")
            back.append(self.focused())
        self.assertEqual(back, order[::-1])

    def test_escape_closes_and_gives_the_focus_back(self):
        self.visit()
        self.open()
        self.page.keyboard.press("Escape")
        expect(self.dialog).to_be_hidden()
        expect(self.launcher).to_be_focused()
        expect(self.launcher).to_have_attribute("aria-expanded", "false")

    def test_the_focus_is_seen(self):
        self.visit()
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Tab")
        style = self.launcher.evaluate("node => getComputedStyle(node).outlineStyle + getComputedStyle(node).outlineWidth")
        self.assertEqual(style, "solid2px")

    def test_nothing_moves(self):
        self.prepare()
        moving = "() => document.querySelector('ventanilla-chat').shadowRoot.getAnimations().length"
        self.assertEqual(self.page.evaluate(moving), 0)

    def test_every_button_is_large_enough_for_a_finger(self):
        self.prepare()
        for button in self.chat.get_by_role("button").all():
            box = button.bounding_box()
            self.assertGreaterEqual(round(min(box["width"], box["height"])), 44, button.inner_text())


class InTheDark(WrittenIn):
    context = {"color_scheme": "dark"}

    def test_it_is_dark_and_axe_finds_nothing(self):
        self.prepare()
        self.assert_axe_finds_nothing()
        brightness = "node => getComputedStyle(node).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0)"
        self.assertLess(self.dialog.evaluate(brightness), 200)


class OnAPhone(WrittenIn):
    context = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}

    def test_it_fills_the_screen_and_axe_finds_nothing(self):
        self.prepare()
        self.assert_axe_finds_nothing()
        box = self.dialog.bounding_box()
        self.assertEqual((box["x"], box["y"], box["width"]), (0, 0, 360))
