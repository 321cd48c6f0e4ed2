"""Management by flow (*gestion en flux*): its base, its ceilings, its deadlines, its reports.

Since 22 February 2020 reservations are a share of the dwellings that a landlord has to attribute
in a year, after those left out: of those freed, and of those let for the first time. The share is
one of the landlord's social dwellings in the department. R.441-5 to R.441-6 were read whole: they
hold no rule by which a stock becomes a flow, and round nothing.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

import attrs

from housing_agreements._checks import Codes, Faults, exact_count
from housing_agreements._records import Record
from housing_agreements.errors import InvalidValueError, UnknownCodeError, nearest, show
from housing_agreements.law._calendar import ELAN_SINCE, FLOW_SINCE, STOCK_SINCE, THREE_DS_SINCE
from housing_agreements.law.provisions import Confidence, Provision, Version, as_title, code
from housing_agreements.law.reservations.ceilings import Ceiling, CeilingBase
from housing_agreements.model.commitments import Volume
from housing_agreements.model.contingents import Management
from housing_agreements.model.entries import Stage
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = (
    "CONFERENCE_REPORT_DAY",
    "CONVERSION_DEADLINE",
    "FLOW_REPORT_DAY",
    "LEFT_OUT",
    "MANAGEMENT_OF_RESERVATIONS",
    "LeftOut",
    "annual_flow",
    "conference_report",
    "flow_at_most",
    "flow_convention",
    "flow_report",
    "left_out_tags",
)


@attrs.frozen(eq=False, repr=False)
class LeftOut(Record):
    """Dwellings that are not counted in the flow of a year (*logements soustraits*).

    Examples:
        >>> LEFT_OUT.on(date(2024, 1, 1))[0].tag
        'transfer'
    """

    tag: str
    """The tag of its attributions, for `leaving_out=`."""
    name: Text
    """What they serve."""


_STATE_SITE: Final = Source(
    "La gestion en flux des réservations de logements",
    "source secondaire, site de l'État sur l'attribution des logements sociaux, page a417",
    url="https://attributionlogementsocialetdalo.logement.gouv.fr/",
)
_ELAN_ON_FLOW: Final = Source("Loi 2018-1021 (ELAN)", "article 114, IV")
_FLOW_ARTICLE: Final = code("R441-5")
_AS_SINCE_3DS: Final = "version en vigueur depuis le 23 février 2022"

_CONVENTION: Final = Text(
    "a convention for each landlord, holder and department, in a share of all the social dwellings "
    "of the landlord there; it names no programme, and is updated each year; the holder may leave "
    "the choice of candidates to the landlord; defence and internal security keep identified "
    "dwellings",
    "une convention par bailleur, réservataire et département, en pourcentage du patrimoine "
    "locatif social du bailleur\u202f; elle ne désigne aucun programme et est actualisée chaque "
    "année\u202f; le réservataire peut laisser au bailleur le choix des candidats\u202f; la "
    "défense et la sécurité intérieure gardent des logements identifiés",
)

MANAGEMENT_OF_RESERVATIONS: Final[Provision[Management]] = Provision(
    "management",
    Text("how reservation rights are exercised", "la gestion des droits de réservation"),
    (
        Version(
            Management.STOCK,
            STOCK_SINCE,
            (code("R*441-5"),),
            Confidence.VERIFIED,
            Text(
                "on identified dwellings; an annual flow, or both, were allowed",
                "sur des logements identifiés\u202f; un flux annuel, ou les deux, étaient permis",
            ),
        ),
        Version(
            Management.FLOW,
            FLOW_SINCE,
            (_FLOW_ARTICLE, Source("Décret 2020-145 du 20 février 2020")),
            Confidence.VERIFIED,
            _CONVENTION,
        ),
        Version(
            Management.FLOW,
            THREE_DS_SINCE,
            (_FLOW_ARTICLE, code(f"L.441-1, alinéa 39, {_AS_SINCE_3DS}")),
            Confidence.VERIFIED,
            Text(
                f"{_CONVENTION.en}; so do public health establishments, from this day on",
                f"{_CONVENTION.fr}\u202f; les établissements publics de santé aussi, à compter de "
                "ce jour",
            ),
        ),
    ),
)
"""By stock, then by flow; conventions had until `CONVERSION_DEADLINE` to become those of a flow.

