"""The first hour: what each channel has of its own. Its chapters leave the agents as free as they found them, but for two
threads: whoever plays them finds the rest of the day as if nothing had been."""

from deploy import RINGS_AT

from .content import (
    Abandons, Again, AsksForCallBack, Chat, Comment, Document, LeavesVoicemail, Looks, Mail, NobodyAnswers, OurAnswer, Photo, Presses, Rings, StoryReply, Text,
    Transcribed,
)
from .expects import Answers, Hears, Joins, LeavesNoThread, Notes, Opens, Refused, Repeats
from .model import Ago, Chapter, Request
from .people import (
    ADRIAN, ALBA, AURORA, AWAY, BRUNO, CELIA, EMILIO, FELIX, GEMA, IKER, IVAN, LOLA, MAITE, MIMIC, NEREA, NOA, NUMBERLESS, OLGA, PACO, PACO_BY_PHONE, PACO_BY_SMS,
    QUIM, ROSARIO, SERGIO, XAVI,
)

# Ines and Neus have what most questions ask for; Lucía, who knows more, comes when they have no room.
ANYBODY = frozenset({"ines", "neus", "lucia"})
CLARA, HUGO = frozenset({"clara"}), frozenset({"hugo"})

# As it stands in care.toml: what the apps say by themselves.
AWAY_TEXT = "¡Gracias por escribirnos! Te contestamos en cuanto abramos."

# What an agent says in the web chat.
BLUE = "Sí, en la 38 y en la 39."

NETWORKS = Chapter("The networks, text messages, and Teams", (
    Request("a message to the page", MAITE, Text("¿Dónde está mi pedido 20601?"), Opens("pedido", ANYBODY, clock=False), Ago(20)),
    Request("Meta did not hear our answer", MAITE, Again("a message to the page"), Repeats("a message to the page")),
    Request("a comment under a post", LOLA, Comment("¿Las tenéis en otros colores?"), Opens("producto", ANYBODY, clock=False), Ago(18)),
    Request("a direct message on Instagram", NOA, Text("Quiero devolver unas sandalias"), Opens("devolucion", ANYBODY), Ago(15)),
    Request("a comment on Instagram", IVAN, Comment("¿Qué talla lleva la modelo?"), Opens("producto", ANYBODY, clock=False)),
    Request("an answer to a story", ALBA, StoryReply("¿Os queda la de la foto?"), Opens("producto", ANYBODY, clock=False)),
    Request("a direct message on X", XAVI, Text("Me habéis cobrado de más"), Opens("pago", CLARA, clock=False), Ago(12)),
    Request("a mention on X", OLGA, Comment("llevo dos semanas, ¿cuándo llega lo mío?"), Opens("pedido", ANYBODY, clock=False)),
    Request("X tells the same post as a reply", OLGA, Again("a mention on X", told_as="post.reply.create"), Repeats("a mention on X")),
    Request("a text message", FELIX, Text("¿Cuándo llega el paquete?"), Opens("pedido", ANYBODY, clock=False)),
    Request("Twilio tries once more", FELIX, Again("a text message"), Repeats("a text message")),
    Request("WhatsApp through Twilio", ADRIAN, Text("Necesito factura con CIF"), Opens("factura", HUGO, clock=False)),
    Request("a message in Teams", IKER, Text("Necesitamos la factura de las alpargatas del equipo"), Opens("factura", HUGO, clock=False), Ago(10)),
    Request("Teams waited too long for us", IKER, Again("a message in Teams"), Repeats("a message in Teams")),
    Request("a forged message to the page", MIMIC, Text("Cambiad mi dirección"), Refused(), forged=True),
    Request("a forged comment", LOLA, Comment("Cambiad mi dirección"), Refused(), forged=True),
    Request("a forged Instagram message", NOA, Text("Cambiad mi dirección"), Refused(), forged=True),
    Request("a forged post", OLGA, Comment("Cambiad mi dirección"), Refused(), forged=True),
    Request("a forged text message", FELIX, Text("Cambiad mi dirección"), Refused(403), forged=True),
    Request("a forged token of Microsoft's", IKER, Text("Cambiad mi dirección"), Refused(), forged=True),
))

ELSEWHERE = Chapter("Answered in the providers' own apps", (
    Request("a person in the page's inbox", MAITE, OurAnswer("a message to the page", "Sale hoy. Te paso el seguimiento."), Answers("a message to the page")),
    Request("the same, told again", MAITE, Again("a person in the page's inbox"), Answers("a message to the page")),
    Request("a person under the comment", LOLA, OurAnswer("a comment under a post", "Sí: en rojo y en verde."), Answers("a comment under a post")),
    Request("a person in X's app", XAVI, OurAnswer("a direct message on X", "Lo vemos, Xavi: ya está devuelto."), Answers("a direct message on X")),
    Request("Instagram's away message", NOA, OurAnswer("a direct message on Instagram", AWAY_TEXT),
            Answers("a direct message on Instagram", by_person=False), Ago(14)),
))

