"""The five agreements of the catalogue judged at once, against each of them alone."""

import random
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import Any

import polars as pl

from benchmarks.measure import Figure, Job, cost, elapsed, fastest
from housing_agreements import (
    Agreement,
    AgreementsReport,
    Attribution,
    Production,
    check_agreements,
    check_quotas,
    frames,
)
from housing_agreements.catalogue import (
    gironde_2018,
    ile_de_france_2016,
    lille_2018,
    lille_ciet_2017,
    rennes_2017,
)
from housing_agreements.geography._official_code import load_official_code

__all__ = ("FIVE", "agreeing", "as_frames", "drawn", "judging_several", "of_one")

FIVE = tuple(
    module.AGREEMENT
    for module in (gironde_2018, ile_de_france_2016, lille_2018, lille_ciet_2017, rennes_2017)
)
"""The five agreements."""
_ON = date(2019, 6, 1)
_DEPARTMENTS = ("33", "75", "77", "78", "91", "92", "93", "94", "95", "59", "35")
_COMMUNES = tuple(
    code
    for department in _DEPARTMENTS
    for code in load_official_code().codes_in_use(department, date(2018, 1, 1))[:45]
)
_CONTINGENTS = ("action-logement", "state", "local-authorities")
_KNOWN_TO_ALL = "action-logement"
_TWICE = "dalo"
"""The one public that does not mean the same in all of them."""
_PUBLICS = tuple(
    dict.fromkeys(
        f"{one.code}:{public.code}" if public.code == _TWICE else public.code
        for one in FIVE
        for public in one.publics
    )
)
_FINANCINGS = ("PLAI", "PLUS", "PLS")
_OF_PRODUCTION = 10
"""One line in so many is production."""

Ledger = list[Attribution | Production]


