"""What happens at Alpargata & Luna on this day, in order, with what shall come of each request. What each channel has of its
own, from the second chapter on, stands in `story_channels`.

The hours are those of `infra/local/demo-hours.toml`, so the story holds whenever it is played: everything is open; Marcos
is on leave; Omar begins tomorrow. Who may get what follows from skills, languages and capacity in `infra/config/care.toml`."""

from .content import Again, Broken, Chat, Form, Mail, Photo, Text, VoiceNote
from .expects import Joins, LeavesNoThread, Opens, Quarantined, Refused, Repeats
from .model import Ago, Chapter, OpenAgo, Request
from .people import (
    ANA, ANDRES, BEA, CARMEN, CLAIRE, DAVID, ELISA, ELISA_AT_THE_SHOP, EMILY, GLORIA, HECTOR, IRENE, JAMES, JOAQUIN, JULIA, LUIS, MARTA, MONTSE, NURIA,
    OLIVER, PAU, PILAR, POST, RAFA, RICARDO, ROBOT, ROSA, SARA, SOMEBODY, TERESA, TOMAS, VICTOR,
)
from .story_channels import FIRST_HOUR


def of(*agents: str) -> frozenset[str]:
    return frozenset(agents)


# Ines has the lowest sufficient level for general questions; Neus and Lucía come next, once she has no room.
ANYBODY = of("ines", "neus", "lucia")

CARD = "4111 1111 1111 1111"  # a number that card schemes keep for tests

LINES = ("Buenas", "perdonad que os escriba así", "a ratos", "que voy en el metro", "y se corta", "ayer estuve en vuestra web", "y vi unas muy bonitas",
         "pero no sé", "cómo explicarlo", "¿me podéis ayudar?")

OVERDUE = Chapter("What was there before opening", (
    Request("a payment question, 25 h old", TERESA, Text("Me habéis cobrado dos veces"),
            Opens("pago", of("clara"), broken={"respuesta": of("clara", "ramon"), "tope": of("elena")}), Ago(25 * 60)),
    Request("a complaint, 5 business hours old", JOAQUIN, Mail("Sigo sin respuesta", "Sigo sin respuesta a mi correo de la semana pasada."),
            Opens("reclamacion", of("ramon"), broken={"respuesta": of("ramon")}), OpenAgo("oficina", "5h")),
    Request("a VIP's order, 50 min old", MARTA, Text("¿Dónde está mi pedido 20418?"),
            Opens("pedido", of("neus", "ines"), reminded=("respuesta",)), OpenAgo("redes", "50m")),
    Request("an order in English", OLIVER, Text("Hi, where is my order 20390? It was due on Tuesday."), Opens("pedido", of("ines"))),
    Request("a product, in English", DAVID, Form("Do you have the red espadrilles in a 39?", motive="Sizes"), Opens("producto", of("ines"), by="motive")),
    Request("two questions in one", BEA, Text("¿La 38 talla grande? ¿Y cuándo llega lo mío?"), Opens("producto", of("ines"))),
    Request("French, which one agent speaks", CLAIRE, Text("Bonjour, je n'ai toujours pas reçu mon colis"), Opens("general", of("ines"), by="classifier")),
    Request("Catalan, which one agent speaks", MONTSE, Text("Vull canviar la talla"), Opens("devolucion", of("neus"))),
))

MORNING = Chapter("The morning", (
    Request("the VIP's request again, exactly", MARTA, Again("a VIP's order, 50 min old"), Repeats("a VIP's order, 50 min old")),
    Request("the VIP loses patience", MARTA, Text("¿y mi pedido??"), Joins("a VIP's order, 50 min old")),
    Request("a return, with a long signature", ELISA, Mail("Devolución", "Quiero devolver las botas del pedido 20466."),
            Opens("devolucion", of("neus", "ines"))),
    Request("a payment, in English", JAMES, Mail("Charged twice for order 20377", "I have been charged twice. Could you check it, please?"),
            Opens("pago", of("clara"))),
    Request("a motive that the text contradicts", ANA, Form("¿Dónde está mi pedido 20402? No ha llegado el paquete.", motive="Factura"),
            Opens("factura", of("hugo"), by="motive")),
    Request("an invoice", VICTOR, Mail("Factura", "Necesito factura con CIF del pedido 20455."), Opens("factura", of("hugo"), clock=False)),
    Request("the right to erasure", ROSA, Mail("Mis datos", "Ejerzo mi derecho de supresión."), Opens("privacidad", of("hugo"))),
    Request("a complaint in English, which nobody takes", EMILY, Mail("Complaint", "I want to file a formal complaint."),
            Opens("reclamacion", of("ramon"), relaxed=("language",))),
    Request("anger in capitals", RAFA, Text("VOY A CONSUMO"), Opens("reclamacion", of("ramon"))),
    Request("the complaint form", GLORIA, Mail("Hoja de reclamaciones", "Envíenme la hoja de reclamaciones."), Opens("reclamacion", of("ramon"))),
    Request("a card number in a chat", PILAR, Text(f"Mi tarjeta es {CARD}, ¿me podéis devolver el pago?"),
            Opens("pago", of("clara"), hidden=CARD)),
    Request("an order", NURIA, Text("¿Cuándo llega mi pedido 20533?"), Opens("pedido", of("neus", "ines"))),
    Request("a parcel", ANDRES, Text("No me ha llegado el paquete"), Opens("pedido", of("neus", "ines"))),
))

