"""The quarter, a fourth part (*un quart*), never three months: as a commitment to judge.

It is put into an agreement, or judged by itself.

`quarter` takes the obligation of a holder as the law of one day has it, `quarters` as it stands
over a term; `quarter_publics` gives the publics that count in it.

How the law is read here, where it leaves a choice; each finding says so:

- an attribution counts on the day the commission decides it, whatever becomes of the lease;
- no rounding is written: the smallest whole number that reaches the quarter is required;
- whom substitutes stand in for (*à défaut*) is a question of who was there to be housed, which no
  count can judge: substitutes count for the whole quarter, or for the part that an agreement sets;
- what is counted programme by programme has no period in the text: calendar years are taken;
- where the rule changes within a year, the days before and after are judged apart.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Codes, Faults, as_tuple
from housing_agreements.criteria.criteria import open_question
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError, show
from housing_agreements.law.provisions import NO_ROUNDING, Provision, Version, as_title
from housing_agreements.law.reservations.obligations import QUARTERS, Holder, Quarter
from housing_agreements.model.commitments import Share, Substitute
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Judge, Per
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike
from housing_agreements.values.texts import Text

__all__ = (
    "QuarterRegime",
    "countable_publics",
    "obligation_of",
    "obligation_on",
    "quarter",
    "quarter_publics",
    "quarter_regimes",
    "quarter_share",
    "quarters",
)


def quarter_publics(
    holder: Holder, *, on: date, part: RateLike | None = None
) -> tuple[PriorityPublic, ...]:
    """The publics that count in the quarter: the main ones, then the substitutes.

    Args:
        holder: Who owes it.
        on: The day whose law is asked.
        part: As in `quarter`; only whether it is given matters.

    Raises:
        InvalidValueError: For the State, which owes no quarter.
        NotKnownError: On a day on which none was owed, or for which it is not known.

    Examples:
        >>> [public.code for public in quarter_publics(Holder.ACTION_LOGEMENT, on=date(2016, 1, 1))]
        ['worker-dalo', 'temporary-housing']
    """
    _, owed = obligation_on(holder, on)
    return countable_publics(owed, settled=part is not None)


def quarter(
    holder: Holder,
    *,
    on: date,
    contingents: Codes = (),
    landlords: Codes = (),
    to: Codes | None = None,
    failing: Codes | None = None,
    part: RateLike | None = None,
    code: str = "quarter",
    periods: Sequence[Period] | None = None,
) -> Share:
    """The fourth part of attributions that a holder owes to priority publics (*un quart*).

    From 27 March 2014 to 28 January 2017 those housed temporarily count for a part that the law
    does not state: without `part` they belong to the possible publics of an attribution, which
    `check_eligibility` says of them with the publics of the law.

    Args:
        holder: Who owes it; call again for another.
        on: The day whose law is asked.
        contingents: The codes of the contingents of this holder in the agreement; none: all of
            them, where nobody else holds any.
        landlords: The codes of the landlords of the base; none: all. For the Association
            Foncière Logement since 29 January 2017: its own code and those of its subsidiaries.
        to: The codes of the main publics in the agreement; `None`: those of the law, which
            `quarter_publics` gives.
        failing: The codes of the substitutes (*à défaut*); `None`: those of the law when `to` is
            left to it, else nobody.
        part: The largest part of the quarter that these may make up, where an agreement sets
            one; `None`: what the law says.
        code: The code of the commitment.
        periods: The accounting periods; `None`: the calendar years of the agreement.

    Raises:
        InvalidValueError: For the State, which owes no quarter, or others than the main publics
            where the law lets nobody else count.
        NotKnownError: On a day on which none was owed, or for which it is not known; and, from
            27 March 2014 to 28 January 2017, for substitutes of one's own without a
            part, since the law does not say how large it is.

    Source:
        L.313-26-2, L.313-35 and L.441-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> owed = quarter(
        ...     Holder.ACTION_LOGEMENT, on=date(2018, 1, 1), contingents=("als",), to=("dalo",)
        ... )
        >>> owed.at_least.common, owed.stage.value, owed.per
        (Fraction(1, 4), 'decided', ())
        >>> quarter(Holder.ACTION_LOGEMENT, on=date(2017, 1, 28)).per
        (Per.PROGRAMME,)
    """
    version, owed = obligation_on(holder, on)
    return quarter_share(
        owed,
        (version,),
        code=code,
        title=obligation_of(holder).title,
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
    contingents: Codes = (),
    landlords: Codes = (),
    to: Codes | None = None,
    failing: Codes | None = None,
    part: RateLike | None = None,
    code: str = "quarter",
) -> tuple[Share, ...]:
    """The quarter over a term, one commitment for each state of the law in it.

    Each bears the year of its law in its code, and is judged on the calendar years of the term,
    cut where the law changes: `quarter-2014` up to 28 January 2017, `quarter-2017` after.
    Substitutes of one's own count where the law lets any count. To judge all of 2017 by the new
    rule, replace a `quarter` by an `Amendment` instead.

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
        >>> [(share.code, [str(period) for period in share.periods]) for share in shares]
        [('quarter-2014', ['2016', '2017-01-01 to 2017-01-28']), \
('quarter-2017', ['2017-01-29 to 2017-12-31', '2018'])]
    """
    provision = obligation_of(holder)
    return tuple(
        quarter_share(
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
            caveats=(_YEAR_CUT,) if _cuts_a_year(period, term) else (),
        )
        for owed, versions, period in quarter_regimes(provision, term)
    )


def _cuts_a_year(period: Period, term: Period) -> bool:
    """Whether a change of the law, and not the term, cuts a calendar year."""
    changes = {period.start, period.end} - {term.start, term.end}
    return any((day.month, day.day) != (1, 1) for day in changes)


def obligation_of(holder: Holder) -> Provision[Quarter | None]:
    """The obligation of a holder.

    Raises:
        InvalidTypeError: For anything but a holder.
        InvalidValueError: For the State, which owes no quarter.

    Examples:
        >>> obligation_of(Holder.LANDLORD).known_on(date(2017, 1, 29))
        True
    """
    faults = Faults("quarter")
    faults.instance("holder", holder, Holder, "a Holder, such as Holder.ACTION_LOGEMENT")
    faults.report()
    if holder not in QUARTERS:
        raise InvalidValueError(
            "quarter, holder",
            show(holder),
            "a holder that owes a quarter",
            "the whole but the part of its agents is reserved for priority persons",
        )
    return QUARTERS[holder]


def obligation_on(holder: Holder, day: date) -> tuple[Version[Quarter | None], Quarter]:
    """The version of the obligation in force on a day, and what it asks.

    Raises:
        NotKnownError: On a day on which nothing was asked, or for which it is not known.

    Examples:
        >>> obligation_on(Holder.LANDLORD, date(2017, 1, 29))[1].share
        Fraction(1, 4)
    """
    provision = obligation_of(holder)
    version = provision.at(day)
    if version.value is None:
        first = next(version.since for version in provision.versions if version.value is not None)
        raise NotKnownError(
            f"{provision.title.en} ({provision.code})",
            str(day),
            f"a day from {first} on",
            "the law asked none of this holder before",
        )
    return version, version.value


QuarterRegime = tuple[Quarter, tuple[Version[Quarter | None], ...], Period]
"""What is owed, the versions of the law that say so, and the days on which it holds."""


def quarter_regimes(provision: Provision[Quarter | None], term: Period) -> Iterator[QuarterRegime]:
    """Split a term where what is owed changes: one regime for the versions that ask the same.

    Raises:
        InvalidTypeError: For a term that is no period.
        NotKnownError: For a term that is not within the days for which the law is known.
    """
    if not isinstance(term, Period):
        remedy = "write Period.year(2018) or Period.years(2016, 2018)"
        raise InvalidTypeError("quarters, term", show(term), "a Period", remedy)
    provision.at(term.start)
    provision.at(term.last_day)
    timeline = provision.timeline
    ends = (*timeline.days[1:], date.max)
    for (since, owed), end in zip(timeline.changes, ends, strict=True):
        period = Period(since, end) & term
        if owed is not None and period is not None:
            alike = [version for version in provision.versions if since <= version.since < end]
            yield owed, tuple(alike), period


def countable_publics(owed: Quarter, *, settled: bool) -> tuple[PriorityPublic, ...]:
    """The main publics and the substitutes, who only *may* count, when no part is given.

    Examples:
        >>> owed = obligation_on(Holder.LANDLORD, date(2017, 1, 29))[1]
        >>> [public.code for public in countable_publics(owed, settled=False)][:3]
        ['dalo', 'disability', 'therapeutic-flat']
    """
    failing = owed.failing
    if owed.failing_at_most is None and not settled:
        failing = tuple(map(_count_in_part, failing))
    return (*owed.main, *failing)


def _count_in_part(public: PriorityPublic) -> PriorityPublic:
    """A public of which only a part counts, and the text does not say how large a part."""
    within = open_question(
        "whether it falls in the part of the quarter that may go to them: how large it is, the "
        "law leaves to an agreement with the prefect",
        "si cela entre dans la part du quart qui peut leur revenir\u00a0: la loi laisse son "
        "étendue à un accord avec le préfet",
        public.sources,
    )
    criterion = public.criterion.map(
        lambda definition: None if definition is None else definition & within
    )
    return attrs.evolve(public, criterion=criterion)


def quarter_share(
    owed: Quarter,
    versions: Sequence[Version[Quarter | None]],
    *,
    code: str,
    title: Text,
    to: Codes | None,
    failing: Codes | None,
    part: RateLike | None,
    contingents: Codes,
    landlords: Codes,
    periods: Sequence[Period] | None,
    caveats: Sequence[Text] = (),
) -> Share:
    """One version of the obligation, or several that ask the same, as a commitment."""
    main, others = _choose_publics(owed, to, failing, part)
    at_most = owed.failing_at_most if part is None else part
    substitute = None if at_most is None or not others else Substitute(others, at_most)
    notes = [_BASE_OF_QUARTER.format(base=owed.base), NO_ROUNDING]
    if owed.by_programme:
        notes.append(_NO_PERIOD)
    if others:
        notes.append(_NO_SIZE if at_most is None else _NO_CAP if part is None else _AVAILABLE)
    notes.extend(note for note in (owed.shortfall, *(version.note for version in versions)) if note)
    return Share(
        code,
        to=main if substitute is not None else (*main, *others),
        stage=Stage.DECIDED,
        at_least=owed.share,
        contingents=contingents,
        landlords=landlords,
        periods=periods,
        per=Per.PROGRAMME if owed.by_programme else None,
        judge=Judge.GROUPS if owed.by_programme else None,
        substitute=substitute,
        title=as_title(title),
        sources=tuple(dict.fromkeys(source for version in versions for source in version.sources)),
        caveats=(*notes, *caveats),
    )


_BASE_OF_QUARTER: Final = Text("base: {base}", "base\u00a0: {base}")


def _choose_publics(
    owed: Quarter,
    to: Codes | None,
    failing: Codes | None,
    part: RateLike | None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The main publics, and the substitutes."""
    codes = tuple(public.code for public in owed.failing)
    faults = Faults("quarter")
    main = tuple(public.code for public in owed.main) if to is None else as_tuple(to)
    others = codes if to is None and failing is None else as_tuple(failing or ())
    sound = [faults.codes("to", main), faults.codes("failing", others)]
    if all(sound) and others and not owed.failing:
        faults.value("failing", others, "nobody: the law then in force lets nobody else count")
    if all(sound) and part is not None and not others:
        faults.value("part", part, "publics that count failing the main ones, in failing=")
    faults.report()
    if owed.failing_at_most is None and part is None and others not in {(), codes}:
        raise NotKnownError(
            "quarter, part",
            "None",
            "the part of the quarter that they may make up, which the law does not state",
            'write part="1/2" as the agreement with the prefect has it',
        )
    return main, others


