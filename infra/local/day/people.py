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
PACO = Person("Paco Vidal", "whatsapp", "34600000112")
PACO_BY_SMS = Person("Paco Vidal", "sms", "+34600000112")
PACO_BY_PHONE = Person("Paco Vidal", "voice", "+34600000112")
NEREA = Person("Nerea Soto", "whatsapp", "34600000112")  # on Paco's telephone
GEMA = Person("Gema Luque", "whatsapp", "34600000113")
ADRIAN = Person("Adrián Mora", "whatsapp", "+34600000114", via="twilio")
SOMEBODY = Person("Somebody Else", "whatsapp", "34600000199")

# Messenger, Facebook, Instagram, X: their ids of people are good for one page or account only
MAITE = Person("Maite Oses", "messenger", "7100000000000001")
MIMIC = Person("Somebody Else", "messenger", "7100000000000099")
LOLA = Person("Lola Cid", "facebook", "8200000000000001")
NOA = Person("Noa Ferrer", "instagram", "9300000000000001")
IVAN = Person("Iván Rubio", "instagram", "9300000000000002")
ALBA = Person("Alba Cruz", "instagram", "9300000000000003")
XAVI = Person("Xavi Font", "x", "1600000000000000001")
OLGA = Person("Olga Marco", "x", "1600000000000000002")

# SMS and telephone
FELIX = Person("Félix Arias", "sms", "+34600000115")
ROSARIO = Person("Rosario Peña", "voice", "+34600000116")
EMILIO = Person("Emilio Vera", "voice", "+34600000117")
AURORA = Person("Aurora Gil", "voice", "+34600000118")
NUMBERLESS = Person("A number not told", "voice", "")

# Telegram
PAU = Person("Pau Roig", "telegram", "5550001")
SARA = Person("Sara Núñez", "telegram", "5550002")
ANDRES = Person("Andrés Cano", "telegram", "5550003")
BEA = Person("Beatriz Rey", "telegram", "5550004")
HECTOR = Person("Héctor Gil", "telegram", "5550005")
JULIA = Person("Julia Prieto", "telegram", "5550006")
QUIM = Person("Quim Serra", "telegram", "5550007")

# Teams
IKER = Person("Iker Zabala", "teams", "29:1iker-zabala")

# Mail
ELISA = Person("Elisa Romero", "email", "elisa.romero@correo.example")
JAMES = Person("James Carter", "email", "james.carter@mail.example", "en")
JOAQUIN = Person("Joaquín Marín", "email", "joaquin.marin@correo.example")
EMILY = Person("Emily Watson", "email", "emily.watson@mail.example", "en")
ROSA = Person("Rosa Nieto", "email", "rosa.nieto@correo.example")
VICTOR = Person("Víctor Lara", "email", "victor.lara@empresa.example")
GLORIA = Person("Gloria Pons", "email", "gloria.pons@correo.example")
RICARDO = Person("Ricardo Vega", "email", "ricardo.vega@empresa.example")
BRUNO = Person("Bruno Haro", "email", "bruno.haro@empresa.example")
SERGIO = Person("Sergio Lago", "email", "sergio.lago@correo.example")
AWAY = Person("Inés Duarte", "email", "ines.duarte@empresa.example")
POST = Person("Mail Delivery System", "email", "mailer-daemon@mx.correo.example")

# Web form and web chat
ANA = Person("Ana Ruiz", "webchat", "ana.ruiz@correo.example")
DAVID = Person("David Moore", "webchat", "david.moore@mail.example", "en")
TOMAS = Person("Tomás Gris", "webchat", "tomas.gris@correo.example")
CELIA = Person("Celia Robles", "webchat", "celia.robles@correo.example")
ELISA_AT_THE_SHOP = Person("Elisa Romero", "webchat", ELISA.address)
ROBOT = Person("Best Offers", "webchat", "offers@spam.example")
