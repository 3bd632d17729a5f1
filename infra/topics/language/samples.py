"""Made-up messages: words drawn as often as each language uses them, messy as customers write them."""

import random

from grams import bare
from shop_words import WORDS
from wordfreq import get_frequency_dict

LANGUAGES = ["es", "en", "pt", "fr", "ca", "it", "de"]

# A word this much more frequent in another language is a guest here: "the" in Spanish tweets.
GUEST = 40.0
MOST_WORDS = 60_000
# Share of the words that come from the shop's own list.
SHOP_SHARE = 0.25
# Frequencies to this power: rare words are seen often enough to be learnt.
TEMPER = 0.85
TYPO = 0.06
LENGTHS = [1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 14]


def frequencies() -> dict[str, dict[str, float]]:
    """How often each language uses its words, without guests, numbers and single foreign letters."""
    raw = {code: get_frequency_dict(code, wordlist="best") for code in LANGUAGES}
    kept = {}
    for code, own in raw.items():
        most = {word: max(raw[other].get(word, 0.0) for other in LANGUAGES) for word in own}
        listed = [word for word in own if word.replace("'", "").isalpha() and own[word] * GUEST > most[word]]
        kept[code] = {word: own[word] ** TEMPER for word in listed[:MOST_WORDS]}
    return kept


class Writer:
    """Writes in one language."""

    def __init__(self, code: str, frequencies: dict[str, float], seed: int):
        self.dice = random.Random(f"{code} {seed}")
        self.shop = WORDS[code].split()
        self.words = list(frequencies)
        self.weights = []
        total = 0.0
        for word in self.words:
            total += frequencies[word]
            self.weights.append(total)

    def message(self) -> str:
        count = self.dice.choice(LENGTHS)
        shop = sum(self.dice.random() < SHOP_SHARE for _ in range(count))
        said = self.dice.choices(self.shop, k=shop)
        said += self.dice.choices(self.words, cum_weights=self.weights, k=count - shop)
        said = [self.slip(word) if self.dice.random() < TYPO else word for word in said]
        text = " ".join(said)
        return bare(text) if self.dice.random() < 0.45 else text

    def slip(self, word: str) -> str:
        """A letter left out, doubled or swapped with the next."""
        if len(word) < 4:
            return word
        at = self.dice.randrange(1, len(word) - 1)
        return self.dice.choice([
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ])
