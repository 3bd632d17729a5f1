"""Spanish and English, as the page says or its attribute."""

from browser import ChatCase, expect


class Words(ChatCase):
    def assert_opens_as(self, name: str, language: str):
        expect(self.launcher).to_have_accessible_name(name)
        self.assertEqual(self.chat.get_attribute("lang"), language)

    def test_the_page_s_language_tells(self):
        for page, name, language in (("es-ES", "Abrir el chat", "es"), ("ca", "Abrir el chat", "es"), ("en-GB", "Open the chat", "en"), ("fr", "Open the chat", "en")):
            with self.subTest(page):
                self.shop.language = page
                self.visit()
                self.assert_opens_as(name, language)

    def test_the_attribute_tells_before_the_page(self):
        self.visit(language="en")
        self.assert_opens_as("Open the chat", "en")

    def test_what_the_function_says_is_told_in_the_chat_s_language(self):
        self.shop.faults = [400]
        self.visit(language="en")
        self.open()
        self.write("Hello")
        self.until_told("Write your message.")

    def test_the_browser_tells_where_the_page_does_not(self):
        self.shop.language = ""
        self.visit()
        self.assert_opens_as("Abrir el chat", "es")

    def test_the_shop_s_own_title_is_shown(self):
        self.visit(title="Calzados Ruiz")
        expect(self.launcher).to_have_text("Calzados Ruiz")
        self.open()
        expect(self.dialog).to_have_accessible_name("Calzados Ruiz")
