"""Spain: what all of it observes, and what each community observes beside that.

Up to SETTLED the days are those of the yearly resolution in the BOE. For later years they follow the habit of each community:
its own feasts, Maundy Thursday, and the Monday after a Sunday feast where the community has kept that in the past. Communities
choose anew each autumn, so those years are a forecast."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from dates import SUN, Days, Region, from_easter, islamic_in, next_monday

SETTLED = 2026

# A holiday on a Sunday is not here: its rest moves to the Monday, if the community does not put another day in its place.
NATIONAL = {
    "01-01": "Año Nuevo", "01-06": "Epifanía del Señor", "05-01": "Fiesta del Trabajo", "08-15": "Asunción de la Virgen",
    "10-12": "Fiesta Nacional de España", "11-01": "Todos los Santos", "12-06": "Día de la Constitución",
    "12-08": "Inmaculada Concepción", "12-25": "Natividad del Señor",
}
TRADITIONAL = {"03-19": "San José", "06-24": "San Juan", "07-25": "Santiago Apóstol", "12-26": "San Esteban"}
MOVABLE = {-47: "Martes de Carnaval", -3: "Jueves Santo", 1: "Lunes de Pascua", 60: "Corpus Christi"}
EIDS = {(10, 1): "Fiesta del Eid Fitr", (12, 10): "Fiesta del Eid Adha"}


@dataclass(frozen=True)
class Community:
    """What the resolutions said, and the habit by which later years are forecast: its own feasts by date, further days by
    date or by their distance from Easter, Sunday feasts whose Monday it keeps, and what it put in the place of feasts that fell
    on Sundays when the days of the week were last the same."""

    place: str
    gazette: dict[int, str]
    feasts: dict[str, str]
    habit: tuple[str | int, ...] = (-3,)
    mondays: tuple[str, ...] = ()
    as_before: dict[int, str] = field(default_factory=dict)
    eids: bool = False


EVERY_MONDAY = tuple(NATIONAL)
COMMUNITIES = {
    "AN": Community(
        "Andalucía", {2024: "02-28 03-28 12-09", 2025: "02-28 04-17 10-13", 2026: "02-28 04-02 11-02 12-07"},
        {"02-28": "Día de Andalucía"}, mondays=(*EVERY_MONDAY, "02-28"),
    ),
    "AR": Community(
        "Aragón", {2024: "03-28 04-23 12-09", 2025: "04-17 04-23 10-13", 2026: "04-02 04-23 11-02 12-07"},
        {"04-23": "San Jorge, Día de Aragón"}, mondays=(*EVERY_MONDAY, "04-23"),
    ),
    "AS": Community(
        "Asturias", {2024: "03-28 09-09 12-09", 2025: "04-17 09-08 10-13", 2026: "04-02 09-08 11-02 12-07"},
        {"09-08": "Día de Asturias"}, mondays=(*EVERY_MONDAY, "09-08"),
    ),
    "CN": Community(
        "Canarias", {2024: "03-28 05-30", 2025: "04-17 05-30", 2026: "04-02 05-30 11-02"},
        {"05-30": "Día de Canarias"}, mondays=("01-06", "08-15", "11-01", "05-30"),
    ),
    "CB": Community(
        "Cantabria", {2024: "03-28 04-01 07-25", 2025: "04-17 07-28 09-15", 2026: "04-02 07-28 09-15 12-07"},
        {"07-28": "Día de las Instituciones de Cantabria", "09-15": "La Bien Aparecida"}, mondays=("12-06",),
        as_before={2030: "04-22 07-25"},
    ),
    "CL": Community(
        "Castilla y León", {2024: "03-28 04-23 12-09", 2025: "04-17 04-23 10-13", 2026: "04-02 04-23 11-02 12-07"},
        {"04-23": "Día de Castilla y León"}, mondays=(*EVERY_MONDAY, "04-23"),
    ),
    "CM": Community(
        "Castilla-La Mancha", {2024: "03-28 05-30 05-31", 2025: "04-17 05-31 06-19", 2026: "04-02 04-06 06-04 11-02"},
        {"05-31": "Día de Castilla-La Mancha"}, habit=(-3, 60), mondays=("11-01",),
    ),
    "CT": Community(
        "Cataluña", {2024: "04-01 06-24 09-11 12-26", 2025: "04-21 06-24 09-11 12-26", 2026: "04-06 06-24 09-11 12-26"},
        {"09-11": "Diada Nacional de Catalunya"}, habit=(1, "06-24", "12-26"),
    ),
    "EX": Community(
        "Extremadura", {2024: "02-13 03-28 12-09", 2025: "04-17 09-08 10-13", 2026: "04-02 09-08 11-02 12-07"},
        {"09-08": "Día de Extremadura"},
        mondays=("01-06", "10-12", "11-01", "12-06", "12-08", "09-08"),
    ),
    "GA": Community(
        "Galicia", {2024: "03-28 05-17 07-25", 2025: "04-17 05-17 07-25", 2026: "03-19 04-02 06-24 07-25"},
        {"05-17": "Día das Letras Galegas", "07-25": "Día Nacional de Galicia"},
    ),
    "IB": Community(
        "Illes Balears", {2024: "03-01 03-28 04-01", 2025: "03-01 04-17 12-26", 2026: "03-02 04-02 04-06 12-26"},
        {"03-01": "Dia de les Illes Balears"}, habit=(-3, 1), mondays=("03-01",),
    ),
    "RI": Community(
        "La Rioja", {2024: "03-28 04-01 06-10", 2025: "04-17 04-21 06-09", 2026: "04-02 04-06 06-09 12-07"},
        {"06-09": "Día de La Rioja"}, habit=(-3, 1), mondays=("12-06", "06-09"),
    ),
    "MD": Community(
        "Madrid", {2024: "03-28 05-02 07-25", 2025: "04-17 05-02 07-25", 2026: "04-02 05-02 11-02 12-07"},
        {"05-02": "Día de la Comunidad de Madrid"}, mondays=("01-06", "11-01", "12-06", "05-02"), as_before={2027: "03-19"},
    ),
    "MC": Community(
        "Región de Murcia", {2024: "03-19 03-28 12-09", 2025: "03-19 04-17 06-09", 2026: "03-19 04-02 06-09 12-07"},
        {"06-09": "Día de la Región de Murcia"}, habit=(-3, "03-19"), mondays=("01-06", "12-06", "12-08", "06-09"),
    ),
    "NC": Community(
        "Navarra",
        {2024: "03-28 04-01 07-25 12-03", 2025: "04-17 04-21 07-25 12-03", 2026: "03-19 04-02 04-06 11-02 12-03"},
        {"12-03": "San Francisco Javier"}, habit=(-3, 1), mondays=("01-06", "11-01", "12-03"),
    ),
    "PV": Community(
        "País Vasco", {2024: "03-28 04-01 07-25", 2025: "04-17 04-21 07-25", 2026: "03-19 04-02 04-06 07-25"},
        {}, habit=(-3, 1, "07-25"), as_before={2027: "03-19", 2030: "03-19"},
    ),
    "VC": Community(
        "Comunitat Valenciana",
        {2024: "03-19 04-01 06-24 10-09", 2025: "03-19 04-21 06-24 10-09", 2026: "03-19 04-06 06-24 10-09"},
        {"10-09": "Dia de la Comunitat Valenciana"}, habit=(1, "03-19", "06-24"),
    ),
    "CE": Community(
        "Ceuta",
        {2024: "03-28 04-10 06-13 06-17 08-05 09-02", 2025: "03-31 04-17 06-06 06-13 08-05", 2026: "03-20 04-02 05-27 06-13 08-05 09-02"},
        {"06-13": "San Antonio", "08-05": "Nuestra Señora de África", "09-02": "Día de Ceuta"},
        mondays=("01-06", "06-13"), eids=True,
    ),
    "ML": Community(
        "Melilla",
        {2024: "03-28 04-10 06-17 09-17 12-09", 2025: "03-31 04-17 06-06 09-08 09-17", 2026: "03-20 04-02 05-27 09-08 09-17 12-07"},
        {"09-08": "Virgen de la Victoria", "09-17": "Día de Melilla"},
        mondays=("01-06", "12-06", "12-08", "09-08", "09-17"), eids=True,
    ),
}


def on(year: int, day: str) -> date:
    return date.fromisoformat(f"{year}-{day}")


def national(year: int) -> Days:
    yield "Viernes Santo", from_easter(year, -2)
    for day, name in NATIONAL.items():
        if on(year, day).weekday() != SUN:
            yield name, on(year, day)


def names(community: Community, year: int) -> dict[date, str]:
    """What each day of a year is called that a community may observe."""
    feasts = {**NATIONAL, **TRADITIONAL, **community.feasts}
    known = {next_monday(on(year, day)): f"{name} (lunes siguiente)" for day, name in feasts.items() if on(year, day).weekday() == SUN}
    known |= {on(year, day): name for day, name in feasts.items()}
    return known | {from_easter(year, days): name for days, name in MOVABLE.items()}


def forecast(community: Community, year: int) -> Iterator[date]:
    for day in (*community.feasts, *community.habit):
        if isinstance(day, int):
            yield from_easter(year, day)
        elif on(year, day).weekday() != SUN:
            yield on(year, day)
    yield from (on(year, day) for day in community.as_before.get(year, "").split())
    yield from (next_monday(on(year, day)) for day in community.mondays if on(year, day).weekday() == SUN)


def eids(year: int) -> Days:
    """Where they are a forecast: the city tells the day in its own resolution, as the moon is seen."""
    for (month, day), name in EIDS.items():
        yield name, islamic_in(year, month, day)


def own(community: Community, year: int) -> Days:
    """What a community observes beside the nation."""
    called = names(community, year)
    written = [on(year, day) for day in community.gazette.get(year, "").split()]
    for day in written or sorted(set(forecast(community, year))):
        yield called.get(day) or nearest_eid(day), day
    if community.eids and not written:
        yield from eids(year)


def nearest_eid(day: date) -> str:
    return min(eids(day.year), key=lambda eid: abs(eid[1] - day))[0]


BOE = "BOE-A-2023-22014, BOE-A-2024-21316, BOE-A-2025-21667"
REGIONS = [
    Region("ES", "España", f"Estatuto de los Trabajadores, art. 37.2; RD 2001/1983, art. 45; {BOE}", SETTLED, national),
    *(
        Region(f"ES-{code}", community.place, f"RD 2001/1983, art. 45.3; {BOE}", SETTLED, partial(own, community))
        for code, community in COMMUNITIES.items()
    ),
]
