"""The quarter as a commitment: to put into an agreement, or to judge by itself.

How the law is read here, where it leaves a choice; each finding says so:

- an attribution counts on the day the commission decides it, whatever becomes of the lease;
- no rounding is written: the smallest whole number that reaches the quarter is required;
- "failing that" is a question of who was there to be housed, which no count can judge: others
  than the main publics count for the whole quarter, or for the part that an agreement sets;
- what is counted programme by programme has no period in the text: calendar years are taken;
- where the rule changes within a year, the days before and after are judged apart.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from housing_agreements.law.obligations import Holder
from housing_agreements.law.shares import counting, owed_by, owed_on, regimes, share_of
from housing_agreements.model.commitments import Share
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike
from housing_agreements.values.texts import Text

__all__ = ("quarter", "quarter_publics", "quarters")


def quarter_publics(
    holder: Holder, *, on: date, part: RateLike | None = None
) -> tuple[PriorityPublic, ...]:
    """The publics that count in the quarter: the main ones, then those failing them.

    Args:
        holder: Who owes it.
        on: The day whose law is asked.
        part: As in `quarter`; only whether it is given matters.

    Raises:
        InvalidValueError: For the State, which owes no quarter.
        NotKnownError: On a day on which none was owed, or for which it is not known.

    Examples:
        >>> [each.code for each in quarter_publics(Holder.ACTION_LOGEMENT, on=date(2016, 1, 1))]
        ['worker-dalo', 'temporary-housing']
    """
    _, owed = owed_on(holder, on)
    return counting(owed, settled=part is not None)


def quarter(
    holder: Holder,
    *,
    on: date,
    contingents: Sequence[str] = (),
    landlords: Sequence[str] = (),
    to: Sequence[str] | None = None,
    failing: Sequence[str] | None = None,
    part: RateLike | None = None,
    code: str = "quarter",
    periods: Sequence[Period] | None = None,
) -> Share:
    """The quarter of attributions that a holder owes to priority publics (*un quart*).

    From 27 March 2014 to 28 January 2017 those housed temporarily count for a part that the law
    does not state: without `part` they belong to the possible publics of an attribution, which
    `check_eligibility` says of them with the publics of the law.

    Args:
        holder: Who owes it; call again for another.
        on: The day whose law is asked.
        contingents: The codes of the contingents of this holder in the agreement; none: all of
            them, where nobody else holds any.
        landlords: The codes of the landlords of the base; none: all.
        to: The codes of the main publics in the agreement; `None`: those of the law, which
            `quarter_publics` gives.
        failing: The codes of those who count failing them; `None`: those of the law when `to`
            is left to it, else nobody.
        part: The largest part of the quarter that these may make up, where an agreement sets
            one; `None`: what the law says.
        code: The code of the commitment.
        periods: The accounting periods; `None`: the calendar years of the agreement.

    Raises:
        InvalidValueError: For the State, which owes no quarter, or others than the main publics
            where the law lets nobody else count.
        NotKnownError: On a day on which none was owed, or for which it is not known; and, from
            27 March 2014 to 28 January 2017, for publics of one's own failing the main ones
            without a part, since the law does not say how large it is.

    Source:
        L.313-26-2, L.313-35 and L.441-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> owed = quarter(
        ...     Holder.ACTION_LOGEMENT, on=date(2018, 1, 1), contingents=("als",), to=("dalo",)
        ... )
        >>> owed.at_least.common, owed.stage.value, owed.per
        (Fraction(1, 4), 'decided', ())
        >>> quarter(Holder.ACTION_LOGEMENT, on=date(2017, 1, 28)).per
        (<Per.PROGRAMME: 'programme'>,)
    """
    version, owed = owed_on(holder, on)
    return share_of(
        owed,
        (version,),
        code=code,
        title=owed_by(holder).title,
        to=to,
        failing=failing,
        part=part,
        contingents=contingents,
        landlords=landlords,
        periods=periods,
    )


def quarters(
    holder: Holder,
    term: Period,
    *,
    contingents: Sequence[str] = (),
    landlords: Sequence[str] = (),
    to: Sequence[str] | None = None,
    failing: Sequence[str] | None = None,
    part: RateLike | None = None,
    code: str = "quarter",
) -> tuple[Share, ...]:
    """The quarter over a term, one commitment for each state of the law in it.

    Each bears the year of its law in its code, and is judged on the calendar years of the term,
    cut where the law changes: `quarter-2014` up to 28 January 2017, `quarter-2017` after.
    Publics of one's own count in all of them, failing the main ones where the law lets others
    count. For a change that takes a whole year with it, replace a `quarter` by an `Amendment`
    instead.

    Args:
        holder: Who owes it.
        term: The days asked; those on which none was owed are left out.
        contingents: As in `quarter`.
        landlords: As in `quarter`.
        to: As in `quarter`.
        failing: As in `quarter`; before 27 March 2014 they count for nothing.
        part: As in `quarter`; from 29 January 2017 on it holds as well.
        code: The beginning of the codes.

    Raises:
        InvalidTypeError: For anything but a holder, or a period.
        InvalidValueError: For the State, which owes no quarter.
        NotKnownError: For a term that is not within the days for which the law is known; then
            `quarter` takes the law of a day for the whole of it.

    Laws:
        - Every day of the term on which the quarter is owed lies in exactly one period.

    Examples:
        >>> shares = quarters(Holder.ACTION_LOGEMENT, Period.years(2016, 2018))
        >>> [(each.code, [str(period) for period in each.periods]) for each in shares]
        [('quarter-2014', ['2016', '2017-01-01 to 2017-01-28']), \
('quarter-2017', ['2017-01-29 to 2017-12-31', '2018'])]
    """
    provision = owed_by(holder)
    return tuple(
        share_of(
            owed,
            versions,
            code=f"{code}-{versions[0].since.year}",
            title=provision.title,
            to=to,
            failing=failing if owed.failing else None,
            part=part if owed.failing else None,
            contingents=contingents,
            landlords=landlords,
            periods=period.calendar_years(),
            caveats=(_CUT,) if _cuts_a_year(period, term) else (),
        )
        for owed, versions, period in regimes(provision, term)
    )


def _cuts_a_year(period: Period, term: Period) -> bool:
    """Whether a change of the law, and not the term, cuts a calendar year."""
    changes = {period.start, period.end} - {term.start, term.end}
    return any((day.month, day.day) != (1, 1) for day in changes)


_CUT: Final = Text(
    "the law changed within a year: whether the whole year follows the new rule was not found, "
    "and the days before and after are judged apart",
    "la loi a changé en cours d'année\u00a0: que l'année entière suive la nouvelle règle n'a pas "
    "été trouvé, et les jours d'avant et d'après sont jugés séparément",
)
