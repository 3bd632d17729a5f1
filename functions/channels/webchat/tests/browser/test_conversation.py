"""A visitor writes and is answered: by keyboard alone, over page loads, in one session."""

from browser import ChatCase, expect


class Conversation(ChatCase):
    def test_a_visitor_opens_writes_and_is_answered_by_keyboard_alone(self):
        self.visit()
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Tab")
        expect(self.launcher).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.text).to_be_focused()
        self.page.keyboard.type("Primera línea")
        self.page.keyboard.press("Shift+Enter")
        self.page.keyboard.type("segunda")
        self.page.keyboard.press("Enter")
        self.see("Primera línea\nsegunda")
        self.until_sent()
        self.assertEqual([body["text"] for _, body in self.shop.posts], ["Primera línea\nsegunda"])
        self.shop.answer(self.shop.only_contact(), "Hola, ¿en qué te ayudo?")
        self.see("Hola, ¿en qué te ayudo?")

    def test_a_message_says_where_it_was_written_and_what_it_is_about(self):
        self.visit(motives="delivery=Entrega; returns=Devolución")
        self.open()
        self.chat.get_by_label("Nombre (opcional)").fill("Ana Ruiz")
        self.chat.get_by_label("Correo electrónico (opcional)").fill("ana@correo.example")
        self.chat.get_by_label("Motivo (opcional)").select_option(label="Devolución")
        self.write("¿Cómo devuelvo las botas?")
        self.until_sent()
        ((_, body),) = self.shop.posts
        wanted = {"name": "Ana Ruiz", "email": "ana@correo.example", "motive": "returns", "language": "es", "page_url": self.shop.page, "hp": "", "chat": True}
        self.assertEqual({name: body[name] for name in wanted}, wanted)
        expect(self.chat.get_by_label("Nombre (opcional)")).to_be_hidden()

    def test_the_conversation_is_there_after_a_page_load(self):
        self.visit()
        self.open()
        self.write("¿Hay talla 42?")
        self.until_sent()
        self.shop.answer(self.shop.only_contact(), "Sí, mañana.")
        self.page.reload()
        self.open()
        self.see("¿Hay talla 42?")
        self.see("Sí, mañana.")
        self.write("Gracias")
        self.until_sent()
        self.assertEqual(len(self.shop.asked), 1, "one session")
        self.assertEqual([message["text"] for message in self.shop.said[self.shop.only_contact()]], ["¿Hay talla 42?", "Sí, mañana.", "Gracias"])

    def test_a_visitor_who_never_writes_costs_no_request(self):
        self.visit()
        self.open()
        self.text.fill("Mejor no")
        self.page.keyboard.press("Escape")
        self.page.reload()
        self.launcher.wait_for()
        self.assertEqual((self.shop.asked, self.shop.polls), ([], 0))

    def test_an_answer_to_a_closed_chat_is_counted_on_the_button(self):
        self.visit()
        self.open()
        self.write("Hola")
        self.until_sent()
        self.page.keyboard.press("Escape")
        self.shop.answer(self.shop.only_contact(), "Buenas", "automatic")
        self.page.reload()
        expect(self.launcher).to_have_accessible_name("Abrir el chat (mensajes nuevos: 1)")
        self.open()
        self.see("Buenas")
        self.page.keyboard.press("Escape")
        expect(self.launcher).to_have_accessible_name("Abrir el chat")
        self.page.reload()
        self.launcher.wait_for()
        self.see("Buenas")
        expect(self.launcher).to_have_accessible_name("Abrir el chat")

    def test_messages_stand_in_the_order_of_time(self):
        self.visit()
        self.open()
        self.write("uno")
        self.until_sent()
        contact = self.shop.only_contact()
        self.shop.answer(contact, "tres")
        self.shop.answer(contact, "dos")
        first, late, early = self.shop.said[contact]
        early["at"], late["at"] = "2126-01-01T00:00:00.5Z", "2126-01-01T00:00:00.75Z"
        self.see("dos")
        self.assertEqual(self.log.locator("div p").all_inner_texts(), ["uno", "dos", "tres"])
