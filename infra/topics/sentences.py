"""Sentences for the teacher: the phrases of this folder, dressed and joined, the starter corpus, texts of shops' pages,
and random words. Usage: sentences.py OUT STARTER_TSV DJANGO_OSCAR_WHEEL. Held-out texts are never read."""

import json
import random
import re
import sys
import zipfile
from pathlib import Path

from features import fold

HERE = Path(__file__).parent

# What stands in the places of a phrase, by language.
S={'es':dict(cosa=['los zapatos','la chaqueta','el móvil','la lavadora','el libro','las gafas','el sofá','la crema','el vestido','la cafetera','el teclado','la bici','el vino','los auriculares','la mochila','el pienso del perro','el colchón','la silla','el juguete','unas botas','el celular','la tele','un pantalón','el reloj','la alfombra'],tiempo=['una semana','quince días','un mes','tres días','diez días','dos meses','desde el lunes'],dia=['el lunes','ayer','mañana','el viernes','esta semana','el sábado','el día 15','antes de navidad'],num=['38','40','7','2','170','65','4','9'],lugar=['Madrid','México','Bogotá','Sevilla','Francia','Canarias','Barcelona','Lima','Chile','Valencia','Córdoba']),
'en':dict(cosa=['the shoes','my phone','the jacket','a mattress','the book','the watch','a protein powder','headphones','the sofa','my laptop'],tiempo=['a week'],dia=['monday','tomorrow','friday','today'],num=['7','8','30','5'],lugar=['Spain','London','India','Mumbai','New York']),}
for l,c in dict(pt=['os sapatos','o telemóvel','o casaco'],fr=['les chaussures','le téléphone','la veste'],it=['le scarpe','il telefono','la giacca'],ca=['les sabates','el mòbil','la jaqueta'],de=['die schuhe','das handy','die jacke']).items():
    S[l]=dict(cosa=c,tiempo=[''],dia=[''],num=['5'],lugar=['Lisboa'])
PRE={'es':['','','','','','','Hola, ','buenas, ','Buenos días. ','hola! ','Disculpe, ','Buenas tardes, ','oigan ','por favor, ','una pregunta: ','Hola buenas, quería preguntar: ','perdona, ','Hola, les escribo porque ','necesito ayuda, ','a ver, ','oye '],
'en':['','','','Hi, ','hello ','Please help, ','hey ','question: ','excuse me, '],'pt':['','','Olá, ','bom dia, '],'fr':['','','Bonjour, '],'it':['','','Buongiorno, ','ciao '],'ca':['','','Hola, ','bon dia, '],'de':['','','Hallo, ','Guten Tag, ']}
SUF={'es':['','','','','','',' gracias','. Gracias de antemano',', un saludo',' por favor','?','??','!!',' xfa','. Es urgente',' porfa',', ya no sé qué hacer','. Espero su respuesta',' grax',', qué hago'],
'en':['','','',' thanks','?',' please','. It is urgent',' asap'],'pt':['','',' obrigado','?'],'fr':['','',' merci','?'],'it':['','',' grazie','?'],'ca':['','',' gràcies','?'],'de':['','',' danke','?']}


def phrases():
    for file, language in (("phrases_es.txt", "es"), ("phrases_more.txt", None)):
        for line in (HERE / file).read_text().splitlines():
            if ":" in line:
                intent, said = line.split(":", 1)
                yield from ((intent.strip(), language, phrase.strip()) for phrase in said.split("|"))
            elif line.strip():
                language = line.strip()


def fill(phrase, language):
    return re.sub(r"\{(\w+)\}", lambda place: random.choice(S[language].get(place.group(1), [""])), phrase)


class Sentences:
    def __init__(self):
        self.found, self.seen = [], set()

    def add(self, kind, label, language, text):
        text = " ".join(text.split())
        if text and text not in self.seen:
            self.seen.add(text)
            self.found.append([kind, label, language, text])