Under the flow, a convention may tell of parts of the department where its holder justifies it, and
sets how holders are consulted on the first lettings of a programme. It must let them reach what
the law asks of them for DALO and the priority publics, and fit what the intercommunal conference
and agreement have set.
"""

CONVERSION_DEADLINE: Final[Provision[date]] = Provision(
    "conversion-deadline",
    Text(
        "the last day for conventions of management by flow",
        "l'échéance des conventions de gestion en flux",
    ),
    (
        Version(
            date(2021, 11, 23),
            ELAN_SINCE,
            (_ELAN_ON_FLOW,),
            Confidence.VERIFIED,
            Text(
                "three years from the promulgation of 23 November 2018; administrations write "
                "24 November (secondary source)",
                "trois ans à compter de la promulgation du 23 novembre 2018\u202f; "
                "l'administration écrit le 24 novembre (source secondaire)",
            ),
        ),
        Version(
            date(2023, 11, 23),
            THREE_DS_SINCE,
            (_ELAN_ON_FLOW, Source("Loi 2022-217 du 21 février 2022", "article 78"), _STATE_SITE),
            Confidence.VERIFIED,
            Text(
                "five years from the promulgation of 23 November 2018; administrations write "
                "24 November, and that without a convention by then the flow of the holder goes "
                "back to the prefect (secondary source)",
                "cinq ans à compter de la promulgation du 23 novembre 2018\u202f; "
                "l'administration écrit le 24 novembre, et qu'à défaut de convention à cette date "
                "le flux du réservataire revient au préfet (source secondaire)",
            ),
        ),
    ),
)
"""The last day by the letter of the law: 23 November 2021, moved to 23 November 2023.

