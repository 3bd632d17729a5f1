"""Whether agents can open the files that customers sent: by the links in their notices, which lead to what was sent."""

from collections.abc import Iterator, Mapping, Sequence

from outside.samples import MAKERS, sample

from .expects import Opens
from .model import Seen, Sent
from .timeline import entries


def unmet(day: Sequence[Sent], places: Mapping[str, str], seen: Seen) -> Iterator[str]:
    """What cannot be opened, a line each. Every file of the day is one of the samples that the providers serve."""
    served = {sample(kind).content: kind for kind in MAKERS}
    for sent in day:
        thread = places.get(sent.message_id, "")
        wanted = sent.request.expects.files if isinstance(sent.request.expects, Opens) and thread else 0
        if not wanted:
            continue
        kept = [file for file in entries(seen.timelines[thread], "file") if "kept" in file["outcome"]]
        links = seen.links.get(thread, ())
        foreign = [link for link in links if link.content not in served]
        for words, found in (("files kept", len(kept)), ("links to its files in a notice", len(links))):
            if found < wanted or (words == "files kept" and found > wanted):
                yield f"{sent.request.name} ({thread}): expected {wanted} {words}, but there are {found}"
        if foreign:
            yield f"{sent.request.name} ({thread}): expected every link to open what the customer sent, but {len(foreign)} of {len(links)} do not"


def opened(seen: Seen) -> str:
    """How many links were followed, in a line."""
    links = [link for several in seen.links.values() for link in several]
    served = {sample(kind).content for kind in MAKERS}
    good = sum(link.content in served for link in links)
    return f"{len(links)} links to files in the notices, of which {good} open the file that the customer sent"
