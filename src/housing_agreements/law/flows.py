"""The annual flow in an agreement: its base, a ceiling on it, the reports and conventions owed."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from housing_agreements.errors import InvalidValueError, UnknownCodeError, nearest, shown
from housing_agreements.law.flow_management import CONVERSION_DEADLINE, LEFT_OUT, REPORT_DAY
from housing_agreements.law.provisions import Provision, Version
from housing_agreements.law.reservations import Base, Ceiling
from housing_agreements.law.wording import titled
from housing_agreements.model.commitments import Volume
from housing_agreements.model.stages import Stage
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.faults import Faults, exact_count
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text, told

__all__ = ("annual_flow", "flow_at_most", "flow_convention", "flow_report", "left_out_tags")


def left_out_tags(*, on: date) -> tuple[str, ...]:
    """The tags of what is not in the flow, ready for `leaving_out=` of a commitment.

    Raises:
        NotKnownError: On a day for which the list is not known.

    Examples:
        >>> left_out_tags(on=date(2024, 1, 1))[:2]
        ('transfer', 'renewal-relocation')
    """
    return tuple(each.tag for each in LEFT_OUT.on(on))


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
            where = faults.at("left_out")
            faults.note(UnknownCodeError(where, shown(tag), expected, nearest(tag, known)))
        faults.count(f"left_out, {tag!r}", count)
    if not faults.found and sum(left_out.values()) > freed:
        faults.value("left_out", dict(left_out), f"no more than the {freed} freed")
    faults.report()
    return freed - sum(left_out.values())


def flow_at_most(
    ceiling: Provision[Ceiling],
    flow: Mapping[int, int],
    *,
    contingents: Sequence[str],
    landlords: Sequence[str] = (),
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
        >>> from housing_agreements.law.reservations import STATE_CEILING
        >>> limit = flow_at_most(
        ...     STATE_CEILING, {2024: 801}, contingents=("state",), code="state-flow"
        ... )
        >>> limit.at_most.at(2024)
        240
    """
    faults = Faults("flow_at_most")
    faults.instance("ceiling", ceiling, Provision, "a ceiling with its dates: STATE_CEILING")
    faults.instance("flow", flow, Mapping, "a mapping of years to flows: {2024: 801}")
    faults.report()
    allowed: dict[int, int] = {}
    versions: list[Version[Ceiling]] = []
    for year, dwellings in flow.items():
        version = ceiling.at(Period.year(year).start)
        if version.value.base is not Base.FLOW:
            since = [each.since for each in ceiling.versions if each.value.base is Base.FLOW]
            expected = f"a year that begins after {since[0]}" if since else "a ceiling of the flow"
            raise InvalidValueError("flow_at_most, year", shown(year), expected)
        total = exact_count(dwellings, f"flow_at_most, flow of {year}")
        allowed[year] = math.floor(version.value.rate * total)
        versions.append(version)
    return Volume(
        code,
        stage=Stage.AVAILABLE,
        at_most=allowed,
        contingents=contingents,
        landlords=landlords,
        leaving_out=_tags(flow),
        title=titled(ceiling.title),
        sources=tuple(dict.fromkeys(source for each in versions for source in each.sources)),
        caveats=(_CUT,),
    )


def _tags(years: Iterable[int]) -> tuple[str, ...]:
    """What is left out of the flow in one year or another."""
    tags = (tag for year in years for tag in left_out_tags(on=Period.year(year).start))
    return tuple(dict.fromkeys(tags))


def flow_report(year: int, *, by: Sequence[str]) -> Undertaking:
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
    version = REPORT_DAY.at(Period.year(year).end)
    before = date(year + 1, *version.value)
    due = before - timedelta(days=1)
    text = Text(
        f"report to all holders, before {told(before, 'en')}, on the flow of {year}",
        f"rendre compte à tous les réservataires, avant le {told(before, 'fr')}, du flux de {year}",
    )
    return Undertaking(f"flow-report-{year}", text, by=by, due=due, sources=version.sources)


def flow_convention(*, on: date, by: Sequence[str]) -> Undertaking:
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


_CUT: Final = Text(
    "what is left out of the flow was read up to a cut in the text: the list may be longer",
    "la liste des logements soustraits du flux a été lue jusqu'à une coupure du texte\u00a0: elle "
    "peut être plus longue",
)
