"""Finds places for words, pairs and pieces whose sums lie where the teacher puts the whole sentences.

Usage: distil.py FOLDER TABLE. The places start as the teacher's for single words, rarer words longer (smooth inverse
frequency), and are moved by Adam until the cosine between sum and teacher is largest."""

import json
import random
import struct
import sys
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

from features import Columns, fold_words, pair_id, word_id

DIMENSIONS, WORDS, PAIRS, BUCKETS = 96, 26000, 4000, 8192
ROUNDS, RATE, HOLD, FORGET = 130, 0.025, 0.7, 0.1
WEIGHTS = dict(random=0.3, shop=0.7, starter=2, subst=0.7)
NATURAL = ("dressed", "mixed", "pair", "starter", "shop", "starter_part")


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def frequent_pairs(sentences, words):
    counts = Counter()
    for kind, _, _, text in sentences:
        if kind != "random":
            said = fold_words(text)
            counts.update(set(zip(said, said[1:])))
    known = set(words)
    usual = [pair for pair, count in counts.most_common() if count >= 4 and pair[0] in known and pair[1] in known]
    return usual[:PAIRS]


def rounded(rows):
    scales = np.maximum(np.abs(rows).max(1), 1e-9) / 127
    return scales.astype("<f4"), np.round(rows / scales[:, None]).clip(-127, 127).astype(np.int8)


def write(file, table, words, pairs, buckets_from):
    ids = [word_id(word) for word in words] + [pair_id(word_id(a), word_id(b)) for a, b in pairs]
    first = {}
    for at, one in enumerate(ids):
        first.setdefault(one, at)
    order = sorted(first)
    scales, values = rounded(table[[first[one] for one in order]])
    piece_scales, piece_values = rounded(table[buckets_from:])
    body = struct.pack("<III", DIMENSIONS, len(order), BUCKETS) + np.array(order, "<u4").tobytes()
    body += scales.tobytes() + values.tobytes() + piece_scales.tobytes() + piece_values.tobytes()
    Path(file).write_bytes(b"VNM1" + struct.pack("<I", zlib.crc32(body)) + body)


def main(folder, file):
    sentences = json.loads((folder / "sentences.json").read_text())
    listed = json.loads((folder / "words.json").read_text())
    places = np.load(folder / "sentences.npy").astype(np.float32)
    word_places = np.load(folder / "words.npy").astype(np.float32)
    kinds = np.array([sentence[0] for sentence in sentences])
    natural = np.isin(kinds, NATURAL)
    centred = places - places[natural].mean(0)
    _, axes = np.linalg.eigh(np.cov(centred[natural].T))
    axes = axes[:, ::-1][:, :DIMENSIONS]
    target = unit(centred @ axes)
    word_target = unit((word_places - word_places.mean(0)) @ axes)

    words = [word[0] for word in listed[:WORDS]]
    frequency = np.array([10 ** (word[2] - 9) for word in listed[:WORDS]])
    pairs = frequent_pairs(sentences, words)
    columns, dice = Columns(words, pairs, BUCKETS), random.Random(1)
    said = columns.matrix([columns.row(sentence[3], FORGET, dice) for sentence in sentences])
    picked = np.sort(np.random.default_rng(1).permutation(len(listed))[:16000])
    pieces = columns.matrix([columns.pieces(listed[at][0]) for at in picked])
    rows = sparse.vstack([said, columns.matrix([columns.row(word) for word in words]), pieces]).tocsr()
    wanted = np.vstack([target, word_target[: len(words)], word_target[picked]])
    weights = [WEIGHTS.get(kind, 1) for kind in kinds] + [0.3] * (len(words) + len(picked))
    weights = np.array(weights, np.float32)[:, None]

    table = np.zeros((columns.count, DIMENSIONS), np.float32)
    table[: len(words)] = word_target[: len(words)] * (1e-3 / (1e-3 + frequency))[:, None]
    table[columns.first_bucket :] = np.random.default_rng(0).normal(size=(BUCKETS, DIMENSIONS)) * 0.02
    start, back = table.copy(), rows.T.tocsr()
    seen = np.asarray((said > 0).sum(0)).ravel()
    hold = (HOLD / (1 + seen)).astype(np.float32)[:, None]
    hold[columns.first_bucket :] = 0.01
    mean, square = np.zeros_like(table), np.zeros_like(table)
    for turn in range(1, ROUNDS + 1):
        sums = rows @ table
        length = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
        cosine = (sums / length * wanted).sum(1, keepdims=True)
        slope = back @ (-(wanted - cosine * sums / length) / length * weights).astype(np.float32)
        slope += hold * (table - start)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        rate = RATE * min(1, turn / 10) * (0.5 + 0.5 * np.cos(np.pi * turn / ROUNDS))
        table -= rate * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-6)
    print("mean cosine", float(cosine[: len(sentences)].mean()))
    write(file, table, words, pairs, columns.first_bucket)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
