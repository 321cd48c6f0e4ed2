"""The obligations of the law as agreements, to be judged as any other.

`statutory_agreement` makes one with the publics of the law. `agreement_under_the_law` puts the
obligation in the place of what an agreement promises, so that one ledger answers for both.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Final

import attrs

from housing_agreements._checks import Codes, Faults, as_tuple
from housing_agreements.law.provisions import as_title
from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.law.reservations.quarter import (
    countable_publics,
    obligation_of,
    obligation_on,
    quarter_regimes,
    quarters,
)
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Share
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike
from housing_agreements.values.texts import Text

__all__ = ("agreement_under_the_law", "statutory_agreement")


def statutory_agreement(
    holder: Holder,
    year: int,
    contingents: Sequence[Contingent],
    *,
    part: RateLike | None = None,
) -> Agreement:
    """The obligation of a year as an agreement of its own, with the publics of the law.

    Ask it who is eligible, and judge attributions by it.

    Args:
        holder: Who owes it.
        year: The calendar year.
        contingents: The contingents of this holder.
        part: As in `quarter`.

    Raises:
        InvalidValueError: For the State, which owes no quarter, or no contingent at all.
        NotKnownError: For a year in which none was owed, or that is not within the days for
            which the law is known.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Attribution, Party, Territory, check_quotas
        >>> als = Party("als", "Action Logement Services")
        >>> gironde = Territory("33", "Gironde", "department", departments=("33",))
        >>> law = statutory_agreement(
        ...     Holder.ACTION_LOGEMENT, 2018, [Contingent("als", als, gironde)]
        ... )
        >>> made = {"contingent": "als", "commune": "33063", "decided_on": date(2018, 3, 1)}
        >>> ledger = [
        ...     Attribution("priority", publics={"worker-dalo"}, count=402, **made),
        ...     Attribution("others", count=1210, **made),
        ... ]
        >>> finding = check_quotas(law, ledger, on=date(2019, 1, 1))[0]
        >>> finding.verdict.value, finding.required.value, finding.shortfall.value
        ('unmet', 403, 1)
    """
    declared = as_tuple(contingents)
    faults = Faults("statutory_agreement")
    if faults.each("contingents", declared, Contingent, "a Contingent") and not declared:
        faults.value("contingents", (), "at least one contingent")
    faults.report()
    term = Period.year(year)
    obligation_on(holder, term.last_day)
    shares = quarters(
        holder, term, contingents=[contingent.code for contingent in declared], part=part
    )
    territories = dict.fromkeys(contingent.territory for contingent in declared)
    title = as_title(obligation_of(holder).title)
    return Agreement(
        f"{obligation_of(holder).code}-{year}",
        AgreementKind.OTHER,
        _TITLE_OF_YEAR.format(title=title, year=str(year)),
        parties=tuple(dict.fromkeys(contingent.holder for contingent in declared)),
        signed_on=None,
        term=term,
        territory=reduce(or_, territories),
        contingents=declared,
        publics=_publics_over(holder, term, part=part),
        commitments=_with_totals(shares),
        sources=tuple(dict.fromkeys(source for share in shares for source in share.sources)),
    )


_TITLE_OF_YEAR: Final = Text("{title}, {year}", "{title}, {year}")


def _publics_over(
    holder: Holder, term: Period, *, part: RateLike | None
) -> tuple[PriorityPublic, ...]:
    """Everyone who counts under one regime or another."""
    found = (
        public
        for owed, _, _ in quarter_regimes(obligation_of(holder), term)
        for public in countable_publics(owed, settled=part is not None)
    )
    return tuple(dict.fromkeys(found))


def _with_totals(shares: Iterable[Share]) -> tuple[Share, ...]:
    """The shares, and the total beside each that holds programme by programme.

    The law promises nothing in total: it is an indicator.
    """
    found: list[Share] = []
    for share in shares:
        found.append(share)
        if share.per:
            others = () if share.substitute is None else share.substitute.to
            title = share.title or Text(share.code, share.code)
            total = attrs.evolve(
                share,
                code=f"{share.code}-total",
                to=(*share.to, *others),
                at_least=None,
                per=(),
                judge=None,
                substitute=None,
                periods=share.stated_periods or None,
                title=_IN_TOTAL.format(title=title),
                sources=(),
                caveats=(),
            )
            found.append(total)
    return tuple(found)


_IN_TOTAL: Final = Text("{title}, in total", "{title}, au total")


def agreement_under_the_law(
    agreement: Agreement,
    holder: Holder,
    *,
    contingents: Codes,
    to: Codes,
    failing: Codes = (),
    part: RateLike | None = None,
) -> Agreement:
    """The obligation in place of what an agreement promises, to be judged on the same ledger.

    Contingents, publics, term and tags are those of the agreement, so that its attributions are
    read as they are. Give an amended agreement as it stands on a day.

    Args:
        agreement: The agreement whose ledger is judged.
        holder: Who owes the quarter.
        contingents: The contingents of this holder, by code.
        to: Which publics of the agreement are the main ones of the law.
        failing: Which of them are substitutes (*à défaut*).
        part: As in `quarter`.

    Raises:
        InvalidTypeError: For anything but an agreement, and as `quarters` does.
        UnknownCodeError: For a contingent or a public that the agreement does not declare.
        InvalidValueError: As `quarters` does.
        NotKnownError: As `quarters` does.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> law = agreement_under_the_law(
        ...     AGREEMENT,
        ...     Holder.ACTION_LOGEMENT,
        ...     contingents=("action-logement",),
        ...     to=("dalo",),
        ...     failing=("badly-housed", "leaving-accommodation"),
        ... )
        >>> [share.code for share in law.commitments], law.commitments[0].stage.value
        (['quarter-2017'], 'decided')
    """
    faults = Faults("agreement_under_the_law")
    faults.instance("agreement", agreement, Agreement, "an Agreement")
    faults.report()
    shares = quarters(
        holder, agreement.term, contingents=contingents, to=to, failing=failing, part=part
    )
    left_out = (tag for commitment in agreement.commitments for tag in commitment.leaving_out)
    title = as_title(obligation_of(holder).title)
    return attrs.evolve(
        agreement,
        code=f"{agreement.code}-law",
        kind=AgreementKind.OTHER,
        title=_BESIDE.format(title=title, agreement=agreement.title),
        commitments=_with_totals(shares),
        undertakings=(),
        tags=tuple(dict.fromkeys((*agreement.tags, *left_out))),
        amendments=(),
    )


_BESIDE: Final = Text("{title}, beside: {agreement}", "{title}, en regard de\u00a0: {agreement}")
