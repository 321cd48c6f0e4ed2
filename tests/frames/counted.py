"""What each kind of frame is asked to count for the page of what it supports.

All ledgers and agreements here are synthetic.
"""

from datetime import date
from typing import Any, Final

import attrs
from tests.frames.asked import Ask, Feature, Make
from tests.frames.ledgers import as_rows
from tests.rules.drawing import MOVING, NORTH, WIDE, agreement_of

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    Agreement,
    Amendment,
    Attribution,
    Ids,
    Judge,
    Per,
    Period,
    Production,
    Rounding,
    Share,
    Stage,
    Substitute,
    Tally,
    Text,
    Unknown,
    Unsure,
    Volume,
    check_quotas,
    tally,
)
from housing_agreements.frames import tally as tally_of_frame

__all__ = ("COUNTED", "REFUSED")

_ON: Final = date(2021, 6, 1)


def _given(number: int, **fields: Any) -> Attribution:
    first: dict[str, Any] = {
        "contingent": "ab"[number % 2],
        "commune": ("94068", "33063", "75056")[number % 3],
        "neighbourhood": ("north", "south", NO_NEIGHBOURHOOD, None)[number % 4],
        "landlord": ("office", "company", None)[number % 3],
        "programme": ("quai", "rue", None)[number % 3],
        "available_on": date(2018, 1 + number % 6, 1),
        "proposed_on": date(2018, 7, 1),
        "decided_on": date(2018 + number % 3, 8, 1),
        "publics": (("p",), ("q",), (), ("p", "r"), ())[number % 5],
        "possible_publics": ((), (), ("p",), (), ("r",))[number % 5],
    }
    return Attribution(f"E{number}", **{**first, **fields})


_ATTRIBUTIONS: Final = (
    *(_given(number) for number in range(30)),
    *(_given(number, signed_on=date(2018 + number % 3, 12, 31)) for number in range(30, 45)),
    _given(45, decided_on=None, signed_on=date(2019, 2, 1)),
    _given(46, available_on=None, proposed_on=None, decided_on=None),
    _given(47, cancelled_on=date(2019, 1, 1)),
    _given(48, cancelled_on=date(2018, 6, 1), decided_on=None, proposed_on=None),
    _given(49, count=7),
    _given(50, tags=("moved",), count=2),
    _given(51, tags=("moved", "other")),
)
_PRODUCTION: Final = tuple(
    Production(
        f"P{number}",
        ("94068", "33063")[number % 2],
        ("PLAI", "PLUS", None)[number % 3],
        approved_on=date(2018, 1 + number % 12, 1),
        started_on=date(2019, 1, 1) if number % 2 else None,
        delivered_on=date(2020, 1, 1) if number % 3 else None,
        count=(12, 3, -2)[number % 3],
    )
    for number in range(12)
)


def counts_as_entries(
    agreement: Agreement,
    entries: tuple[Attribution, ...] = _ATTRIBUTIONS,
    *,
    production: bool = False,
    **how: Any,
) -> Ask:
    """Asks for the tally of a ledger, and what the agreement makes of it."""
    given: tuple[Any, ...] = _PRODUCTION if production else entries
    rows = as_rows(agreement, given, production=production)
    expected = tally(agreement, given)
    report = check_quotas(agreement, given, on=_ON)
    assert report.account.counted.entries, agreement

    def ask(make: Make) -> None:
        # That ids differ is looked up once, see below: it takes Spark as long as all the rest.
        first = {"publics": "is_", "tags": "tag_", "production": production, "ids": Ids.TRUSTED}
        called: dict[str, Any] = {**first, **how}
        found: Tally = tally_of_frame(agreement, make(rows), **called)
        assert found == expected
        assert check_quotas(agreement, found, on=_ON) == report

    return ask


def _share(**fields: Any) -> Share:
    first: dict[str, Any] = {"to": ("p",), "stage": Stage.DECIDED, "at_least": "1/4"}
    return Share("c", **{**first, **fields})


def _feature(en: str, fr: str, **fields: Any) -> Feature:
    return Feature(Text(en, fr), counts_as_entries(agreement_of(_share(**fields))))


def _of(en: str, fr: str, agreement: Agreement, **how: Any) -> Feature:
    return Feature(Text(en, fr), counts_as_entries(agreement, **how))


_UNDATED: Final = (
    _given(0), _given(1, decided_on=None, signed_on=date(2019, 2, 1)),
    _given(3, decided_on=None, signed_on=date(2018, 9, 1)),
)  # fmt: skip
_CANCELLED: Final = (
    _given(0), _given(1, cancelled_on=date(2019, 1, 1)),
    _given(3, cancelled_on=date(2018, 8, 1)), _given(5, cancelled_on=date(2020, 1, 1)),
)  # fmt: skip
_SEVERAL: Final = (_given(0, count=7), _given(1, count=2), _given(3))
_POSSIBLE: Final = tuple(_given(number, possible_publics=("r",)) for number in (1, 2, 6, 7, 11))
_YEARS: Final = tuple(Period.year(year) for year in (2018, 2019, 2020))
_PER: Final = {
    Per.PROGRAMME: ("programme", "programme"),
    Per.LANDLORD: ("landlord", "bailleur"),
    Per.COMMUNE: ("commune", "commune"),
    Per.NEIGHBOURHOOD: ("neighbourhood", "quartier"),
    Per.CONTINGENT: ("contingent", "contingent"),
}
_JUDGE: Final = {
    Judge.TOTAL: ("the total alone", "du total seul"),
    Judge.GROUPS: ("each group alone", "de chaque groupe seul"),
    Judge.BOTH: ("both", "des deux"),
}
_STAGES: Final = {
    Stage.AVAILABLE: ("made available", "mis à disposition"),
    Stage.PROPOSED: ("proposed", "proposé"),
    Stage.DECIDED: ("decided", "décidé"),
    Stage.SIGNED: ("signed", "bail signé"),
    Stage.APPROVED: ("approved", "agréé"),
    Stage.STARTED: ("started", "mis en chantier"),
    Stage.DELIVERED: ("delivered", "livré"),
}
_VOLUME: Final = Volume("v", to=("p", "q"), stage=Stage.DECIDED, at_least={2018: 4, 2019: 5})
_AMENDED: Final = agreement_of(_share()).amend(
    Amendment(
        effective=date(2019, 7, 1), signed_on=date(2019, 6, 1),
        replace=(_share(at_least="1/2", stage=Stage.SIGNED),), territory=MOVING,
    )
)  # fmt: skip

