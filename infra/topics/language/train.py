"""Trains the table that `shared/topics` tells languages by, and writes it.

    python train.py ../../../shared/topics/src/language/table.bin

A linear model over hashed letter groups: softmax regression, the weights as signed bytes, one row a bucket, before them
what one step of a weight is worth (a 32-bit float, little end first)."""

import struct
import sys
from pathlib import Path

import numpy
from grams import BUCKETS, buckets, words
from samples import LANGUAGES, Writer, frequencies
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

MESSAGES = 160_000
# Punishes large weights; chosen on sentences that are not among the tests.
STIFFNESS = 6e-7
ROUNDS = 150


def table_of(texts: list[str]) -> tuple[csr_matrix, csr_matrix]:
    """Which words each text has, and which buckets each word has."""
    known: dict[str, int] = {}
    rows, columns = [], []
    for row, text in enumerate(texts):
        for word in words(text):
            rows.append(row)
            columns.append(known.setdefault(word, len(known)))
    said = csr_matrix((numpy.ones(len(rows), numpy.float32), (rows, columns)), shape=(len(texts), len(known)))
    spots = [(index, spot) for word, index in known.items() for spot in buckets(word)]
    at = numpy.array(spots)
    grams = csr_matrix((numpy.ones(len(at), numpy.float32), (at[:, 0], at[:, 1])), shape=(len(known), BUCKETS))
    return said, grams


def fit(said: csr_matrix, grams: csr_matrix, language: numpy.ndarray) -> numpy.ndarray:
    """The weights: buckets by languages."""
    count, codes = said.shape[0], len(LANGUAGES)
    truth = numpy.eye(codes, dtype=numpy.float32)[language]
    said_back, grams_back = said.T.tocsr(), grams.T.tocsr()

    def loss(flat: numpy.ndarray) -> tuple[float, numpy.ndarray]:
        weights = flat.reshape(BUCKETS, codes).astype(numpy.float32)
        logits = said @ (grams @ weights)
        logits -= logits.max(axis=1, keepdims=True)
        sums = numpy.log(numpy.exp(logits).sum(axis=1, keepdims=True))
        likely = logits - sums
        slope = grams_back @ (said_back @ ((numpy.exp(likely) - truth) / count))
        cost = -(likely * truth).sum() / count + STIFFNESS * (weights**2).sum()
        return float(cost), (slope + 2 * STIFFNESS * weights).ravel().astype(numpy.float64)

    found = minimize(loss, numpy.zeros(BUCKETS * codes), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    print(f"loss {found.fun:.4f} after {found.nit} rounds", file=sys.stderr)
    return found.x.reshape(BUCKETS, codes)


def quantise(weights: numpy.ndarray) -> tuple[numpy.ndarray, float]:
    """Signed bytes and what one of them is worth. What few rare groups have above the range is cut."""
    centred = weights - weights.mean(axis=1, keepdims=True)
    most = float(numpy.quantile(numpy.abs(centred), 0.9995))
    return numpy.clip(numpy.round(centred / most * 127), -127, 127).astype(numpy.int8), most / 127


def main() -> None:
    often = frequencies()
    texts, language = [], []
    for index, code in enumerate(LANGUAGES):
        writer = Writer(code, often[code], seed=1)
        texts += [writer.message() for _ in range(MESSAGES)]
        language += [index] * MESSAGES
    said, grams = table_of(texts)
    print(f"{said.shape[0]} messages of {said.shape[1]} words", file=sys.stderr)
    signed, unit = quantise(fit(said, grams, numpy.array(language)))
    Path(sys.argv[1]).write_bytes(struct.pack("<f", unit) + signed.tobytes())
    print(f"columns {LANGUAGES}, one step is worth {unit:.6f}")


if __name__ == "__main__":
    main()
