"""Management by flow (*gestion en flux*): its base, its ceilings, its deadlines, its reports.

Since 22 February 2020 reservations are a share of the dwellings that a landlord has to attribute
in a year, after those left out. The list of what is left out was read up to a point where its
text is cut; how a stock becomes a flow, and first lettings, were not read.
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
from housing_agreements.values.texts import Text, say_day

__all__ = (
    "CONVERSION_DEADLINE",
    "FLOW_REPORT_DAY",
    "LEFT_OUT",
    "MANAGEMENT_OF_RESERVATIONS",
    "LeftOut",
    "annual_flow",
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
                "sur des logements identifiés\u00a0; un flux annuel, ou les deux, étaient permis",
            ),
        ),
        Version(
            Management.FLOW,
            FLOW_SINCE,
            (code("R441-5"), Source("Décret 2020-145 du 20 février 2020")),
            Confidence.VERIFIED,
            Text(
                "a convention for each landlord, holder and department; defence and internal "
                "security keep identified dwellings, and public health establishments since the "
                "law 2022-217 (secondary source)",
                "une convention par bailleur, réservataire et département\u00a0; la défense et la "
                "sécurité intérieure gardent des logements identifiés, de même que les "
                "établissements publics de santé depuis la loi 2022-217 (source secondaire)",
            ),
        ),
    ),
)
"""By stock, then by flow; conventions had until `CONVERSION_DEADLINE` to become those of a flow."""

CONVERSION_DEADLINE: Final[Provision[date]] = Provision(
    "conversion-deadline",
    Text(
        "the last day for conventions of management by flow",
        "l'échéance des conventions de gestion en flux",
    ),
    (
        Version(date(2021, 11, 24), ELAN_SINCE, (_ELAN_ON_FLOW,), Confidence.VERIFIED),
        Version(
            date(2023, 11, 24),
            THREE_DS_SINCE,
            (Source("Loi 2022-217 du 21 février 2022"), _STATE_SITE),
            Confidence.SECONDARY,
            Text(
                "without a convention by then, the flow of the holder goes back to the prefect; "
                "the article that moved the day was not checked",
                "à défaut de convention à cette date, le flux du réservataire revient au "
                "préfet\u00a0; l'article qui a déplacé la date n'a pas été vérifié",
            ),
        ),
    ),
)
"""24 November 2021, moved to 24 November 2023."""

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
            (code("R441-5-1"),),
            Confidence.VERIFIED,
            Text(
                "a second paragraph, on some territories, was not read; in Île-de-France the "
                "report on 2024 was accepted until 31 March 2025",
                "un second alinéa, propre à certains territoires, n'a pas été lu\u00a0; en "
                "Île-de-France le bilan de 2024 était admis jusqu'au 31 mars 2025",
            ),
        ),
    ),
)
"""28 February of each year, for the year before."""

LEFT_OUT: Final[Provision[tuple[LeftOut, ...]]] = Provision(
    "left-out-of-the-flow",
    Text(
        "the dwellings that are not counted in the flow of a year",
        "les logements soustraits du flux annuel",
    ),
    (
        Version(
            (
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
                        "requalification of degraded condominiums (L.741-1, L.741-2)",
                        "requalification de copropriétés dégradées (ORCOD, L.741-1 et L.741-2)",
                    ),
                ),
                LeftOut(
                    "unsafe-housing-relocation",
                    Text(
                        "rehousing under L.521-3-1 to L.521-3-3 (unfit or unsafe housing)",
                        "relogements des articles L.521-3-1 à L.521-3-3 (insalubrité, péril)",
                    ),
                ),
                LeftOut("sale", Text("sales of social dwellings", "ventes de logements sociaux")),
            ),
            FLOW_SINCE,
            (code("R441-5"),),
            Confidence.VERIFIED,
            Text(
                "the text read is cut after sales: further items were not read",
                "le texte lu est coupé après les ventes\u00a0: d'autres points n'ont pas été lus",
            ),
        ),
    ),
)
"""What is taken away first; the list was read up to its cut, and may be longer."""


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
        >>> annual_flow(1_000, {"transfer": 180, "sale": 20}, on=date(2024, 1, 1))
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
    share becomes the largest whole number of offers. The tags left out of the flow do not count.

    Args:
        ceiling: The ceiling, such as `STATE_CEILING`.
        flow: The annual flow of each year, after `annual_flow`.
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
        if version.value.base is not CeilingBase.FLOW:
            since = [
                known.since for known in ceiling.versions if known.value.base is CeilingBase.FLOW
            ]
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
        caveats=(_LIST_CUT,),
    )


def _tags_left_out(years: Iterable[int]) -> tuple[str, ...]:
    """What is left out of the flow in one year or another."""
    tags = (tag for year in years for tag in left_out_tags(on=Period.year(year).start))
    return tuple(dict.fromkeys(tags))


def flow_report(year: int, *, by: Codes) -> Undertaking:
    """The report of the landlords on a year, owed to all holders before 28 February of the next.

    Its last day in time is the 27th.

    What was offered and attributed, by holder, kind, financing, place and age of the building;
    and the forecast of what is left out, with what was left out in fact.

    Args:
        year: The year reported on.
        by: The codes of the landlords in the agreement.

    Raises:
        NotKnownError: Where the rule is not known on the first day of the next year.

    Examples:
        >>> flow_report(2024, by=("landlord",)).due
        datetime.date(2025, 2, 27)
    """
    version = FLOW_REPORT_DAY.at(Period.year(year).end)
    before = date(year + 1, *version.value)
    due = before - timedelta(days=1)
    en, fr = say_day(before, "en"), say_day(before, "fr")
    text = Text(
        f"report to all holders, before {en}, on the flow of {year}",
        f"rendre compte à tous les réservataires, avant le {fr}, du flux de {year}",
    )
    return Undertaking(f"flow-report-{year}", text, by=by, due=due, sources=version.sources)


def flow_convention(*, on: date, by: Codes) -> Undertaking:
    """The convention of management by flow that holders and landlords owe, as due on a day.

    Args:
        on: The day whose law is asked: the deadline was moved.
        by: The codes of the parties in the agreement.

    Raises:
        NotKnownError: On a day for which no deadline is known.

    Examples:
        >>> flow_convention(on=date(2022, 2, 23), by=("landlord", "als")).due
        datetime.date(2023, 11, 24)
    """
    version = CONVERSION_DEADLINE.at(on)
    text = Text(
        "sign a convention of management by flow", "signer une convention de gestion en flux"
    )
    return Undertaking("flow-convention", text, by=by, due=version.value, sources=version.sources)


_LIST_CUT: Final = Text(
    "what is left out of the flow was read up to a cut in the text: the list may be longer",
    "la liste des logements soustraits du flux a été lue jusqu'à une coupure du texte\u00a0: elle "
    "peut être plus longue",
)
