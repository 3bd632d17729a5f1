"""Who writes to Alpargata & Luna on this day. All of them are invented: Spanish numbers of the block of care.toml's own VIP,
British and French ones that their regulators keep for fiction."""

from .model import Person

# WhatsApp
MARTA = Person("Marta Garrido", "whatsapp", "34600000101")  # of the segment `vip`
TERESA = Person("Teresa Mas", "whatsapp", "34600000102")
MONTSE = Person("Montserrat Vila", "whatsapp", "34600000103", "ca")
OLIVER = Person("Oliver Brown", "whatsapp", "447700900104", "en")
CLAIRE = Person("Claire Dubois", "whatsapp", "33639980105", "fr")
NURIA = Person("Nuria Sanz", "whatsapp", "34600000106")
LUIS = Person("Luis Pardo", "whatsapp", "34600000107")
CARMEN = Person("Carmen Ortiz", "whatsapp", "34600000108")
RAFA = Person("Rafa León", "whatsapp", "34600000109")
PILAR = Person("Pilar Soto", "whatsapp", "34600000110")
IRENE = Person("Irene Bravo", "whatsapp", "34600000111")
SOMEBODY = Person("Somebody Else", "whatsapp", "34600000199")

# Telegram
PAU = Person("Pau Roig", "telegram", "5550001")
SARA = Person("Sara Núñez", "telegram", "5550002")
ANDRES = Person("Andrés Cano", "telegram", "5550003")
BEA = Person("Beatriz Rey", "telegram", "5550004")
HECTOR = Person("Héctor Gil", "telegram", "5550005")
JULIA = Person("Julia Prieto", "telegram", "5550006")

# Mail
ELISA = Person("Elisa Romero", "email", "elisa.romero@correo.example")
JAMES = Person("James Carter", "email", "james.carter@mail.example", "en")
JOAQUIN = Person("Joaquín Marín", "email", "joaquin.marin@correo.example")
EMILY = Person("Emily Watson", "email", "emily.watson@mail.example", "en")
ROSA = Person("Rosa Nieto", "email", "rosa.nieto@correo.example")
VICTOR = Person("Víctor Lara", "email", "victor.lara@empresa.example")
GLORIA = Person("Gloria Pons", "email", "gloria.pons@correo.example")
RICARDO = Person("Ricardo Vega", "email", "ricardo.vega@empresa.example")
POST = Person("Mail Delivery System", "email", "mailer-daemon@mx.correo.example")

# Web form
ANA = Person("Ana Ruiz", "webchat", "ana.ruiz@correo.example")
DAVID = Person("David Moore", "webchat", "david.moore@mail.example", "en")
TOMAS = Person("Tomás Gris", "webchat", "tomas.gris@correo.example")
ROBOT = Person("Best Offers", "webchat", "offers@spam.example")
