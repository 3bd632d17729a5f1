"""The rules of Portugal and of American countries, each from its law. What a government adds for one year stands by year."""

from datetime import date

from dates import FRI, MON, SUN, Days, Region, fixed, from_easter, moved, next_monday, nth


def carnival(year: int, monday: str, tuesday: str) -> Days:
    yield monday, from_easter(year, -48)
    yield tuesday, from_easter(year, -47)


def portugal(year: int) -> Days:
    yield "Sexta-Feira Santa", from_easter(year, -2)
    yield "Domingo de Páscoa", from_easter(year, 0)
    yield "Corpo de Deus", from_easter(year, 60)
    yield from fixed(
        year, d01_01="Ano Novo", d04_25="Dia da Liberdade", d05_01="Dia do Trabalhador", d06_10="Dia de Portugal",
        d08_15="Assunção de Nossa Senhora", d10_05="Implantação da República", d11_01="Todos os Santos",
        d12_01="Restauração da Independência", d12_08="Imaculada Conceição", d12_25="Natal",
    )


def mexico(year: int) -> Days:
    yield "Día de la Constitución", nth(year, 2, MON, 1)
    yield "Natalicio de Benito Juárez", nth(year, 3, MON, 3)
    yield "Día de la Revolución", nth(year, 11, MON, 3)
    if year % 6 == 2:
        yield "Transmisión del Poder Ejecutivo Federal", date(year, 10, 1)
    yield from fixed(year, d01_01="Año Nuevo", d05_01="Día del Trabajo", d09_16="Día de la Independencia", d12_25="Navidad")


def colombia(year: int) -> Days:
    yield from fixed(
        year, d01_01="Año Nuevo", d05_01="Día del Trabajo", d07_20="Día de la Independencia", d08_07="Batalla de Boyacá",
        d12_08="Inmaculada Concepción", d12_25="Navidad",
    )
    yield "Jueves Santo", from_easter(year, -3)
    yield "Viernes Santo", from_easter(year, -2)
    on_mondays = {
        "Reyes Magos": date(year, 1, 6), "San José": date(year, 3, 19), "Ascensión del Señor": from_easter(year, 39),
        "Corpus Christi": from_easter(year, 60), "Sagrado Corazón de Jesús": from_easter(year, 68),
        "San Pedro y San Pablo": date(year, 6, 29), "Asunción de la Virgen": date(year, 8, 15), "Día de la Raza": date(year, 10, 12),
        "Todos los Santos": date(year, 11, 1), "Independencia de Cartagena": date(year, 11, 11),
    }
    if year >= 2026:
        on_mondays["Virgen de Chiquinquirá"] = date(year, 7, 9)
    yield from ((name, next_monday(day)) for name, day in on_mondays.items())


# Days by decree: "días no laborables con fines turísticos", and what else stands for one year.
ARGENTINA = {
    2024: ("04-01", "06-21", "10-11"), 2025: ("05-02", "08-15", "11-21"), 2026: ("03-23", "07-10", "12-07"),
}


def argentina(year: int) -> Days:
    yield from fixed(
        year, d01_01="Año Nuevo", d03_24="Día de la Memoria", d04_02="Veteranos y Caídos en Malvinas", d05_01="Día del Trabajador",
        d05_25="Revolución de Mayo", d06_20="Paso a la Inmortalidad de Belgrano", d07_09="Día de la Independencia",
        d12_08="Inmaculada Concepción", d12_25="Navidad",
    )
    yield from carnival(year, "Carnaval (lunes)", "Carnaval (martes)")
    yield "Jueves Santo (día no laborable)", from_easter(year, -3)
    yield "Viernes Santo", from_easter(year, -2)
    to_mondays = {"tue": -1, "wed": -2, "thu": 4, "fri": 3}
    yield "Paso a la Inmortalidad de Güemes", moved(date(year, 6, 17), **to_mondays)
    yield "Paso a la Inmortalidad de San Martín", moved(date(year, 8, 17), **to_mondays)
    # Resolución 139/2025 of the Jefatura de Gabinete.
    diversity = date(2025, 10, 10) if year == 2025 else moved(date(year, 10, 12), **to_mondays)
    yield "Respeto a la Diversidad Cultural", diversity
    yield "Soberanía Nacional", moved(date(year, 11, 20), **to_mondays)
    for day in ARGENTINA.get(year, ()):
        yield "Día no laborable con fines turísticos", date.fromisoformat(f"{year}-{day}")
    if year == 2026:
        yield "Visita de León XIV (Decreto 1103/2026)", date(2026, 11, 9)