def drawn(entries: int, seed: int = 1) -> Ledger:
    """Lines drawn by chance, in the regions of the five: no line stands for a real one."""
    chance = random.Random(seed)
    days = [date(2016, 1, 1) + timedelta(days=number) for number in range(1096)]
    sets: list[frozenset[str]] = [frozenset(), *(frozenset({code}) for code in _PUBLICS)]
    sets += [frozenset(_PUBLICS[:2]), frozenset(_PUBLICS[2:4])]
    nobody = frozenset[str]()
    columns = zip(
        chance.choices(_COMMUNES, k=entries),
        chance.choices(_CONTINGENTS, weights=(5, 3, 2), k=entries),
        chance.choices(sets, weights=(len(sets), *[1] * (len(sets) - 1)), k=entries),
        chance.choices(days, k=entries),
        strict=True,
    )
    ledger: Ledger = []
    for number, (commune, contingent, publics, day) in enumerate(columns):
        if number % _OF_PRODUCTION == 0:
            financing = _FINANCINGS[number // _OF_PRODUCTION % len(_FINANCINGS)]
            approved = Production(f"P{number:08d}", commune, financing, approved_on=day)
            ledger.append(approved)
            continue
        luck = chance.random()
        ledger.append(
            Attribution(
                f"A{number:08d}",
                contingent,
                commune,
                publics=publics,
                possible_publics=sets[1 + number % len(_PUBLICS)] - publics
                if luck < 0.04
                else nobody,
                available_on=day - timedelta(days=14),
                decided_on=day,
                cancelled_on=day + timedelta(days=60) if luck > 0.98 else None,
                count=3 if 0.04 < luck < 0.045 else 1,
            )
        )
    return ledger


def of_one(agreement: Agreement, ledger: Ledger) -> Ledger:
    """The lines as one agreement alone would be given them, written by hand."""
    contingents = {contingent.code for contingent in agreement.contingents}
    known = frozenset(public.code for public in agreement.publics)

    def own(publics: AbstractSet[str]) -> AbstractSet[str]:
        return known & {code.removeprefix(f"{agreement.code}:") for code in publics}

    kept: dict[AbstractSet[str], AbstractSet[str]] = {}
    given: Ledger = []
    for entry in ledger:
        if isinstance(entry, Production):
            given.append(entry)
        elif entry.contingent in contingents:
            publics, possible = (
                kept.setdefault(codes, own(codes))
                for codes in (entry.publics, entry.possible_publics)
            )
            given.append(_with_publics(entry, publics, possible))
    return given


def _with_publics(
    entry: Attribution, publics: AbstractSet[str], possible: AbstractSet[str]
) -> Attribution:
    return Attribution(
        entry.id,
        entry.contingent,
        entry.commune,
        publics=publics,
        possible_publics=possible - publics,
        available_on=entry.available_on,
        decided_on=entry.decided_on,
        cancelled_on=entry.cancelled_on,
        count=entry.count,
    )


def as_frames(ledger: Ledger) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The attributions, with a column for each public as it is written; and the production."""
    attributions = [entry for entry in ledger if isinstance(entry, Attribution)]
    publics = sorted(
        {
            code
            for codes in {(entry.publics, entry.possible_publics) for entry in attributions}
            for code in chain(*codes)
        }
        | {*_PUBLICS}
    )
    fields = ("id", "contingent", "commune", "available_on", "decided_on", "cancelled_on", "count")
    columns: dict[str, list[Any]] = {
        field: [getattr(entry, field) for entry in attributions] for field in fields
    }
    for public in publics:
        columns[public] = [
            None if public in entry.possible_publics else public in entry.publics
            for entry in attributions
        ]
    production = [entry for entry in ledger if isinstance(entry, Production)]
    made = {
        field: [getattr(entry, field) for entry in production]
        for field in ("id", "commune", "financing", "approved_on")
    }
    return pl.DataFrame(columns), pl.DataFrame(made)


def agreeing(ledger: Ledger) -> bool:
    """Whether each agreement has the same findings alone, at once, and from frames."""
    alone = [check_quotas(one, of_one(one, ledger), on=_ON).findings for one in FIVE]
    at_once = check_agreements(FIVE, ledger, on=_ON)
    of_frames = _judged_from_frames(*as_frames(ledger))
    return all([report.findings for report in several] == alone for several in (at_once, of_frames))


def _judged_from_frames(attributions: pl.DataFrame, production: pl.DataFrame) -> AgreementsReport:
    tallied = frames.tally(FIVE, attributions) + frames.tally(FIVE, production, production=True)
    return check_agreements(FIVE, tallied, on=_ON)


def _alone_from_frame(
    agreement: Agreement, attributions: pl.DataFrame, production: pl.DataFrame
) -> object:
    tallied = frames.tally(agreement, production, production=True)
    # One without contingents is given no attributions, which it would refuse.
    if agreement.contingents:
        tallied += frames.tally(agreement, attributions)
    return check_quotas(agreement, tallied, on=_ON)


def _frame_of_one(agreement: Agreement, frame: pl.DataFrame) -> pl.DataFrame:
    """The attributions as one agreement alone would be given them."""
    contingents = [contingent.code for contingent in agreement.contingents]
    return frame.filter(pl.col("contingent").is_in(contingents)).rename(
        {f"{agreement.code}:{_TWICE}": _TWICE}, strict=False
    )


def judging_several(entries: int, repeats: int) -> Iterator[Figure]:
    """One call for the five, against five calls, each with the entries of one agreement."""
    if not agreeing(drawn(3_000)):
        raise AssertionError("the five agreements at once, alone and from frames differ")
    jobs: dict[str, Job] = {"at once": cost(partial(drawn, entries), _judge)}
    for one in FIVE:
        jobs[one.code] = cost(
            partial(lambda one: of_one(one, drawn(entries)), one),
            partial(check_quotas, one, on=_ON),
        )
    yield _ratio("ledger of entries", entries, fastest(jobs, repeats))
    attributions, production = as_frames(drawn(entries))
    jobs = {"at once": elapsed(partial(_judged_from_frames, attributions, production))}
    for one in FIVE:
        own = _frame_of_one(one, attributions).rechunk()
        jobs[one.code] = elapsed(partial(_alone_from_frame, one, own, production))
    yield _ratio("frame of Polars", entries, fastest(jobs, repeats))


def _judge(ledger: Sequence[Attribution | Production]) -> object:
    return check_agreements(FIVE, ledger, on=_ON)


def _ratio(said: str, entries: int, least: dict[str, float]) -> Figure:
    return Figure(
        f"`check_agreements` of the five agreements, {said}, {entries:,} lines",
        "the sum of the five alone",
        least["at once"] / sum(least[one.code] for one in FIVE),
        1.2,
    )
