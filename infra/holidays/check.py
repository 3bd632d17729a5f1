"""Checks the holidays in `shared/calendar/holidays`: they are what our rules give, and every day of every year is the same in
the `holidays` package, except where differences.py says why not.

    .venv/bin/python infra/holidays/check.py
"""

import sys
from collections.abc import Iterator

import holidays

from dates import YEARS, Region
from differences import DIFFERENCES
from generate import FOLDER, REGIONS, table

Dates = set[str]


def read(code: str) -> Dates:
    """The days in a region's file."""
    lines = [line.split("\t") for line in (FOLDER / f"{code}.tsv").read_text(encoding="utf-8").splitlines()]
    start = next(index for index, line in enumerate(lines) if line[0] == "name")
    years = lines[start][1:]
    cells = [(year, cell) for row in lines[start + 1 :] for year, cell in zip(years, row[1:], strict=True)]
    return {f"{year}-{day}" for year, cell in cells for day in cell.split() if day != "-"}


def packaged(code: str) -> Dates:
    """The public holidays of a region in the package; a community's with those of its nation."""
    country, _, part = code.partition("-")
    found = holidays.country_holidays(country, subdiv=part or None, years=YEARS, categories=("public",))
    return {str(day) for day in found if day.year in YEARS}


def explained(code: str, side: str) -> Dates:
    return {day for one in DIFFERENCES if one.region == code for day in getattr(one, side).split()}


def stale(region: Region) -> Iterator[str]:
    """A file that is not what the rules give."""
    path = FOLDER / f"{region.code}.tsv"
    if not path.exists() or path.read_text(encoding="utf-8") != table(region):
        yield f"{region.code}: the file is not what the rules give: run infra/holidays/generate.py"


def compared(code: str, national: Dates) -> Iterator[str]:
    """What differs between us and the package, less what is explained; and what is explained but does not differ."""
    ours, theirs = read(code), packaged(code)
    if code.startswith("ES-"):
        yield from (f"{code}: {day} is a day of ES already" for day in sorted(ours & national))
        ours |= national
    for side, only in (("ours", ours - theirs), ("theirs", theirs - ours)):
        why = explained(code, side)
        yield from (f"{code}: {day} is only {side}" for day in sorted(only - why))
        yield from (f"{code}: {day} is explained as only {side}, but is not" for day in sorted(why - only))


def unknown() -> Iterator[str]:
    """Files that belong to no region."""
    codes = {region.code for region in REGIONS}
    yield from (f"{path.name}: no such region" for path in sorted(FOLDER.iterdir()) if path.stem not in codes)


def main() -> int:
    found = [*unknown(), *(line for region in REGIONS for line in stale(region))]
    if not found:
        national = read("ES")
        found = [line for region in REGIONS for line in compared(region.code, national)]
    for line in found:
        print(line, file=sys.stderr)
    if found:
        return 1
    print(f"{len(REGIONS)} regions, {YEARS[0]} to {YEARS[-1]}: as in holidays {holidays.__version__}, {len(DIFFERENCES)} differences explained")
    return 0


if __name__ == "__main__":
    sys.exit(main())