def peru(year: int) -> Days:
    yield "Jueves Santo", from_easter(year, -3)
    yield "Viernes Santo", from_easter(year, -2)
    yield from fixed(
        year, d01_01="Año Nuevo", d05_01="Día del Trabajo", d06_07="Batalla de Arica y Día de la Bandera",
        d06_29="San Pedro y San Pablo", d07_23="Día de la Fuerza Aérea", d07_28="Fiestas Patrias", d07_29="Fiestas Patrias (día 29)",
        d08_06="Batalla de Junín", d08_30="Santa Rosa de Lima", d10_08="Combate de Angamos", d11_01="Todos los Santos",
        d12_08="Inmaculada Concepción", d12_09="Batalla de Ayacucho", d12_25="Navidad",
    )


def venezuela(year: int) -> Days:
    yield from carnival(year, "Carnaval (lunes)", "Carnaval (martes)")
    yield "Jueves Santo", from_easter(year, -3)
    yield "Viernes Santo", from_easter(year, -2)
    yield from fixed(
        year, d01_01="Año Nuevo", d04_19="Declaración de la Independencia", d05_01="Día del Trabajador", d05_15="Día de la Familia",
        d06_24="Batalla de Carabobo", d07_05="Día de la Independencia", d07_24="Natalicio del Libertador",
        d10_12="Día de la Resistencia Indígena", d12_24="Nochebuena", d12_25="Navidad", d12_31="Fin de Año",
    )
    if year == 2025:
        yield "Canonización de José Gregorio Hernández", date(2025, 10, 19)
        yield "Canonización de José Gregorio Hernández", date(2025, 10, 20)


# The June solstice in Chile's time.
SOLSTICE = {2024: 20, 2025: 20, 2026: 21, 2027: 21, 2028: 20, 2029: 20, 2030: 21}


def chile(year: int) -> Days:
    yield "Viernes Santo", from_easter(year, -2)
    yield "Sábado Santo", from_easter(year, -1)
    yield from fixed(
        year, d01_01="Año Nuevo", d05_01="Día del Trabajo", d05_21="Glorias Navales", d07_16="Virgen del Carmen",
        d08_15="Asunción de la Virgen", d09_18="Independencia Nacional", d09_19="Glorias del Ejército", d11_01="Todos los Santos",
        d12_08="Inmaculada Concepción", d12_25="Navidad",
    )
    if date(year, 1, 1).weekday() == SUN:
        yield "Año Nuevo (lunes)", date(year, 1, 2)
    yield "Día de los Pueblos Indígenas", date(year, 6, SOLSTICE[year])
    to_mondays = {"tue": -1, "wed": -2, "thu": -3, "fri": 3}
    yield "San Pedro y San Pablo", moved(date(year, 6, 29), **to_mondays)
    yield "Encuentro de Dos Mundos", moved(date(year, 10, 12), **to_mondays)
    yield "Iglesias Evangélicas", moved(date(year, 10, 31), tue=-4, wed=2)
    if date(year, 9, 17).weekday() in (MON, FRI):
        yield "Fiestas Patrias (puente)", date(year, 9, 17)
    if date(year, 9, 20).weekday() == FRI:
        yield "Fiestas Patrias (puente)", date(year, 9, 20)


def guatemala(year: int) -> Days:
    yield "Jueves Santo", from_easter(year, -3)
    yield "Viernes Santo", from_easter(year, -2)
    yield "Sábado Santo", from_easter(year, -1)
    yield "Día del Ejército", moved(date(year, 6, 30), tue=-1, wed=-2, thu=4, fri=3, sat=2, sun=1)
    yield from fixed(
        year, d01_01="Año Nuevo", d05_01="Día del Trabajo", d09_15="Día de la Independencia", d10_20="Día de la Revolución",
        d11_01="Todos los Santos", d12_25="Navidad",
    )


def ecuador(year: int) -> Days:
    weekend = {"sat": -1, "sun": 1}
    week = {"tue": -1, "wed": 2, "thu": 1, **weekend}
    yield from carnival(year, "Carnaval (lunes)", "Carnaval (martes)")
    yield "Viernes Santo", from_easter(year, -2)
    for ahead in (year, year + 1):
        if (day := moved(date(ahead, 1, 1), **weekend)).year == year:
            yield "Año Nuevo", day
    yield "Día del Trabajo", moved(date(year, 5, 1), **week)
    yield "Batalla de Pichincha", moved(date(year, 5, 24), **week)
    yield "Primer Grito de Independencia", moved(date(year, 8, 10), **week)
    yield "Independencia de Guayaquil", moved(date(year, 10, 9), **week)
    # Two in a row make four days with a weekend.
    yield "Día de los Difuntos", moved(date(year, 11, 2), tue=-1, wed=1, fri=-1, sat=-1, sun=1)
    yield "Independencia de Cuenca", moved(date(year, 11, 3), wed=-1, thu=1, sat=-1, sun=1, mon=1)
    yield "Navidad", moved(date(year, 12, 25), **weekend)


