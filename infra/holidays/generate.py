"""Writes the holidays of every region to `shared/calendar/holidays`, one table each: a row for each holiday, a column for
each year.

    python3 infra/holidays/generate.py

A year more: YEARS in dates.py; in spain.py what the BOE's resolution says of it; in iberia_america.py what was decreed. The
source is the law or the gazette; `check.py` compares with another list."""

from collections.abc import Iterable
from pathlib import Path

import iberia_america
import spain
from dates import YEARS, Region

FOLDER = Path(__file__).resolve().parents[2] / "shared/calendar/holidays"
REGIONS: list[Region] = [*spain.REGIONS, *iberia_america.REGIONS]
HEAD = "# Written by infra/holidays/generate.py: change the rules there, then write this anew.\n"


def cell(days: Iterable[str]) -> str:
    return " ".join(sorted(days)) or "-"


def table(region: Region) -> str:
    """The file of a region. Rows stand in the order of the year."""
    rows: dict[str, dict[int, list[str]]] = {}
    for year in YEARS:
        for name, day in region.days(year):
            if day.year != year:
                raise ValueError(f"{region.code}: {name} of {year} falls on {day}")
            rows.setdefault(name, {}).setdefault(year, []).append(f"{day:%m-%d}")
    ordered = sorted(rows.items(), key=lambda row: min(day for days in row[1].values() for day in days))
    lines = [
        f"place\t{region.place}",
        f"source\t{region.source}",
        f"settled\t{region.settled}",
        "\t".join(["name", *map(str, YEARS)]),
        *("\t".join([name, *(cell(days.get(year, ())) for year in YEARS)]) for name, days in ordered),
    ]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for region in REGIONS:
        (FOLDER / f"{region.code}.tsv").write_text(table(region), encoding="utf-8")


if __name__ == "__main__":
    main()