COUNTED: Final = (
    *(
        _of(f"stage: {en}", f"étape\u00a0: {fr}",
            agreement_of(
                _share(stage=stage, to=("PLAI",) if stage.of_production else ("p",))
            ), production=stage.of_production)
        for stage, (en, fr) in _STAGES.items()
    ),
    _of("stages on days that are not known", "des étapes à des dates inconnues",
        agreement_of(_share()), entries=_UNDATED),
    _of("entries that were cancelled", "des entrées annulées", agreement_of(_share()),
        entries=_CANCELLED),
    _of("entries of several dwellings", "des entrées de plusieurs logements",
        agreement_of(_share()), entries=_SEVERAL),
    _of("publics that are possible", "des publics possibles", agreement_of(_share()),
        entries=_POSSIBLE),
    _of("a volume", "un volume", agreement_of(_VOLUME)),
    _of("a volume of production, of which some is taken back",
        "un volume de production, dont une part est reprise",
        agreement_of(attrs.evolve(_VOLUME, to=("PLAI", "PLUS"), stage=Stage.APPROVED)),
        production=True),
    _feature("several publics", "plusieurs publics", to=("p", "q")),
    _feature("a range", "une fourchette", at_least="1/4", at_most="1/2"),
    _feature("a strict level, rounded", "un niveau strict, arrondi", at_least=None,
             more_than="1/3", rounding=Rounding.UP),
    _feature("levels by period", "des niveaux par période",
             at_least={2018: "1/4", 2019: "1/3", 2020: "1/2"}),
    _feature("periods, added up", "des périodes cumulées", periods=_YEARS, cumulative=True),
    *(
        _feature(f"`per=` {en}", f"`per=` {fr}", per=(per,)) for per, (en, fr) in _PER.items()
    ),
    _feature("`per=` commune and landlord", "`per=` commune et bailleur",
             per=(Per.COMMUNE, Per.LANDLORD)),
    _feature("a level for each group", "un niveau par groupe", per=(Per.LANDLORD,),
             at_least={"office": "1/4", "company": "1/2"}),
    *(
        _feature(f"`judge=`, of {en}", f"`judge=`, {fr}", per=(Per.COMMUNE,), judge=judge)
        for judge, (en, fr) in _JUDGE.items()
    ),
    _feature("publics not known left out", "des publics non connus laissés de côté",
             unsure=Unsure.LEFT_OUT),
    _feature("a substitute", "un public à défaut", substitute=Substitute(("r",), "1/2")),
    _feature("tags that leave out", "des étiquettes qui excluent", leaving_out=("moved",)),
    _feature("some contingents", "certains contingents", contingents=("a",)),
    _feature("some landlords", "certains bailleurs", landlords=("office",)),
    _feature("a territory that changes with time", "un territoire qui change avec le temps",
             territory=MOVING),
    _feature("neighbourhoods", "des quartiers", territory=NORTH),
    _feature("a territory without a neighbourhood", "un territoire sans un quartier",
             territory=WIDE - NORTH),
    _of("an amendment of level, stage and territory",
        "un avenant sur le niveau, l'étape et le territoire", _AMENDED),
    _of("ids that are compared", "des identifiants que l'on compare", agreement_of(_share()),
        ids=Ids.CHECKED),
)  # fmt: skip
"""Each kind of commitment, and of what a ledger holds."""


def _asked(entries: tuple[Attribution, ...], **how: Any) -> Ask:
    agreement = agreement_of(_share())
    rows = as_rows(agreement, entries, production=False)

    def ask(make: Make) -> None:
        tally_of_frame(agreement, make(rows), publics="is_", tags="tag_", **how)

    return ask


def _fault(en: str, fr: str, **fields: Any) -> Feature:
    odd = attrs.evolve(_given(0), **fields)
    return Feature(Text(en, fr), _asked((odd, _given(1))), is_fault=True)


def _ask_aside(make: Make) -> None:
    agreement = agreement_of(_share())
    entries = (_given(0), _given(1, contingent="c"), _given(2, contingent="c", count=3))
    rows = as_rows(agreement, entries, production=False)
    how: Any = {"publics": "is_", "tags": "tag_", "unknown": Unknown.SET_ASIDE}
    found = tally_of_frame(agreement, make(rows), **how)
    assert found == tally(agreement, entries, unknown=Unknown.SET_ASIDE)
    assert found.set_aside["contingent", "c"] == (2, 4)


REFUSED: Final = (
    Feature(Text("the same id twice", "deux fois le même identifiant"),
            _asked((_given(0), _given(0))), is_fault=True),
    _fault("a contingent that the agreement does not know",
           "un contingent que l'accord ne connaît pas", contingent="c"),
    Feature(Text("the same, set aside", "le même contingent, mis de côté"), _ask_aside),
)  # fmt: skip
"""What is wrong with a ledger."""
