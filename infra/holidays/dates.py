"""Dates that the rules of holidays are made of: movable feasts, and days that move away from the middle of the week."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

YEARS = range(2024, 2031)
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)

# Name and date of each holiday of a year, in any order. A name may come several times.
Days = Iterator[tuple[str, date]]


@dataclass(frozen=True)
class Region:
    """A region: where it is, what says its holidays, and up to which year a law or gazette has settled them."""

    code: str
    place: str
    source: str
    settled: int
    days: Callable[[int], Days]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method that Butcher published in 1876."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    skipped = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + skipped + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def from_easter(year: int, days: int) -> date:
    return easter(year) + timedelta(days)


def islamic(year: int, month: int, day: int) -> date:
    """A day of the Islamic year by the arithmetic calendar; what the sighting of the moon says may lie a day off."""
    days = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day
    return date(1970, 1, 1) + timedelta(days - 492_533)


def islamic_in(year: int, month: int, day: int) -> date:
    """The first time that a day of the Islamic year falls into a year of ours."""
    guess = (year - 622) * 33 // 32
    return next(found for back in (-1, 0, 1, 2) if (found := islamic(guess + back, month, day)).year == year)


def nth(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second … of a weekday in a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))


def next_monday(day: date) -> date:
    """The day itself where it is a Monday, else the Monday after."""
    return day + timedelta(-day.weekday() % 7)


def previous_monday(day: date) -> date:
    return day - timedelta(day.weekday())


def moved(day: date, **by_weekday: int) -> date:
    """A day moved by so many days, told for each day of the week on which it moves: `moved(day, tue=-1, sun=1)`."""
    return day + timedelta(by_weekday.get(("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()], 0))


def fixed(year: int, **names: str) -> Days:
    """Holidays of the same date every year: `fixed(2026, d01_06="Reyes")`."""
    for key, name in names.items():
        month, day = key[1:].split("_")
        yield name, date(year, int(month), int(day))
