"""A text's words and their letter groups, as `shared/topics/src/language/table.rs` takes them: change both or none."""

import re
import unicodedata

BUCKETS = 1 << 13
LONGEST_GRAM = 5
LONGEST_WORD = 24
NOT_LETTERS = re.compile(r"[\W\d_]+")
DRAWN_OUT = re.compile(r"(.)\1{2,}")


def words(text: str) -> list[str]:
    """Lower case, accents kept, split at what is no letter; a letter three times or more is written once."""
    parts = NOT_LETTERS.split(unicodedata.normalize("NFC", text.lower()))
    return [DRAWN_OUT.sub(r"\1", part) for part in parts if 0 < len(part) <= LONGEST_WORD]


def bare(text: str) -> str:
    """The text as one writes it who has no time for accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def bucket(gram: str) -> int:
    """FNV-1a in 32 bits, folded: the standard's offset and prime."""
    value = 0x811C9DC5
    for byte in gram.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return (value ^ (value >> 16)) % BUCKETS


def buckets(word: str) -> list[int]:
    """Every group of 1 to 5 letters of a word with its bounds, but the bounds alone."""
    bounded = f"^{word}$"
    return [
        bucket(bounded[at : at + length])
        for length in range(1, LONGEST_GRAM + 1)
        for at in range(len(bounded) - length + 1)
        if bounded[at : at + length] not in "^$"
    ]
