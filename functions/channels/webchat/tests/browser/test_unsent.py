"""What could not be sent: tried again under the same id, and there once."""

from browser import ChatCase, expect


class Unsent(ChatCase):
    def ids(self):
        return [body["client_message_id"] for _, body in self.shop.posts]

    def assert_there_once(self, text: str):
        """In the shop and on the screen, also after the transcript was read."""
        contact = self.shop.only_contact()
        self.assertEqual([message["text"] for message in self.shop.said[contact]], [text])
        self.shop.answer(contact, "Visto")
        self.see("Visto")
        self.see(text)

    def test_a_failed_message_is_tried_again_and_there_once(self):
        self.shop.faults = [503]
        self.visit()
        self.open()
        self.write("¿Me oís?")
        self.until_sent()
        self.assertEqual(len(self.shop.posts), 1)
        self.assert_there_once("¿Me oís?")

    def test_a_message_whose_answer_is_lost_is_sent_again_under_its_id(self):
        self.shop.faults = ["lost"]
        self.visit()
        self.open()
        self.write("¿Me oís?")
        self.until_sent()
        first, *others = self.ids()
        self.assertTrue(others)
        self.assertEqual(set(others), {first})
        self.assert_there_once("¿Me oís?")

    def test_a_message_outlives_a_page_load(self):
        self.shop.faults = ["cut"] * 3
        self.visit()
        self.open()
        self.write("Sigo aquí")
        self.until_told("Sin conexión con la tienda: lo enviaremos cuando vuelva.")
        self.shop.faults.clear()
        self.page.reload()
        self.open()
        self.see("Sigo aquí")
        self.until_sent()
        self.assert_there_once("Sigo aquí")

    def test_pressed_twice_it_is_one_message(self):
        self.visit()
        self.open()
        self.text.fill("Hola")
        self.chat.get_by_role("button", name="Enviar").dblclick()
        self.until_sent()
        self.assertEqual(len(self.shop.posts), 1)
        self.assert_there_once("Hola")

    def test_two_tabs_keep_each_other_s_unsent_messages(self):
        self.shop.faults = ["cut"] * 40
        first = self.page
        self.visit()
        self.open()
        self.write("De la primera")
        self.page = second = self.new_page()
        self.visit()
        self.open()
        self.write("De la segunda")
        first.close()
        self.shop.faults.clear()
        second.reload()
        self.open()
        self.see("De la primera")
        self.see("De la segunda")
        self.until_sent()
        told = [message["text"] for messages in self.shop.said.values() for message in messages]
        self.assertEqual(sorted(told), ["De la primera", "De la segunda"])

    def test_without_a_network_it_says_so_and_sends_when_it_is_back(self):
        self.visit()
        self.open()
        self.visitor.set_offline(True)
        self.write("Desde el túnel")
        self.until_told("Sin conexión con la tienda: lo enviaremos cuando vuelva.")
        self.visitor.set_offline(False)
        self.until_sent()
        self.until_told("")
        self.assert_there_once("Desde el túnel")

    def test_when_the_shop_takes_no_more_just_now_it_says_so_and_goes_on(self):
        self.shop.faults = [429]
        self.visit()
        self.open()
        self.write("Hola")
        self.until_told("Hay muchos mensajes: el tuyo saldrá enseguida.")
        self.until_sent()
        self.until_told("")

    def test_more_messages_than_the_server_would_put_on_a_thread_wait(self):
        self.visit()
        self.open()
        for number in range(26):
            self.write(f"Mensaje {number}")
        self.until_told("Hay muchos mensajes: el tuyo saldrá enseguida.")
        self.assertEqual(len(self.shop.posts), 25)

    def test_a_message_that_is_refused_is_told_why_and_given_back(self):
        self.shop.faults = [400]
        self.visit()
        self.open()
        self.write("Hola")
        self.until_told("Escribe tu mensaje.")
        expect(self.text).to_have_value("Hola")
        expect(self.log.locator("div")).to_have_count(0)
        self.text.press("Enter")
        self.until_sent()
        self.assert_there_once("Hola")

    def test_a_text_that_is_too_long_is_told_so_and_kept(self):
        self.visit()
        self.open()
        self.write("ñ" * 8193)
        self.until_told("El mensaje es demasiado largo: acórtalo.")
        expect(self.text).to_have_value("ñ" * 8193)
        self.write("ñ" * 8192)
        self.until_sent()
        self.assertEqual([len(body["text"]) for _, body in self.shop.posts], [8192])