_NO_PERIOD: Final = Text(
    "the text then in force names no period: calendar years are taken",
    "le texte alors en vigueur ne nomme aucune période\u00a0: les années civiles sont prises",
)
_NO_CAP: Final = Text(
    "others count failing the main publics, up to what the law does not limit; whether any main "
    "household was there to be housed is not judged",
    "d'autres comptent à défaut des publics principaux, sans limite écrite\u202f; on n'a pas "
    "jugé s'il restait parmi ces derniers un ménage à loger",
)
_NO_SIZE: Final = Text(
    "a part of the quarter may go to persons housed temporarily, and the law does not say how "
    "large: they possibly count",
    "une part du quart peut revenir à des personnes logées temporairement, sans que la loi dise "
    "laquelle\u00a0: ces personnes comptent peut-être",
)
_AVAILABLE: Final = Text(
    "the part that others than the main publics may make up is that of an agreement, not of the "
    "law",
    "la part ouverte à d'autres que les publics principaux est celle d'un accord, non de la loi",
)


_YEAR_CUT: Final = Text(
    "the law changed within a year: whether the whole year follows the new rule was not found, "
    "and the days before and after are judged apart",
    "la loi a changé en cours d'année\u00a0: on n'a pas trouvé si l'année entière suit la "
    "nouvelle règle\u00a0: les jours d'avant et d'après sont jugés séparément",
)