TELEPHONE = Chapter("The telephone", (
    Request("a call, and the number rings", ROSARIO, Rings(), Hears(("Alpargata", "<Dial", RINGS_AT))),
    Request("nobody answers it", ROSARIO, NobodyAnswers("a call, and the number rings"), Opens("general", ANYBODY, by="general", files=1, clock=False)),
    Request("another call", EMILIO, Rings(), Hears(("Alpargata",))),
    Request("nobody answers that one", EMILIO, NobodyAnswers("another call"), Opens("general", ANYBODY, by="general", clock=False)),
    Request("key 1: call me back", EMILIO, Presses("another call", "1"), Joins("nobody answers that one")),
    Request("a forged call", EMILIO, Rings(), Refused(403), forged=True),
), answered=("a comment on Instagram", "an answer to a story", "a mention on X", "a text message", "WhatsApp through Twilio", "a message in Teams"))

TAPE = Chapter("The tape is ready after the caller was called back", (
    Request("what was left on the tape", ROSARIO, LeavesVoicemail("a call, and the number rings"), Joins("nobody answers it")),
    Request("and written down", ROSARIO, Transcribed("a call, and the number rings", "Llamo por mi pedido, gracias."), Notes("nobody answers it")),
), answered=("nobody answers it", "nobody answers that one"))

CALL_CENTRE = Chapter("The call centre", (
    Request("a caller chooses to be called back", AURORA, AsksForCallBack(), Opens("general", ANYBODY, by="general", clock=False)),
    Request("that call ends, and nobody took it", AURORA, Abandons("a caller chooses to be called back"), Repeats("a caller chooses to be called back")),
    Request("an abandoned call of nobody's number", NUMBERLESS, Abandons(), Opens("general", ANYBODY, by="general", clock=False)),
), answered=("what was left on the tape",))

ONE_CUSTOMER = Chapter("One customer, three ways", (
    Request("by WhatsApp", PACO, Text("¿Dónde está mi pedido 20640?"), Opens("pedido", ANYBODY)),
    Request("then a text message", PACO_BY_SMS, Text("¿Sabéis algo?"), Joins("by WhatsApp")),
    Request("then a call", PACO_BY_PHONE, Rings(), Hears(("Alpargata",))),
    Request("which nobody answers", PACO_BY_PHONE, NobodyAnswers("then a call"), Joins("by WhatsApp")),
    Request("somebody else on the same telephone", NEREA, Text("Soy Nerea, ¿y mi pedido 20699?"), Opens("pedido", ANYBODY, clock=False)),
), answered=("a caller chooses to be called back", "an abandoned call of nobody's number"))

FILES = Chapter("Files, the web chat, and mail by the second door", (
    Request("a photo by WhatsApp", GEMA, Photo("Me han llegado rotas"), Opens("devolucion", ANYBODY, files=1, clock=False)),
    Request("a document by Telegram", QUIM, Document("justificante.pdf", "Os mando el justificante del pago"), Opens("pago", CLARA, files=1, clock=False)),
    Request("a mail with a PDF", SERGIO, Mail("Factura", "Esta factura está mal.", attached="factura.pdf"), Opens("factura", HUGO, files=1, clock=False)),
    Request("a line of the web chat", CELIA, Chat("Hola, ¿tenéis la azul?"), Opens("producto", ANYBODY, clock=False)),
    Request("another line", CELIA, Chat("es para un regalo"), Joins("a line of the web chat")),
    Request("a mail over HTTPS", BRUNO, Mail("Factura", "Hola: quiero la factura de ayer, por favor.", over_https=True), Opens("factura", HUGO, clock=False)),
    Request("SNS tries once more", BRUNO, Again("a mail over HTTPS"), Repeats("a mail over HTTPS")),
    Request("a notification that somebody changed", BRUNO, Mail("Factura", "Mandadla a otro.", over_https=True), Refused(), forged=True),
    Request("an automatic mail over HTTPS", AWAY, Mail("Ausente", "Vuelvo el lunes.", kind="out_of_office", over_https=True), LeavesNoThread()),
), answered=("somebody else on the same telephone",))

SEEN = Chapter("What the chat shows", (
    Request("the chat shows what the agent said", CELIA, Looks(), Hears(("Hola, ¿tenéis la azul?", "es para un regalo", BLUE, '"from":"agent"'))),
    Request("a forged session is shown nothing", CELIA, Looks(), Refused(), forged=True),
), answered=("a photo by WhatsApp", "a document by Telegram", "a mail with a PDF", "a line of the web chat", "a mail over HTTPS"),
    in_words={"a line of the web chat": BLUE})

FIRST_HOUR = (NETWORKS, ELSEWHERE, TELEPHONE, TAPE, CALL_CENTRE, ONE_CUSTOMER, FILES, SEEN)
