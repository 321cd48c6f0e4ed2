"""Synthetic agreements: two commitments to compare with a hand-written loop, and many."""

from datetime import date

from benchmarks.ledgers import COMMUNES, CONTINGENTS, LANDLORDS, PUBLICS, TAGS
from housing_agreements import (
    Agreement,
    AgreementKind,
    Commitment,
    Contingent,
    Party,
    Per,
    Period,
    PriorityPublic,
    Share,
    Stage,
    Territory,
    Timeline,
    Volume,
    facts,
)

__all__ = ("HALF", "LISTED", "QUARTER", "many", "two")

REGION = Territory(
    "11",
    "Île-de-France",
    "region",
    departments=("75", "77", "78", "91", "92", "93", "94", "95"),
)
LISTED = {
    commune: Period(date(2015, 1, 1), date(2017, 7, 1) if place % 3 else date(2020, 1, 1))
    for place, commune in enumerate(COMMUNES[::8])
}
"""Communes of a list that changes with time, each with the period in which it is listed."""
QUARTER = (CONTINGENTS[0], PUBLICS[:4])
"""Where a quarter is promised, and to whom."""
HALF = PUBLICS[:2]
"""To whom half is promised in the communes listed."""


def two() -> Agreement:
    """A quarter on one contingent, and half in the communes listed, year by year."""
    contingent, publics = QUARTER
    listed = Territory("listed", "Listed", "list", communes=Timeline.of_members(LISTED))
    return _agreement(
        Share(
            "quarter",
            to=publics,
            stage=Stage.DECIDED,
            contingents=(contingent,),
            at_least="25 %",
        ),
        Share("half", to=HALF, stage=Stage.DECIDED, territory=listed, at_least="50 %"),
    )


def many(
    count: int,
    *,
    stages: tuple[Stage, ...] = (Stage.DECIDED,),
    per: tuple[Per, ...] = (),
    at_once: bool = True,
) -> Agreement:
    """So many commitments of varied kinds.

    Args:
        count: How many; over other publics, lists of communes, contingents, landlords and tags.
        stages: The stages that they count, in turn.
        per: What they hold for one by one, in turn; none: in total only.
        at_once: Whether each has a list of communes, landlords and a tag of its own, so that two
            read the same kinds of things as many; or they have one of these each, in turn, so
            that few read less of an entry.
    """
    kind = _of_all_kinds if at_once else _of_one_kind
    return _agreement(
        *(
            kind(place, stages[place % len(stages)], per[place % len(per)] if per else None)
            for place in range(count)
        )
    )


def _of_all_kinds(place: int, stage: Stage, per: Per | None) -> Commitment:
    return Share(
        f"share-{place}",
        to=_publics(place),
        stage=stage,
        at_least="25 %",
        territory=Territory(f"list-{place}", "A list", "list", communes=_communes(place)),
        landlords=LANDLORDS[place % 8 : place % 8 + 12],
        contingents=(CONTINGENTS[place % 3],),
        leaving_out=(TAGS[place % 2],),
        per=per,
    )


def _of_one_kind(place: int, stage: Stage, per: Per | None) -> Commitment:
    to = _publics(place)
    if place % 4 == 0:
        return Share(f"share-{place}", to=to, stage=stage, at_least="25 %", per=per)
    if place % 4 == 1:
        listed = Territory(f"list-{place}", "A list", "list", communes=_communes(place))
        return Share(
            f"list-{place}", to=to, stage=stage, at_least="40 %", territory=listed, per=per
        )
    if place % 4 == 2:
        landlords = LANDLORDS[place % 8 : place % 8 + 12]
        return Share(
            f"landlords-{place}", to=to, stage=stage, at_most="60 %", landlords=landlords, per=per
        )
    return Volume(
        f"number-{place}",
        to=to,
        stage=stage,
        at_least=403,
        contingents=(CONTINGENTS[place % 3],),
        leaving_out=(TAGS[place % 2],),
        per=per,
    )


def _publics(place: int) -> tuple[str, ...]:
    return tuple({PUBLICS[place % len(PUBLICS)], PUBLICS[place * 5 % 7 % len(PUBLICS)]})


def _communes(place: int) -> Timeline[frozenset[str]]:
    """A list of twenty communes, which changes on one of four days."""
    first = place * 7 % (len(COMMUNES) - 20)
    turn = date(2016, 7, 1) if place % 8 == 1 else date(2017, 7, 1)
    return Timeline.of_members(
        {
            commune: Period(date(2015, 1, 1), turn if number % 5 == 0 else date(2020, 1, 1))
            for number, commune in enumerate(COMMUNES[first : first + 20])
        }
    )


def _agreement(*commitments: Commitment) -> Agreement:
    als = Party("als", "A synthetic holder")
    return Agreement(
        "synthetic",
        AgreementKind.PROTOCOL,
        "A synthetic agreement",
        parties=(als,),
        signed_on=date(2015, 12, 1),
        term=Period.years(2016, 2018),
        territory=REGION,
        contingents=tuple(Contingent(code, als, REGION) for code in CONTINGENTS),
        publics=tuple(PriorityPublic(code, code, facts.dalo_recognised) for code in PUBLICS),
        tags=TAGS,
        commitments=commitments,
    )
