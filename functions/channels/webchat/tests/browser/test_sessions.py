"""Sessions: renewed before they end, and never one person's in another's hands."""

from browser import ChatCase, expect
from shop import identity


class Renewal(ChatCase):
    def talk(self, text: str):
        self.open()
        self.write(text)
        self.until_sent()

    def test_a_session_that_ends_soon_is_renewed_and_stays_the_same_contact(self):
        self.visit()
        self.talk("Ayer")
        self.page.evaluate("""() => { const [key] = Object.keys(localStorage); const kept = JSON.parse(localStorage[key]);
            localStorage[key] = JSON.stringify({ ...kept, renew: Date.now() - 1 }); }""")
        self.page.reload()
        self.talk("Hoy")
        self.assertEqual([ask["bearer"] for ask in self.shop.asked], ["", "token-0"])
        self.assertEqual({contact for contact, _ in self.shop.posts}, {"visitor-0"})

    def test_a_message_in_an_expired_session_is_sent_in_the_renewed_one(self):
        self.visit()
        self.talk("Ayer")
        self.page.route("**/web/messages*", lambda route: route.abort() if route.request.method == "GET" else route.continue_())
        self.shop.expired.add("token-0")
        self.write("Hoy")
        self.until_sent()
        self.see("Hoy")
        self.assertEqual([body["text"] for _, body in self.shop.posts], ["Ayer", "Hoy"])
        self.assertEqual({contact for contact, _ in self.shop.posts}, {"visitor-0"})

    def test_a_session_that_is_no_longer_renewed_gives_way_to_a_new_one(self):
        self.visit()
        self.talk("El mes pasado")
        self.shop.expired.add("token-0")
        self.shop.session_faults = [401]
        self.write("Hoy")
        self.until_sent()
        self.assertEqual([ask["bearer"] for ask in self.shop.asked], ["", "token-0", ""])
        self.assertEqual(len(self.shop.posts), 2)

    def test_without_storage_the_chat_lasts_as_long_as_the_page(self):
        self.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })")
        self.visit()
        self.talk("Hola")
        self.shop.answer(self.shop.only_contact(), "Buenas")
        self.see("Buenas")
        self.assertEqual(len(self.shop.asked), 1)


class Identity(ChatCase):
    def test_a_customer_of_the_shop_is_not_asked_who_they_are(self):
        self.visit(identity=identity("c-1"))
        self.open()
        expect(self.chat.get_by_label("Nombre (opcional)")).to_be_hidden()
        self.write("¿Dónde está mi pedido?")
        self.until_sent()
        self.assertEqual(self.shop.only_contact(), "user:c-1")
        self.assertEqual({ask["identity"] for ask in self.shop.asked}, {identity("c-1")})

    def test_a_customer_finds_their_conversation_in_another_browser(self):
        self.shop.answer("user:c-1", "Tu pedido sale hoy.")
        self.visit(identity=identity("c-1"))
        self.open()
        self.see("Tu pedido sale hoy.")

    def test_another_customer_in_the_same_browser_sees_nothing_of_the_former(self):
        self.visit(identity=identity("c-1"))
        self.open()
        self.write("Soy Marta")
        self.until_sent()
        for who in ({"identity": identity("c-2")}, {}):
            self.visit(**who)
            self.open()
            self.write("Soy otra persona")
            self.until_sent()
            expect(self.log).not_to_contain_text("Soy Marta")
        contacts = [contact for contact, _ in self.shop.posts]
        self.assertEqual(contacts[:2], ["user:c-1", "user:c-2"])
        self.assertTrue(contacts[2].startswith("visitor-"), contacts)

    def test_a_visitor_who_signs_in_on_the_page_begins_anew(self):
        self.visit()
        self.open()
        self.write("Soy una visita")
        self.until_sent()
        self.page.evaluate("token => VentanillaChat.identify(token)", identity("c-1"))
        expect(self.log).not_to_contain_text("Soy una visita")
        self.write("Soy Marta")
        self.until_sent()
        self.page.evaluate("() => VentanillaChat.identify(null)")
        expect(self.log).not_to_contain_text("Soy Marta")
        self.assertEqual([contact.partition("-")[0] for contact, _ in self.shop.posts], ["visitor", "user:c"])

    def test_an_unsent_message_waits_for_whoever_wrote_it(self):
        self.shop.faults = ["cut"] * 40
        self.visit(identity=identity("c-1"))
        self.open()
        self.write("Soy Marta")
        self.until_told("Sin conexión con la tienda: lo enviaremos cuando vuelva.")
        self.shop.faults.clear()
        self.visit(identity=identity("c-2"))
        self.open()
        self.write("Soy Luis")
        self.until_sent()
        expect(self.log).not_to_contain_text("Soy Marta")
        self.visit(identity=identity("c-1"))
        self.open()
        self.see("Soy Marta")
        self.until_sent()
        self.assertEqual([(contact, body["text"]) for contact, body in self.shop.posts], [("user:c-2", "Soy Luis"), ("user:c-1", "Soy Marta")])

    def test_when_the_shop_s_token_has_expired_the_page_is_asked_for_another(self):
        self.shop.session_faults = [401]
        self.page.add_init_script("document.addEventListener('ventanilla:identity', () => { window.asked = true; })")
        self.visit(identity=identity("c-1"))
        self.page.evaluate("() => VentanillaChat.open()")
        self.page.wait_for_function("() => window.asked")
        self.shop.session_faults = [401] * 40
        self.write("Sigo aquí")
        self.until_told("Tu sesión en la tienda ha caducado: recarga la página.")
        self.shop.session_faults.clear()
        self.page.evaluate("token => VentanillaChat.identify(token)", identity("c-1") + "2")
        self.until_sent()
        self.assertEqual(self.shop.only_contact(), "user:c-1")
