"""Strategies for agreements and their parts: small, rich, and valid by construction.

All names and codes are synthetic and few, so that what is drawn meets.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from housing_agreements.criteria.criteria import Criterion, all_of, at_least_of
from housing_agreements.criteria.facts import facts
from housing_agreements.model.agreements import Agreement, Amendment, Part
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.contingents import Contingent, Management
from housing_agreements.model.groups import Per
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.references import Counting, Reference
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.testing.strategies._commitments import commitments
from housing_agreements.testing.strategies._pools import (
    CONTINGENTS,
    FIRST_YEAR,
    LANDLORDS,
    LAST_YEAR,
    PUBLICS,
    citations,
    close_sectors,
    close_territories,
    names,
    programme_codes,
    some_of,
    tag_codes,
)
from housing_agreements.testing.strategies._values import (
    days,
    periods,
    rates,
    timelines,
    words,
)
from housing_agreements.values.periods import Period, years_of_terms

__all__ = (
    "REGISTERED",
    "agreements",
    "amendments",
    "contingents",
    "parties",
    "publics",
    "references",
    "terms",
    "undertakings",
)

_PARTY_CODES: Final = ("prefect", "employers-fund", "city")


def parties(*, codes: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Party]:
    """Institutions that sign an agreement."""
    return st.builds(Party, st.sampled_from(_PARTY_CODES) if codes is None else codes, words())


def references() -> st.SearchStrategy[Reference]:
    """Documents that do not exist."""
    return st.builds(Reference, st.integers(1, 9).map("document-{}".format), words())


def _agreements_beside() -> st.SearchStrategy[Reference]:
    """Agreements that do not exist, with whether one entry may serve both, stated or not."""
    countings = st.none() | st.sampled_from(Counting)
    codes = st.integers(1, 9).map("beside-{}".format)
    return st.builds(Reference, codes, words(), counting=countings)


def contingents(*, codes: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Contingent]:
    """Contingents of any management, share and number of dwellings, known or not.

    Some shares change on given days.
    """
    return st.builds(
        Contingent,
        st.sampled_from(CONTINGENTS) if codes is None else codes,
        parties(),
        close_territories(),
        management=st.none() | st.sampled_from(Management),
        share=st.none() | rates() | timelines(rates(), max_size=2),
        dwellings=st.none() | st.integers(0, 9999),
        sources=citations(),
    )


def publics(
    *,
    codes: st.SearchStrategy[str] | None = None,
    criteria: st.SearchStrategy[Criterion] | None = None,
) -> st.SearchStrategy[PriorityPublic]:
    """Priority publics whose definition is constant, widens, begins, ends, or has a last day.

    Past its last verified day such a definition is not known.
    """
    drawn = _few_criteria() if criteria is None else criteria
    return st.builds(
        PriorityPublic,
        st.sampled_from(PUBLICS) if codes is None else codes,
        names(),
        drawn | timelines(st.none() | drawn, verified_until=st.none() | days(), max_size=3),
        sources=citations(),
    )


def _few_criteria() -> st.SearchStrategy[Criterion]:
    housed = facts.dalo_recognised | facts.leaving_temporary_housing
    large = facts.household_size.at_least(3)
    return st.sampled_from(
        (
            facts.dalo_recognised,
            housed,
            all_of(housed, facts.employed),
            ~large,
            at_least_of(2, facts.employed, facts.disabled, large),
        ),
    )


@st.composite
def undertakings(
    draw: st.DrawFn,
    *,
    codes: st.SearchStrategy[str] | None = None,
    by: Sequence[str] = _PARTY_CODES,
) -> Undertaking:
    """Things to do: by a day, in a period, or standing; or that parties may do."""
    due = draw(st.none() | days() | periods())
    return Undertaking(
        draw(st.sampled_from(("study", "report")) if codes is None else codes),
        draw(names()),
        by=draw(some_of(by, min_size=1)),
        due=due,
        owed=due is not None or draw(st.booleans()),
        sources=draw(citations()),
    )


def terms() -> st.SearchStrategy[Period]:
    """Terms of about three years: calendar years, years of the agreement, or any days."""
    any_days = periods(min_value=date(FIRST_YEAR, 1, 1), max_value=date(LAST_YEAR, 12, 31))
    return _terms_of_years() | any_days


def _terms_of_years() -> st.SearchStrategy[Period]:
    starts = days(min_value=date(FIRST_YEAR - 1, 7, 1), max_value=date(FIRST_YEAR, 12, 31))
    years = st.integers(FIRST_YEAR, LAST_YEAR)
    return st.one_of(
        years.map(lambda last: Period.years(FIRST_YEAR, last)),
        st.builds(
            lambda start, length: Period.lasting(start, years=length), starts, st.integers(1, 3)
        ),
    )


@st.composite
def agreements(draw: st.DrawFn, *, min_commitments: int = 1, max_amendments: int = 2) -> Agreement:
    """Agreements of a few contingents, publics and commitments, now and then amended.

    Args:
        draw: Hypothesis's own.
        min_commitments: How many commitments there are at least, up to 3.
        max_amendments: How many amendments there are at most.
    """
    signatories = draw(some_of(_PARTY_CODES, min_size=1, max_size=3))
    held = draw(some_of(CONTINGENTS, min_size=1, max_size=3))
    targets = draw(some_of(PUBLICS, min_size=1, max_size=3))
    bound = draw(st.just(()) | st.just(()) | some_of(LANDLORDS, min_size=1, max_size=3))
    parts_of_it = draw(st.just(()) | close_sectors())
    unbound = draw(some_of([code for code in LANDLORDS if code not in bound])) if bound else ()
    promised = draw(st.integers(min_commitments, 3))
    term = draw(terms())
    options: Any = {
        "publics": targets,
        "contingents": held,
        "landlords": bound or LANDLORDS,
        "sectors": [sector.code for sector in parts_of_it],
        "yearly": _is_of_years(term),
    }
    agreement = Agreement(
        draw(st.sampled_from(("north-2018", "south-2018"))),
        draw(st.sampled_from((None, *AgreementKind))),
        draw(names()),
        parties=[draw(parties(codes=st.just(code))) for code in signatories],
        signed_on=draw(_signatures()),
        term=term,
        territory=draw(close_territories()),
        contingents=[draw(contingents(codes=st.just(code))) for code in held],
        landlords=[draw(parties(codes=st.just(code))) for code in bound],
        others=[draw(parties(codes=st.just(code))) for code in unbound],
        sectors=parts_of_it,
        publics=[draw(publics(codes=st.just(code))) for code in targets],
        commitments=[
            draw(commitments(codes=st.just(code), **options))
            for code in ("first", "second", "third")[:promised]
        ],
        undertakings=draw(
            st.just(()) | undertakings(by=signatories).map(lambda undertaking: (undertaking,))
        ),
        part_of=draw(st.lists(references(), max_size=1)),
        annexes=draw(st.lists(references(), max_size=1)),
        beside=draw(st.lists(_agreements_beside(), max_size=1)),
        tags=sorted(draw(st.sets(tag_codes(), max_size=2))),
        names=draw(st.just({}) | st.dictionaries(programme_codes(), names(), max_size=2)),
        sources=draw(citations()),
    )
    for _ in range(draw(st.integers(0, max_amendments))):
        agreement = agreement.amend(draw(amendments(agreement=agreement)))
    return agreement


def _signatures() -> st.SearchStrategy[date]:
    return days(min_value=date(FIRST_YEAR - 1, 1, 1), max_value=date(LAST_YEAR + 1, 12, 31))


@st.composite
def amendments(draw: st.DrawFn, *, agreement: Agreement | None = None) -> Amendment:
    """Amendments that the agreement accepts, beside those it has and whatever their order.

    They are signed before and after they take effect, and touch every kind of part.

    Args:
        draw: Hypothesis's own.
        agreement: The agreement that they are for; `None`: any of those drawn by `agreements`.
    """
    terms_of = draw(agreements(max_amendments=0)) if agreement is None else agreement
    number = len(terms_of.amendments)
    removed = {code for amendment in terms_of.amendments for code in amendment.remove}
    lasting = [part for part in terms_of.parts if part.code not in removed]
    spare = [part.code for part in lasting if part.code not in _codes_in_use(terms_of)]
    remove = draw(st.just(()) | some_of(spare, max_size=1))
    kept = [part for part in lasting if part.code not in remove]
    codes: dict[str, Any] = {
        "publics": [part.code for part in kept if isinstance(part, PriorityPublic)],
        "contingents": [part.code for part in kept if isinstance(part, Contingent)],
        "landlords": tuple(party.code for party in terms_of.landlords) or LANDLORDS,
        "sectors": [sector.code for sector in terms_of.sectors],
    }
    by = [party.code for party in terms_of.parties]
    promised = commitments(
        codes=st.just(f"commitment-{number}"), yearly=_is_of_years(terms_of.term), **codes
    )
    added = {
        "commitment": promised,
        "public": publics(codes=st.just(f"public-{number}")),
        "contingent": contingents(codes=st.just(f"contingent-{number}")),
        "undertaking": undertakings(codes=st.just(f"undertaking-{number}"), by=by),
    }
    replaced = draw(some_of([part.code for part in kept]))
    add = [draw(added[name]) for name in draw(some_of(sorted(added)))]
    term = draw(st.none() | _later_terms(terms_of))
    if not (replaced or remove or add or term):
        term = draw(_later_terms(terms_of))
    return Amendment(
        effective=draw(_signatures()),
        signed_on=draw(_signatures()),
        replace=[
            draw(_like(part, codes, by, yearly=_is_of_years(terms_of.term)))
            for part in kept
            if part.code in replaced
        ],
        add=add,
        remove=remove,
        term=term,
        territory=draw(st.none() | close_territories()),
        sectors=draw(st.none() | close_sectors()) if terms_of.sectors else None,
        sources=draw(citations()),
    )


def _codes_in_use(agreement: Agreement) -> set[str]:
    """The codes that an amendment, or a commitment of some version, names."""
    touched = [
        part for amendment in agreement.amendments for part in (*amendment.replace, *amendment.add)
    ]
    needed = {part.code for part in touched}
    for part in (*agreement.commitments, *touched):
        if isinstance(part, Commitment):
            needed.update(part.publics, part.contingents)
            if Per.CONTINGENT in part.per:
                needed.update(contingent.code for contingent in agreement.contingents)
    return needed


def _is_of_years(term: Period) -> bool:
    """Whether a term lasts whole years, so that a constant level has periods in it."""
    return bool(years_of_terms((term,)))


def _later_terms(agreement: Agreement) -> st.SearchStrategy[Period]:
    """Terms that an amendment may give, whatever the order of those that give one.

    Where the first is made of years, they go on in each: all are made of whole years, or all
    begin with the first and hold a year of it.
    """
    first = agreement.term
    if not _is_of_years(first):
        return terms()
    given = [amendment.term for amendment in agreement.amendments if amendment.term is not None]
    year, last = Period.lasting(first.start, years=1), date(LAST_YEAR + 1, 12, 31)
    ends = days(min_value=year.end, max_value=last)
    options: list[st.SearchStrategy[Period]] = []
    if all(year.within(term) and term.start == first.start for term in given):
        options.append(ends.map(lambda end: Period(first.start, end)))
    if all(map(_is_of_years, given)):
        options.append(_terms_of_years())
    return st.one_of(options)


def _like(
    part: Part, codes: dict[str, Any], by: Sequence[str], *, yearly: bool
) -> st.SearchStrategy[Part]:
    """Parts of the same kind and the same code as one."""
    code = st.just(part.code)
    if isinstance(part, Contingent):
        return contingents(codes=code)
    if isinstance(part, PriorityPublic):
        return publics(codes=code)
    if isinstance(part, Commitment):
        return commitments(codes=code, yearly=yearly, **codes)
    return undertakings(codes=code, by=by)


REGISTERED: Final[tuple[tuple[type, Callable[..., st.SearchStrategy[object]]], ...]] = (
    (Party, parties),
    (Reference, references),
    (Contingent, contingents),
    (PriorityPublic, publics),
    (Undertaking, undertakings),
    (Agreement, agreements),
    (Amendment, amendments),
)
"""Each class, with the strategy that draws it."""
