"""Words, pairs and pieces with the hashes of shared/topics/src/model/features.rs: the two must agree."""

import re
import unicodedata
from functools import lru_cache

import numpy as np
import scipy.sparse as sparse

ALL = 0xFFFFFFFF


def fold(text):
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def fold_words(text):
    return [re.sub(r"\d", "0", word) for word in re.findall(r"[^\W_]+", fold(text))]


def mix(h):
    h ^= h >> 16
    h = h * 0x85EBCA6B & ALL
    h ^= h >> 13
    h = h * 0xC2B2AE35 & ALL
    return h ^ (h >> 16)


def step(h, c):
    return ((h ^ ord(c)) * 0x01000193) & ALL


@lru_cache(None)
def word_id(word):
    h = 0x811C9DC5
    for c in word:
        h = step(h, c)
    return mix(h)


def pair_id(first, second):
    return mix((((first << 9) | (first >> 23)) & ALL) ^ second ^ 0x9E3779B9)


@lru_cache(None)
def piece_ids(word):
    letters, ids = " " + word[:32] + " ", []
    for start in range(len(letters)):
        h = 0x7EE362D1
        for length, c in enumerate(letters[start : start + 5], 1):
            h = step(h, c)
            if length >= 2:
                ids.append(mix(h ^ length))
    return ids


class Columns:
    """Rows of the table: words, then pairs, then buckets of pieces, which stand for words that are not listed."""

    def __init__(self, words, pairs, buckets):
        self.words = {word: at for at, word in enumerate(words)}
        self.pairs = {pair: at + len(words) for at, pair in enumerate(pairs)}
        self.buckets, self.first_bucket = buckets, len(words) + len(pairs)
        self.count = self.first_bucket + buckets

    def pieces(self, word):
        return [self.first_bucket + (h & (self.buckets - 1)) for h in piece_ids(word)]

    def row(self, text, forget=0, dice=None):
        words, row = fold_words(text)[:600], []
        for at, word in enumerate(words):
            known = self.words.get(word)
            if known is not None and not (forget and dice.random() < forget):
                row.append(known)
            else:
                row += self.pieces(word)
            if at and (words[at - 1], word) in self.pairs:
                row.append(self.pairs[(words[at - 1], word)])
        return row

    def matrix(self, rows):
        ends = np.cumsum([0] + [len(row) for row in rows])
        columns = np.array([column for row in rows for column in row], dtype=np.int32)
        matrix = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), self.count))
        matrix.sum_duplicates()
        return matrix
