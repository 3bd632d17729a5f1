"""Where our days differ from those of the package that they are checked against, and why. Each must really differ: one that
does not is an error too, so that this list stays true."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """Days of a region that only we have, and days that only the package has."""

    region: str
    why: str
    ours: str = ""
    theirs: str = ""


DIFFERENCES = [
    Difference(
        "AR",
        "Resolución 139/2025 (by Decreto 614/2025) moved the holiday of Sunday 12 October to the Friday before",
        ours="2025-10-10",
        theirs="2025-10-12",
    ),
    Difference(
        "BO",
        "17 October is commemorated, not a day off: it is missing in D.S. 2750, art. 2",
        theirs="2024-10-17 2025-10-17 2026-10-17 2027-10-17 2028-10-17 2029-10-17 2030-10-17",
    ),
    Difference("BO", "D.S. 5483 of 2025 moved Sunday 2 November", ours="2025-11-03"),
    Difference(
        "EC",
        "the law moves the rest: where it does, the day itself is an ordinary one (art. 65 and its reform of 2016)",
        theirs="2024-05-01 2024-08-10 2024-10-09 2024-11-02 2024-11-03 2025-05-01 2025-05-24 2025-08-10 2025-10-09 2025-11-02"
        " 2026-05-24 2027-05-01 2027-08-10 2027-10-09 2027-11-03 2027-12-25 2028-01-01 2028-05-24 2028-08-10 2029-05-01 2029-05-24"
        " 2029-10-09 2030-05-01 2030-08-10 2030-10-09 2030-11-02 2030-11-03",
    ),
    Difference(
        "EC",
        "2 and 3 November on Friday and Saturday are kept on Thursday and Friday",
        ours="2029-11-01",
        theirs="2029-11-03",
    ),
    Difference(
        "GT",
        "15 August is the capital's own feast: a local day",
        theirs="2024-08-15 2025-08-15 2026-08-15 2027-08-15 2028-08-15 2029-08-15 2030-08-15",
    ),
    Difference(
        "PE",
        "Easter Sunday is a Sunday like others: D.Leg. 713, art. 6, names Thursday and Friday only",
        theirs="2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21",
    ),
    Difference("ES-VC", "a feast on a Sunday moves or lapses; which one is not told yet", theirs="2029-06-24"),
    Difference("ES-CE", "a feast on a Sunday moves or lapses; which one is not told yet", theirs="2029-08-05"),
    *(
        Difference(
            city,
            "forecasts of the moon, a day apart",
            ours="2027-03-10 2027-05-17 2028-02-27 2029-02-15 2030-02-05 2030-04-14",
            theirs="2027-03-09 2027-05-16 2028-02-26 2029-02-14 2030-02-04 2030-04-13",
        )
        for city in ("ES-CE", "ES-ML")
    ),
]