def from_phrases(out):
    known = list(phrases())
    by_intent = {}
    for intent, language, phrase in known:
        by_intent.setdefault((intent, language), []).append(phrase)
    for intent, language, phrase in known:
        out.add("plain", intent, language, fill(phrase, language))
        for _ in range(5 if language == "es" else 2):
            text = random.choice(PRE[language]) + fill(phrase, language) + random.choice(SUF[language])
            out.add("dressed", intent, language, fold(text) if random.random() < 0.15 else text)
        others = [other for other in by_intent[(intent, language)] if other != phrase]
        for _ in range((2 if language == "es" else 1) if others else 0):
            out.add("pair", intent, language, fill(phrase, language) + ". " + fill(random.choice(others), language))
    spanish = [phrase for _, language, phrase in known if language == "es"]
    for _ in range(2500):
        first, second = random.sample(spanish, 2)
        out.add("mixed", "", "es", fill(first, "es") + random.choice([". ", ", ", " y "]) + fill(second, "es"))


def crop(words):
    count = random.randint(2, max(2, min(10, len(words))))
    start = random.randint(0, max(0, len(words) - count))
    return words[start : start + count]


def replaced(words, pool, count):
    words = words[:]
    long = [at for at, word in enumerate(words) if len(word) > 3]
    for at in random.sample(long, min(count, len(long))):
        words[at] = random.choices(*pool)[0]
    return words


def from_starter(out, file, pool):
    lines = [line.split("\t", 1)[1].replace("\\n", "\n") for line in Path(file).read_text().splitlines()]
    for text in lines:
        out.add("starter", "", "es", text)
        for sentence in re.split(r"[.!?\n]+", text):
            if 2 < len(sentence.split()) < 30:
                out.add("starter_part", "", "es", sentence)
        words = text.split()[:40]
        out.add("crop", "", "es", " ".join(crop(words)))
        out.add("crop", "", "es", " ".join(crop(words)))
        out.add("crop", "", "es", " ".join(word for word in words[:20] if random.random() > 0.3))
        out.add("subst", "", "es", " ".join(replaced(words[:14], pool, 2)))
        out.add("crop", "", "es", " ".join(crop(words) + crop(random.choice(lines).split())))


def from_shops(out, wheel):
    archive = zipfile.ZipFile(wheel)
    for language in ("es", "ca", "fr", "it", "de", "pt_BR", "en"):
        source = "es" if language == "en" else language
        catalogue = archive.read(f"oscar/locale/{source}/LC_MESSAGES/django.po").decode()
        key = "msgid" if language == "en" else "msgstr"
        for match in re.finditer(key + r'(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', catalogue):
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(1))).replace("\\n", " ").replace('\\"', '"')
            text = re.sub(r"<[^>]+>|%\(\w+\)s|%\w|\{[^}]*\}", " ", text)
            if 2 <= len(text.split()) <= 40:
                out.add("shop", "", language[:2], text)


def pool_of(words, language, power, shortest=0):
    some = [(word[1], 10 ** word[3][language]) for word in words if language in word[3] and len(word[0]) > shortest]
    return [word for word, _ in some], [frequency**power for _, frequency in some]


def from_words(out, words):
    for language, count in dict(es=9000, en=5000, pt=1500, fr=1500, ca=1200, it=1200, de=1200).items():
        names, weights = pool_of(words, language, 0.45)
        for _ in range(count):
            out.add("random", "", language, " ".join(random.choices(names, weights, k=random.choice([2, 2, 3, 3, 4, 5, 6]))))


def in_frames(out, words):
    frames = {}
    for kind, _, language, text in out.found:
        if kind in ("plain", "dressed"):
            frames.setdefault(language, []).append(text)
    for language, count in dict(es=6000, en=3000, pt=700, fr=700, ca=700, it=700, de=700).items():
        pool = pool_of(words, language, 0.4, shortest=3)
        for _ in range(count):
            out.add("subst", "", language, " ".join(replaced(random.choice(frames[language]).split(), pool, 1)))


if __name__ == "__main__":
    folder, starter, wheel = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    random.seed(7)
    words = json.loads((folder / "words.json").read_text())
    out = Sentences()
    from_phrases(out)
    from_starter(out, starter, pool_of(words, "es", 0.4, shortest=3))
    from_shops(out, wheel)
    from_words(out, words)
    in_frames(out, words)
    random.shuffle(out.found)
    (folder / "sentences.json").write_text(json.dumps(out.found, ensure_ascii=False))
