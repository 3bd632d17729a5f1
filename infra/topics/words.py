"""The frequent words of seven languages, without accents, each with the teacher's place for it."""

import json
import sys
from pathlib import Path

import numpy as np
from wordfreq import top_n_list, zipf_frequency

from features import fold
from teacher import embed

COUNTS = {"es": 22000, "en": 17000, "pt": 9000, "fr": 9000, "it": 7000, "de": 7000, "ca": 7000}
SPANISH_FIRST = 0.5


def collect():
    best, by_language = {}, {}
    for language, count in COUNTS.items():
        for word in top_n_list(language, count):
            plain = fold(word)
            if not plain.isalnum() or any(ord(c) > 0x24F or c.isdigit() for c in plain):
                continue
            zipf = zipf_frequency(word, language)
            spread = by_language.setdefault(plain, {})
            spread[language] = max(zipf, spread.get(language, 0))
            rank = zipf + (SPANISH_FIRST if language == "es" else 0)
            if plain not in best or rank > best[plain][0]:
                best[plain] = (rank, word)
    ordered = sorted(best.items(), key=lambda item: -item[1][0])
    return [[plain, word, rank, by_language[plain]] for plain, (rank, word) in ordered]


if __name__ == "__main__":
    out = Path(sys.argv[1])
    words = collect()
    (out / "words.json").write_text(json.dumps(words, ensure_ascii=False))
    np.save(out / "words.npy", embed([word[1] for word in words]))