BURST = Chapter("Ten lines at once, from somebody new", tuple(
    Request("the first of ten lines" if number == 0 else f"line {number + 1} of ten", LUIS, Text(line),
            Opens("general", ANYBODY, by="classifier or general") if number == 0 else Joins("the first of ten lines"), Ago((20 - number) / 60))
    for number, line in enumerate(LINES)
), at_once=True)

NOISE = Chapter("What is no question, and who is no customer", (
    Request("a forged WhatsApp request", SOMEBODY, Text("Cambiad mi dirección"), Refused(), forged=True),
    Request("a forged Telegram request", PAU, Text("Cambiad mi dirección"), Refused(), forged=True),
    Request("a forged form", ROBOT, Form("Cambiad mi dirección"), Refused(), forged=True),
    Request("signed, but unreadable", SOMEBODY, Broken(), Quarantined()),
    Request("a form that a machine filled in", ROBOT, Form("Cheap watches", honeypot="https://spam.example"), LeavesNoThread()),
    Request("an out-of-office answer", RICARDO, Mail("Fuera de la oficina", "Vuelvo el lunes.", kind="out_of_office"), LeavesNoThread()),
    Request("a bounce", POST, Mail("Undelivered Mail Returned to Sender", "The mailbox is full.", kind="bounce"), LeavesNoThread()),
    Request("only a greeting", PAU, Text("hola"), Opens("general", ANYBODY, by="classifier")),
    Request("only a photo", SARA, Photo(), Opens("general", ANYBODY, by="general", files=1)),
    Request("a voice note", CARMEN, VoiceNote(), Opens("general", ANYBODY, by="general", files=1)),
    Request("a person, please", JULIA, Text("Quiero hablar con una persona"), Opens("general", ANYBODY)),
))

NOON = Chapter("Those who write again", (
    Request("the same form, pressed twice", ANA, Again("a motive that the text contradicts"), Repeats("a motive that the text contradicts")),
    Request("a proved mail to another mailbox, same order", ELISA,
            Mail("Pedido 20466", "¿Cuándo recogéis las botas del pedido 20466?", to="pedidos@alpargata.example"), Joins("a return, with a long signature")),
    Request("the same sender, not proved", ELISA,
            Mail("Pedido 20466", "Quiero devolver el pedido 20466 a otra cuenta.", to="ventas@alpargata.example", dmarc="FAIL"),
            Opens("devolucion", of("neus", "ines", "lucia"))),
    Request("a form that claims Elisa's address", TOMAS, Form("Cambiad la recogida de mi devolución, pedido 20466.", address=ELISA.address),
            Opens("devolucion", of("neus", "ines", "lucia"))),
    Request("an answer to one's own mail", JAMES,
            Mail("Re: Charged twice for order 20377", "Any news on this?", answers="a payment, in English"), Joins("a payment, in English")),
    Request("signed in at the shop, same order", ELISA_AT_THE_SHOP, Chat("¿A qué hora pasáis por el pedido 20466?", signed_in=True),
            Joins("a return, with a long signature")),
    Request("another subject, the agent they know", JAMES, Mail("Invoice for my sandals", "Please send me the invoice."), Opens("factura", of("clara"))),
    Request("a complaint while its team is full", IRENE, Text("Es la tercera vez que os escribo, quiero poner una reclamación"),
            Opens("reclamacion", of("lucia"), relaxed=("team",))),
    Request("privacy, while its only agent is full", HECTOR, Text("Borrad mis datos personales"), Opens("privacidad", of("hugo"), waited=True)),
))

EVENING = Chapter("After three of them were answered", (
    Request("thanks, and no more", NURIA, Text("gracias 👍"), Joins("an order", clock=False)),
    Request("thanks, but", ANDRES, Text("gracias, pero sigue sin llegar"), Joins("a parcel", clock=True)),
), answered=("an order", "a parcel", "an invoice"))

DAY = (OVERDUE, *FIRST_HOUR, MORNING, BURST, NOISE, NOON, EVENING)
REQUESTS = tuple(request for chapter in DAY for request in chapter.requests)