Administrations write the day after it, which the note of each version says.
"""

FLOW_REPORT_DAY: Final[Provision[tuple[int, int]]] = Provision(
    "flow-report",
    Text(
        "the month and the day before which landlords report on the flow",
        "le mois et le jour avant lesquels les bailleurs rendent compte du flux",
    ),
    (
        Version(
            (2, 28),
            FLOW_SINCE,
            (code("R441-5"), code("R441-5-1")),
            Confidence.VERIFIED,
            Text(
                "before that day: the day before is the last by the letter, though the day itself "
                "is taken in common use; in Île-de-France the report on 2024 was accepted until "
                "31 March 2025",
                "avant ce jour\u00a0: la veille est le dernier jour à la lettre, même si l'usage "
                "admet le jour même\u202f; en Île-de-France le bilan de 2024 était admis jusqu'au "
                "31 mars 2025",
            ),
        ),
    ),
)
"""28 February of each year, for the year before."""

CONFERENCE_REPORT_DAY: Final[Provision[tuple[int, int]]] = Provision(
    "flow-report-to-the-conference",
    Text(
        "the month and the day before which the report on the flow is put to the intercommunal "
        "conference",
        "le mois et le jour avant lesquels le bilan du flux est présenté à la conférence "
        "intercommunale du logement",
    ),
    (
        Version(
            (3, 31),
            FLOW_SINCE,
            (code("R441-5-1"),),
            Confidence.VERIFIED,
            Text(
                "before that day: the day before is the last by the letter, though the day itself "
                "is taken in common use",
                "avant ce jour\u00a0: la veille est le dernier jour à la lettre, même si l'usage "
                "admet le jour même",
            ),
        ),
    ),
)
"""31 March of each year, where there is a conference."""

_LEFT_OUT_BY_DECREE: Final = (
    LeftOut(
        "transfer",
        Text(
            "internal transfers of the landlord's own tenants",
            "mutations internes des locataires du bailleur",
        ),
    ),
    LeftOut(
        "renewal-relocation",
        Text(
            "relocations by urban renewal",
            "relogements du renouvellement urbain",
        ),
    ),
    LeftOut(
        "condominium-relocation",
        Text(
            "relocations of a requalification of degraded condominiums (L.741-1, L.741-2)",
            "relogements d'une requalification de copropriétés dégradées (ORCOD, L.741-1 et "
            "L.741-2)",
        ),
    ),
    LeftOut(
        "unsafe-housing-relocation",
        Text(
            "rehousing under L.521-3-1 to L.521-3-3 (unfit or unsafe housing)",
            "relogements des articles L.521-3-1 à L.521-3-3 (insalubrité, péril)",
        ),
    ),
    LeftOut(
        "sale-relocation",
        Text(
            "rehousing in an operation of sale of social dwellings (L.443-7 and after)",
            "relogements d'une opération de vente de logements sociaux (L.443-7 et suivants)",
        ),
    ),
)

LEFT_OUT: Final[Provision[tuple[LeftOut, ...]]] = Provision(
    "left-out-of-the-flow",
    Text(
        "the dwellings that are not counted in the flow of a year",
        "les logements soustraits du flux annuel",
    ),
    (
        Version(
            _LEFT_OUT_BY_DECREE,
            FLOW_SINCE,
            (_FLOW_ARTICLE,),
            Confidence.VERIFIED,
            Text("the list of the decree is complete", "la liste du décret est exhaustive"),
        ),
        Version(
            (
                *_LEFT_OUT_BY_DECREE,
                LeftOut(
                    "prefect-substitution",
                    Text(
                        "attributions by the prefect in place of a landlord short of its objective "
                        "outside of priority neighbourhoods",
                        "attributions du préfet à la place d'un bailleur en deçà de son objectif "
                        "hors des quartiers prioritaires",
                    ),
                ),
            ),
            THREE_DS_SINCE,
            (_FLOW_ARTICLE, code(f"L.441-1, alinéa 34, {_AS_SINCE_3DS}")),
            Confidence.VERIFIED,
            Text(
                "the list of the decree is complete, and the law adds one",
                "la liste du décret est exhaustive, et la loi y ajoute un cas",
            ),
        ),
    ),
)
"""What is taken away first: the whole list of R.441-5, and since 23 February 2022 one more."""


def left_out_tags(*, on: date) -> tuple[str, ...]:
    """The tags of the dwellings left out of the flow, for `leaving_out=` of a commitment.

    Raises:
        NotKnownError: On a day for which the list is not known.

    Examples:
        >>> left_out_tags(on=date(2024, 1, 1))[:2]
        ('transfer', 'renewal-relocation')
    """
    return tuple(item.tag for item in LEFT_OUT.on(on))


def annual_flow(freed: int, left_out: Mapping[str, int], *, on: date) -> int:
    """The base of the reservations of a year: what was freed or new, less what is left out.

    The subtraction follows from the text and is written in no formula.

    Args:
        freed: The dwellings freed or new in the year.
        left_out: How many of them each tag of `LEFT_OUT` takes away.
        on: The day whose list is asked.

    Raises:
        InvalidTypeError: For anything but whole numbers, by their tags.
        UnknownCodeError: For a tag that is not in the list.
        InvalidValueError: For a negative number, or more left out than freed.
        NotKnownError: On a day for which the list is not known.

    Examples:
        >>> annual_flow(1_000, {"transfer": 180, "sale-relocation": 20}, on=date(2024, 1, 1))
        800
    """
    known = left_out_tags(on=on)
    faults = Faults("annual_flow")
    faults.count("freed", freed)
    faults.instance("left_out", left_out, Mapping, "a mapping of tags to numbers")
    faults.report()
    for tag, count in left_out.items():
        if tag not in known:
            expected = "the tag of something left out of the flow"
            faults.add(UnknownCodeError, "left_out", show(tag), expected, nearest(tag, known))
        faults.count(f"left_out, {tag!r}", count)
    if not faults.found and sum(left_out.values()) > freed:
        faults.value("left_out", dict(left_out), f"no more than the {freed} freed")
    faults.report()
    return freed - sum(left_out.values())


def flow_at_most(
    ceiling: Provision[Ceiling],
    flow: Mapping[int, int],
    *,
    contingents: Codes,
    landlords: Codes = (),
    code: str,
) -> Volume:
    """A ceiling of the flow as a commitment, in dwellings offered on a contingent each year.

    A share of an agreement counts publics, not contingents: so the flow is given, and its exact
    share becomes the largest whole number of offers. The tags left out of the flow on a day of
    its years do not count.

    Args:
        ceiling: The ceiling, such as `STATE_CEILING`.
        flow: The annual flow of each year, after `annual_flow`; for local authorities, that on
            their territory.
        contingents: The contingents that it limits.
        landlords: The landlord whose flow it is; none: all those of the ledger.
        code: The code of the commitment.

    Raises:
        InvalidTypeError: For anything but a ceiling with its dates, or flows that are not whole
            numbers by year.
        InvalidValueError: For a year whose first day the ceiling does not bear on the flow, or a
            flow below 0.
        NotKnownError: For a year for whose first day the ceiling is not known.

    Examples:
        >>> from housing_agreements.law.reservations.ceilings import STATE_CEILING
        >>> limit = flow_at_most(
        ...     STATE_CEILING, {2024: 801}, contingents=("state",), code="state-flow"
        ... )
        >>> limit.at_most.at(Period.year(2024))
        240
    """
    faults = Faults("flow_at_most")
    faults.instance("ceiling", ceiling, Provision, "a Provision of Ceiling: STATE_CEILING")
    faults.instance("flow", flow, Mapping, "a mapping of years to flows: {2024: 801}")
    faults.report()
    allowed: dict[int, int] = {}
    versions: list[Version[Ceiling]] = []
    for year, dwellings in flow.items():
        version = ceiling.at(Period.year(year).start)
        if version.value.base not in _OF_A_FLOW:
            since = [known.since for known in ceiling.versions if known.value.base in _OF_A_FLOW]
            expected = f"a year that begins after {since[0]}" if since else "a ceiling of the flow"
            raise InvalidValueError("flow_at_most, year", show(year), expected)
        total = exact_count(dwellings, f"flow_at_most, flow of {year}")
        allowed[year] = math.floor(version.value.rate * total)
        versions.append(version)
    return Volume(
        code,
        stage=Stage.AVAILABLE,
        at_most=allowed,
        contingents=contingents,
        landlords=landlords,
        leaving_out=_tags_left_out(flow),
        title=as_title(ceiling.title),
        sources=tuple(dict.fromkeys(source for version in versions for source in version.sources)),
        caveats=tuple(dict.fromkeys(version.note for version in versions if version.note)),
    )


_OF_A_FLOW: Final = frozenset({CeilingBase.FLOW, CeilingBase.LOCAL_FLOW})


def _tags_left_out(years: Iterable[int]) -> tuple[str, ...]:
    """What is left out of the flow in one year or another."""
    tags: list[str] = []
    for year in map(Period.year, years):
        tags.extend(left_out_tags(on=year.start))
        tags.extend(
            item.tag
            for version in LEFT_OUT.versions
            if version.since in year
            for item in version.value
        )
    return tuple(dict.fromkeys(tags))


def flow_report(year: int, *, by: Codes) -> Undertaking:
    """The report of the landlords on a year, owed to all holders before 28 February of the next.

    Its last day in time is the 27th, by the letter; in common use the 28th.

    What was offered and attributed, by holder, kind, financing, in or out of priority
    neighbourhoods, commune and age of the building; and the forecast of what is left out, by kind
    of operation, with what was left out in fact. It also goes to the grouping of communes (or to
    the metropolis of Lyon, the territorial establishment, Paris).

    Args:
        year: The year reported on.
        by: The codes of the landlords in the agreement.

    Raises:
        NotKnownError: Where the rule is not known on the first day of the next year.

    Examples:
        >>> flow_report(2024, by=("landlord",)).due
        datetime.date(2025, 2, 27)
    """
    return _undertake_before(
        FLOW_REPORT_DAY,
        year,
        _REPORT_TO_HOLDERS,
        by,
    )


_REPORT_TO_HOLDERS: Final = Text(
    "report to all holders, before {before}, on the flow of {year}",
    "rendre compte à tous les réservataires, avant le {before}, du flux de {year}",
)


def conference_report(year: int, *, by: Codes) -> Undertaking:
    """The report on a year, put to the intercommunal conference before 31 March of the next.

    Its last day in time is the 30th, by the letter; in common use the 31st.

    Args:
        year: The year reported on.
        by: The codes of those who put it to the conference (*CIL*) in the agreement.

    Raises:
        NotKnownError: Where the rule is not known on the first day of the next year.

    Examples:
        >>> conference_report(2024, by=("metropolis",)).due
        datetime.date(2025, 3, 30)
    """
    return _undertake_before(
        CONFERENCE_REPORT_DAY,
        year,
        _REPORT_TO_CONFERENCE,
        by,
    )


_REPORT_TO_CONFERENCE: Final = Text(
    "put to the intercommunal conference, before {before}, the report on the flow of {year}",
    "présenter à la conférence intercommunale du logement, avant le {before}, le bilan du flux de "
    "{year}",
)


def _undertake_before(
    provision: Provision[tuple[int, int]], year: int, text: Text, by: Codes
) -> Undertaking:
    """What is to be done before a day of the year after another."""
    version = provision.at(Period.year(year).end)
    before = date(year + 1, *version.value)
    return Undertaking(
        f"{provision.code}-{year}",
        text.format(before=before, year=str(year)),
        by=by,
        due=before - timedelta(days=1),
        sources=version.sources,
    )


def flow_convention(*, on: date, by: Codes) -> Undertaking:
    """The convention of management by flow that holders and landlords owe, as due on a day.

    The day is that of the letter of the law; administrations take the day after it.

    Args:
        on: The day whose law is asked: the deadline was moved.
        by: The codes of the parties in the agreement.

    Raises:
        NotKnownError: On a day for which no deadline is known.

    Examples:
        >>> flow_convention(on=date(2022, 2, 23), by=("landlord", "als")).due
        datetime.date(2023, 11, 23)
    """
    version = CONVERSION_DEADLINE.at(on)
    after = version.value + timedelta(days=1)
    text = _SIGN_CONVENTION.format(day=after)
    return Undertaking("flow-convention", text, by=by, due=version.value, sources=version.sources)


_SIGN_CONVENTION: Final = Text(
    "sign a convention of management by flow (by the practice of administrations, by {day})",
    "signer une convention de gestion en flux (selon la pratique de l'administration, au plus "
    "tard le {day})",
)