def bolivia(year: int) -> Days:
    yield from carnival(year, "Carnaval (lunes)", "Carnaval (martes)")
    yield "Viernes Santo", from_easter(year, -2)
    yield "Corpus Christi", from_easter(year, 60)
    yield "Todos los Difuntos", date(year, 11, 2)
    if year == 2025:
        yield "Todos los Difuntos", date(2025, 11, 3)  # Decreto Supremo 5483
    movable = fixed(
        year, d01_01="Año Nuevo", d01_22="Estado Plurinacional", d05_01="Día del Trabajo", d06_21="Año Nuevo Andino Amazónico",
        d08_06="Día de la Independencia", d12_25="Navidad",
    )
    for name, day in movable:
        yield name, day
        if day.weekday() == SUN:
            yield name, next_monday(day)


def dominican_republic(year: int) -> Days:
    yield "Viernes Santo", from_easter(year, -2)
    yield "Corpus Christi", from_easter(year, 60)
    yield from fixed(
        year, d01_01="Año Nuevo", d01_21="Virgen de la Altagracia", d02_27="Día de la Independencia",
        d09_24="Virgen de las Mercedes", d12_25="Navidad",
    )
    to_mondays = {"tue": -1, "wed": -2, "thu": 4, "fri": 3}
    for name, month, day in (("Santos Reyes", 1, 6), ("Día de Duarte", 1, 26), ("Día de la Constitución", 11, 6)):
        yield name, moved(date(year, month, day), **to_mondays)
    yield "Día del Trabajo", moved(date(year, 5, 1), **to_mondays, sun=1)
    # It stays where a president takes office on it.
    restoration = date(year, 8, 16)
    yield "Día de la Restauración", restoration if year % 4 == 0 else moved(restoration, **to_mondays)


def cuba(year: int) -> Days:
    yield "Viernes Santo", from_easter(year, -2)
    yield from fixed(
        year, d01_01="Triunfo de la Revolución", d01_02="Día de la Victoria", d07_25="Rebeldía Nacional (25 de julio)",
        d07_26="Rebeldía Nacional", d07_27="Rebeldía Nacional (27 de julio)", d12_25="Navidad", d12_31="Fin de Año",
    )
    for name, day in fixed(year, d05_01="Día de los Trabajadores", d10_10="Inicio de las Guerras de Independencia"):
        yield name, day
        if day.weekday() == SUN:
            yield name, next_monday(day)


BY_LAW = 2030
REGIONS = [
    Region("PT", "Portugal", "Código do Trabalho, art. 234", BY_LAW, portugal),
    Region("MX", "México", "Ley Federal del Trabajo, art. 74, sin jornadas electorales", BY_LAW, mexico),
    Region("CO", "Colombia", "Ley 51 de 1983 (Ley Emiliani); Ley 2578 de 2026", BY_LAW, colombia),
    Region("AR", "Argentina", "Ley 27.399; Decretos 106/2023, 1027/2024 y 614/2025; Resoluciones JGM 139/2025 y 164/2025", 2026, argentina),
    Region("PE", "Perú", "D.Leg. 713, art. 6; Leyes 31381, 31530, 31788 y 31822", BY_LAW, peru),
    Region("VE", "Venezuela", "LOTTT, art. 184; Ley de Fiestas Nacionales; 15 de mayo por decreto", 2025, venezuela),
    Region("CL", "Chile", "Leyes 2.977, 19.668, 19.973, 20.148, 20.215, 20.299, 20.983 y 21.357, sin días de elección", BY_LAW, chile),
    Region("GT", "Guatemala", "Código de Trabajo, art. 127, sin el día de cada localidad; Decreto 19-2018", BY_LAW, guatemala),
    Region("EC", "Ecuador", "Código del Trabajo, art. 65; Ley Reformatoria R.O. S. 906 de 20-12-2016", BY_LAW, ecuador),
    Region("BO", "Bolivia", "D.S. 2750 de 2016, D.S. 5019 de 2023 y D.S. 5483 de 2025", BY_LAW, bolivia),
    Region("DO", "República Dominicana", "Ley 139-97", BY_LAW, dominican_republic),
    Region("CU", "Cuba", "Código de Trabajo (Ley 116 de 2013), arts. 94 a 96", BY_LAW, cuba),
]
