"""What cannot be fails where it is built, and says what was given, where, and what to do."""

import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

import pytest

from housing_agreements.criteria.facts import facts
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
)
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement, Amendment
from housing_agreements.model.commitments import Commitment, Share, Substitute, Volume
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.entries import Attribution, Production, Stage
from housing_agreements.model.groups import Judge, Per
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.levels import Levels
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.references import Reference
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import Period
from housing_agreements.values.schedules import Schedule
from housing_agreements.values.timelines import Timeline

DAY = date(2018, 3, 1)
NOON = datetime(2018, 3, 1, 12, tzinfo=UTC)
CODE = "a code: one line of visible text without blank ends"
A_STAGE = (
    "a Stage: Stage.AVAILABLE, Stage.PROPOSED, Stage.DECIDED, Stage.SIGNED, Stage.APPROVED, "
    "Stage.STARTED or Stage.DELIVERED"
)
A_DAY = "a day (datetime.date)"
A_STAGE_DAY = f"{A_DAY}, a Period, NOT_KNOWN or None"
WRITE_DAY = "write date(2016, 3, 7)"
WRITE_COMMUNE = "write five characters, such as '94068' or '2A004'"
A_COUNT = "a whole number (int)"
WRITE_COUNT = "write a plain number, such as 403"
A_RATE = "an exact rate"
WRITE_RATE = 'write it as text, rate("25 %"), or as Fraction(1, 4)'
WRITE_LEVEL = "write one level, {2018: level}, or {'group': level}"

PLACE = Territory("94", "Val-de-Marne", "department", departments=("94",))
PARTY = Party("als", "Action Logement")
OFFICE, BUILDER = Party("office", "The office"), Party("builder", "A builder")
CONTINGENT = Contingent("als", PARTY, PLACE)
DALO = PriorityPublic("dalo", "DALO", facts.dalo_recognised)
QUARTER = Share("quarter", to=("dalo",), stage=Stage.DECIDED, at_least="25 %")
STUDY = Undertaking("study", "a study", by=("als",))


# Each builds something sound but for the fields given.
attribution: Callable[..., Attribution] = partial(
    Attribution, id="A1", contingent="als", commune="94068"
)
production: Callable[..., Production] = partial(Production, id="P1", commune="94068")
share: Callable[..., Share] = partial(
    Share, code="quarter", to=("dalo",), stage=Stage.DECIDED, at_least="25 %"
)
volume: Callable[..., Volume] = partial(Volume, code="homes", stage=Stage.DECIDED, at_least=403)
contingent: Callable[..., Contingent] = partial(
    Contingent, code="als", holder=PARTY, territory=PLACE
)
public: Callable[..., PriorityPublic] = partial(
    PriorityPublic, code="dalo", name="DALO", criterion=facts.dalo_recognised
)
undertaking: Callable[..., Undertaking] = partial(
    Undertaking, code="study", text="a study", by=("als",)
)
amendment: Callable[..., Amendment] = partial(
    Amendment, effective=DAY, signed_on=DAY, term=Period.year(2018)
)
agreement: Callable[..., Agreement] = partial(
    Agreement,
    code="north",
    kind=AgreementKind.PROTOCOL,
    title="A protocol",
    parties=(PARTY,),
    signed_on=DAY,
    term=Period.year(2018),
    territory=PLACE,
    contingents=(CONTINGENT,),
    publics=(DALO,),
    commitments=(QUARTER,),
    undertakings=(STUDY,),
)


class Bad(NamedTuple):
    """A value that cannot be built, and the error that says so."""

    build: Callable[..., object]
    fields: dict[str, Any]
    error: type[HousingAgreementsError]
    where: str
    given: str
    expected: str
    remedy: str = ""


T, V, U = InvalidTypeError, InvalidValueError, UnknownCodeError
A1, P1, QU, HO = "Attribution 'A1'", "Production 'P1'", "Share 'quarter'", "Volume 'homes'"
CO, PU, UN = "Contingent 'als'", "PriorityPublic 'dalo'", "Undertaking 'study'"
AM, NO = "Amendment of 2018-03-01", "Agreement 'north'"

SHOWN_NOON = "datetime.datetime(2018, 3, 1, 12, 0, tzinfo=datetime.timezone.utc) (a datetime)"
AT_MOST_1 = "a share of at most 1 (100 %)"
NOT_CHARGED = "none: dwellings produced are charged to no contingent"

CASES = {
    # --- codes and names
    "an empty code": Bad(Party, {"code": "", "name": "ALS"}, V, "Party '', code", "''", CODE),
    "a code with a blank end": Bad(
        Party, {"code": "als ", "name": "ALS"}, V, "Party 'als ', code", "'als '", CODE
    ),
    "a code that is a number": Bad(
        Party, {"code": 3, "name": "ALS"}, T, "Party 3, code", "3", CODE,
        "write it between quotes",
    ),
    "a name that is missing": Bad(
        Reference, {"code": "doc", "title": ""}, V, "Reference 'doc', title", "''",
        "one line of visible text without blank ends",
    ),
    "a title that is a number": Bad(
        agreement, {"title": 5}, T, f"{NO}, title", "5", "words: a string or a Text",
        'write Text("...", "...") for both languages',
    ),
    "an empty title": Bad(
        agreement, {"title": ""}, V, f"{NO}, title", "''",
        "one line of visible text without blank ends",
    ),
    "a name for a code that is no words": Bad(
        agreement, {"names": {"quai": 5, "rue": "The street"}}, T, f"{NO}, names", "5",
        "words: a string or a Text", 'write Text("...", "...") for both languages',
    ),
    # --- days
    "a datetime as a day": Bad(
        attribution, {"decided_on": NOON}, T, f"{A1}, decided_on", SHOWN_NOON, A_STAGE_DAY,
        "call .date() on it",
    ),
    "a string as a day": Bad(
        attribution, {"signed_on": "2018-03-01"}, T, f"{A1}, signed_on", "'2018-03-01'",
        A_STAGE_DAY,
        "write date(2018, 3, 1)",
    ),
    "a datetime as the day of cancellation": Bad(
        attribution, {"cancelled_on": NOON}, T, f"{A1}, cancelled_on", SHOWN_NOON, A_DAY,
        "call .date() on it",
    ),
    "a string as a day of production": Bad(
        production, {"approved_on": "2018"}, T, f"{P1}, approved_on", "'2018'", A_STAGE_DAY,
        "write Period.year(2018)",
    ),
    "days out of order": Bad(
        attribution, {"decided_on": DAY, "signed_on": date(2018, 2, 28)}, V, f"{A1}, signed_on",
        "2018-02-28 (a date)", "a day not before decided_on, 2018-03-01",
    ),
    "days out of order over a gap": Bad(
        attribution, {"available_on": DAY, "signed_on": date(2018, 2, 28)}, V, f"{A1}, signed_on",
        "2018-02-28 (a date)", "a day not before available_on, 2018-03-01",
    ),
    "production out of order": Bad(
        production, {"started_on": DAY, "delivered_on": date(2018, 2, 28)}, V,
        f"{P1}, delivered_on", "2018-02-28 (a date)", "a day not before started_on, 2018-03-01",
    ),
    "a string as the day of signature": Bad(
        agreement, {"signed_on": "2018-03-01"}, T, f"{NO}, signed_on", "'2018-03-01'", A_DAY,
        "write date(2018, 3, 1)",
    ),
    "a datetime as the day of effect": Bad(
        amendment, {"effective": NOON}, T, f"Amendment of {SHOWN_NOON}, effective",
        SHOWN_NOON, A_DAY,
        "call .date() on it",
    ),
    "a string as the day due": Bad(
        undertaking, {"due": "2018"}, T, f"{UN}, due", "'2018'", "a day, a Period or None",
        "write date(2018, 12, 31) or Period.year(2018)",
    ),
    "a datetime as the day due": Bad(
        undertaking, {"due": NOON}, T, f"{UN}, due", SHOWN_NOON, "a day, a Period or None",
        "write date(2018, 12, 31) or Period.year(2018)",
    ),
    # --- counts
    "True as a count": Bad(
        attribution, {"count": True}, T, f"{A1}, count", "True (a bool)", A_COUNT, WRITE_COUNT
    ),
    "no dwelling at all": Bad(
        attribution, {"count": 0}, V, f"{A1}, count", "0", "a whole number of at least 1"
    ),
    "a negative count of attributions": Bad(
        attribution, {"count": -1}, V, f"{A1}, count", "-1", "a whole number of at least 1"
    ),
    "no dwelling produced": Bad(
        production, {"count": 0}, V, f"{P1}, count", "0", "a number of dwellings other than 0"
    ),
    "True as a count of production": Bad(
        production, {"count": True}, T, f"{P1}, count", "True (a bool)", A_COUNT, WRITE_COUNT
    ),
    "a negative number of dwellings": Bad(
        contingent, {"dwellings": -1}, V, f"{CO}, dwellings", "-1", "a whole number of at least 0"
    ),
    "a float as a number": Bad(
        volume, {"at_least": 403.0}, T, f"{HO}, at_least", "403.0 (a float)", A_COUNT, WRITE_COUNT
    ),
    "a negative number": Bad(
        volume, {"at_least": {2018: -1}}, V, f"{HO}, at_least", "-1",
        "a whole number of at least 0",
    ),
    "a rate as a number": Bad(
        volume, {"at_least": "25 %"}, T, f"{HO}, at_least", "'25 %'", A_COUNT, WRITE_COUNT
    ),
    # --- rates
    "a float as a share": Bad(
        share, {"at_least": 0.25}, T, f"{QU}, at_least", "0.25 (a float)", A_RATE, WRITE_RATE
    ),
    "NaN as a share": Bad(
        share, {"at_least": math.nan}, T, f"{QU}, at_least", "nan (a float)", A_RATE, WRITE_RATE
    ),
    "a decimal NaN as a share": Bad(
        share, {"at_least": Decimal("NaN")}, T, f"{QU}, at_least", "Decimal('NaN') (a Decimal)",
        A_RATE, WRITE_RATE,
    ),
    "True as a share": Bad(
        share, {"at_least": True}, T, f"{QU}, at_least", "True (a bool)", A_RATE, WRITE_RATE
    ),
    "a share above 1": Bad(
        share, {"at_least": "100.01 %"}, V, f"{QU}, at_least", "'100.01 %'", AT_MOST_1
    ),
    "a share above 1 made by hand": Bad(
        share, {"at_least": Levels(common=Fraction(3, 2))}, V, f"{QU}, at_least",
        "Fraction(3, 2) (a Fraction)", AT_MOST_1,
    ),
    "a share above 1 in a schedule": Bad(
        share, {"at_least": Schedule({2018: "20 %", 2019: 2})}, V, f"{QU}, at_least", "2",
        AT_MOST_1, 'write "2 %"',
    ),
    "a negative share": Bad(
        share, {"at_most": Fraction(-1, 4), "at_least": None}, V, f"{QU}, at_most",
        "Fraction(-1, 4) (a Fraction)", "a rate of 0 or more",
    ),
    "a float as the share of a contingent": Bad(
        contingent, {"share": 0.3}, T, f"{CO}, share", "0.3 (a float)", A_RATE,
        'write it as text, rate("30 %"), or as Fraction(3, 10)',
    ),
    "a contingent of more than everything": Bad(
        contingent, {"share": "101 %"}, V, f"{CO}, share", "'101 %'", AT_MOST_1
    ),
    "a float as the part of substitutes": Bad(
        Substitute, {"to": ("a",), "at_most": 0.5}, T, "Substitute, at_most", "0.5 (a float)",
        A_RATE, 'write it as text, rate("50 %"), or as Fraction(1, 2)',
    ),
    "more substitutes than owed": Bad(
        Substitute, {"to": ("a",), "at_most": "3/2"}, V, "Substitute, at_most", "'3/2'", AT_MOST_1
    ),
    # --- places
    "a commune code of four digits": Bad(
        attribution, {"commune": "9406"}, V, f"{A1}, commune", "'9406'", "an INSEE commune code",
        "pad it to five characters if it lost its zero: '09406'",
    ),
    "a commune code in other digits": Bad(
        attribution, {"commune": "٩٤٠٦٨"}, V, f"{A1}, commune", "'٩٤٠٦٨'",
        "an INSEE commune code", WRITE_COMMUNE,
    ),
    "a commune code that is a number": Bad(
        attribution, {"commune": 94068}, T, f"{A1}, commune", "94068", "an INSEE commune code",
        "write '94068'",
    ),
    "an unknown form of commune in production": Bad(
        production, {"commune": "2C004"}, V, f"{P1}, commune", "'2C004'",
        "an INSEE commune code", WRITE_COMMUNE,
    ),
    "an empty landlord": Bad(attribution, {"landlord": ""}, V, f"{A1}, landlord", "''", CODE),
    "an empty programme": Bad(production, {"programme": ""}, V, f"{P1}, programme", "''", CODE),
    "a neighbourhood with a blank end": Bad(
        attribution, {"neighbourhood": "north "}, V, f"{A1}, neighbourhood", "'north '", CODE
    ),
    "an empty financing": Bad(production, {"financing": ""}, V, f"{P1}, financing", "''", CODE),
    # --- sets of codes
    "a lone string as publics": Bad(
        attribution, {"publics": "dalo"}, T, f"{A1}, publics", "'dalo'", "several values",
        "write a tuple: (value,)",
    ),
    "a public that is not text": Bad(
        attribution, {"publics": frozenset({3})}, T, f"{A1}, publics", "3", CODE,
        "write it between quotes",
    ),
    "an empty tag": Bad(
        attribution, {"tags": frozenset({""})}, V, f"{A1}, tags", "''", CODE
    ),
    "a lone string as tags of production": Bad(
        production, {"tags": "transfer"}, T, f"{P1}, tags", "'transfer'", "several values",
        "write a tuple: (value,)",
    ),
    "a public both sure and possible": Bad(
        attribution, {"publics": {"dalo"}, "possible_publics": {"dalo", "shelter"}}, V,
        f"{A1}, possible_publics", "['dalo'] (a list)", "publics that are not already sure ones",
    ),
    "a set of signatories": Bad(
        undertaking, {"by": {"als"}}, T, f"{UN}, by", "{'als'} (a set)", "values in order",
        "write sorted(...)",
    ),
    "nobody who owes it": Bad(
        undertaking, {"by": ()}, V, f"{UN}, by", "() (a tuple)", "at least one party"
    ),
    "a party that owes it twice": Bad(
        undertaking, {"by": ("als", "als")}, V, f"{UN}, by", "'als'", "each code once"
    ),
    "a public that counts twice": Bad(
        share, {"to": ("dalo", "dalo")}, V, f"{QU}, to", "'dalo'", "each code once"
    ),
    "no substitute at all": Bad(
        Substitute, {"to": (), "at_most": 1}, V, "Substitute, to", "() (a tuple)",
        "at least one public",
    ),
    "a lone string as substitutes": Bad(
        Substitute, {"to": "dalo", "at_most": 1}, T, "Substitute, to", "'dalo'", "several values",
        "write a tuple: (value,)",
    ),
    "a substitute named twice": Bad(
        Substitute, {"to": ("a", "a"), "at_most": 1}, V, "Substitute, to", "'a'",
        "each code once",
    ),
    # --- definitions
    "a function as a criterion": Bad(
        public, {"criterion": "dalo"}, T, f"{PU}, criterion", "'dalo'",
        "a criterion, or a Timeline of criteria", "write for example facts.employed",
    ),
    "a timeline of something else": Bad(
        public, {"criterion": Timeline.constant("dalo")}, T, f"{PU}, criterion",
        "Timeline({datetime.date(1, 1, 1): 'dalo'}) (a Timeline)",
        "a criterion, or a Timeline of criteria", "write for example facts.employed",
    ),
    # --- levels
    "no level in a table": Bad(
        share, {"at_least": {}}, V, f"{QU}, at_least", "{}", "at least one level", WRITE_LEVEL
    ),
    "no level made by hand": Bad(
        share, {"at_least": Levels()}, V, f"{QU}, at_least", "Levels()", "at least one level",
        WRITE_LEVEL,
    ),
    "two floors": Bad(
        volume, {"more_than": 5}, V, f"{HO}, more_than",
        "more_than and at_least", "one of them",
    ),
    "two ceilings": Bad(
        volume, {"at_most": 500, "less_than": 501}, V, f"{HO}, less_than",
        "less_than and at_most", "one of them",
    ),
    "overlapping periods of a level": Bad(
        volume, {"at_least": {2018: 1, Period.years(2018, 2019): 2}}, V, f"{HO}, at_least",
        "2018-2019", "a period that does not overlap 2018",
    ),
    "overlapping accounting periods": Bad(
        volume, {"periods": (Period.years(2018, 2019), Period.year(2019))}, V, f"{HO}, periods",
        "2019", "a period that does not overlap 2018-2019",
    ),
    "the same accounting period twice": Bad(
        volume, {"periods": (Period.year(2019), Period.year(2019))}, V, f"{HO}, periods",
        "2019", "a period that does not overlap 2019",
    ),
    "one sum of overlapping periods": Bad(
        volume, {"at_least": {2018: 1}, "at_most": {Period.years(2018, 2019): 2},
                 "cumulative": True}, V, f"{HO}, periods", "2018-2019",
        "a period that does not overlap 2018",
    ),
    "no accounting period": Bad(
        volume, {"periods": ()}, V, f"{HO}, periods", "() (a tuple)",
        "at least one period, or None",
    ),
    "years as accounting periods": Bad(
        volume, {"periods": (2018,)}, T, f"{HO}, periods", "2018", "a Period"
    ),
    "periods stated twice": Bad(
        volume, {"at_least": {2018: 1}, "periods": (Period.year(2018),)}, V, f"{HO}, periods",
        "2018", "none: the level has its own",
    ),
    "a level table without groups": Bad(
        share, {"at_least": {"state": "1/4"}}, V, f"{QU}, at_least", "('state',) (a tuple)",
        "per= to say what a group is, or a level for all",
    ),
    "a pair for groups of one": Bad(
        share, {"at_least": {("a", "b"): "1/4"}, "per": Per.LANDLORD}, V, f"{QU}, at_least",
        "(('a', 'b'),) (a tuple)", "groups of the kind that per= states",
    ),
    "one code for groups of two": Bad(
        share, {"at_least": {"a": "1/4"}, "per": (Per.LANDLORD, Per.COMMUNE)}, V,
        f"{QU}, at_least", "('a',) (a tuple)", "groups of the kind that per= states",
    ),
    "a group and a year in one table": Bad(
        share, {"at_least": {"a": "1/4", 2018: "1/4"}, "per": Per.LANDLORD}, T,
        f"{QU}, at_least", "2018", "a year, a Period, the code of a group or a pair of them",
        WRITE_LEVEL,
    ),
    "a group of three": Bad(
        share, {"at_least": {("a", "b", "c"): "1/4"}, "per": Per.LANDLORD}, T,
        f"{QU}, at_least", "('a', 'b', 'c') (a tuple)",
        "a year, a Period, the code of a group or a pair of them", WRITE_LEVEL,
    ),
    "a tuple of one group": Bad(
        share, {"at_least": {("a",): "1/4"}, "per": Per.LANDLORD}, T, f"{QU}, at_least",
        "('a',) (a tuple)", "a year, a Period, the code of a group or a pair of them", WRITE_LEVEL,
    ),
    "an empty group": Bad(
        share, {"at_least": {"": "1/4"}, "per": Per.LANDLORD}, V, f"{QU}, at_least", "''", CODE
    ),
    "a group twice": Bad(
        volume, {"at_least": Levels(by_group=(("a", 1), ("a", 2))), "per": Per.LANDLORD}, V,
        f"{HO}, at_least", "'a'", "each code once",
    ),
    "True as a year": Bad(
        volume, {"at_least": {True: 5}}, T, f"{HO}, at_least", "True (a bool)",
        "a year (int) or a Period", "write 2018",
    ),
    # --- what is judged
    "a word as what a group is": Bad(
        volume, {"per": "commune"}, T, f"{HO}, per", "'commune'", "a Per, such as Per.COMMUNE",
        "write Per.COMMUNE",
    ),
    "the same thing twice": Bad(
        volume, {"per": (Per.COMMUNE, Per.COMMUNE)}, V, f"{HO}, per",
        "(Per.COMMUNE, Per.COMMUNE) (a tuple)",
        "one Per, or two different ones",
    ),
    "three things": Bad(
        volume, {"per": [Per.COMMUNE, Per.LANDLORD, Per.PROGRAMME]}, V, f"{HO}, per",
        "(Per.COMMUNE, Per.LANDLORD, Per.PROGRAMME)"
        " (a tuple)",
        "one Per, or two different ones",
    ),
    "groups judged where there are none": Bad(
        volume, {"judge": Judge.GROUPS}, V, f"{HO}, judge", "Judge.GROUPS (a Judge)",
        "Judge.TOTAL or None, or per= to say what a group is",
    ),
    "a word as what is judged": Bad(
        volume, {"judge": "total"}, T, f"{HO}, judge", "'total'",
        "a Judge: Judge.TOTAL, Judge.GROUPS or Judge.BOTH", "write Judge.TOTAL",
    ),
    "a word as a stage": Bad(
        volume, {"stage": "signed"}, T, f"{HO}, stage", "'signed'", A_STAGE, "write Stage.SIGNED"
    ),
    "no stage": Bad(volume, {"stage": None}, T, f"{HO}, stage", "None", A_STAGE),
    "1 as cumulative": Bad(
        volume, {"cumulative": 1}, T, f"{HO}, cumulative", "1", "True or False"
    ),
    "production of a contingent": Bad(
        volume, {"stage": Stage.APPROVED, "contingents": ("als",)}, V, f"{HO}, contingents",
        "('als',) (a tuple)", NOT_CHARGED,
    ),
    "production by contingent": Bad(
        volume, {"stage": Stage.STARTED, "per": Per.CONTINGENT}, V, f"{HO}, per",
        "(Per.CONTINGENT,) (a tuple)", NOT_CHARGED,
    ),
    "a share of everyone": Bad(
        share, {"to": ()}, V, f"{QU}, to", "() (a tuple)",
        "at least one public, or a place in located_in: everyone is always 100 %",
    ),
    "a commitment of no kind": Bad(
        Commitment, {"code": "x", "stage": Stage.DECIDED, "at_least": 1}, T, "Commitment", "'x'",
        "a Share or a Volume",
    ),
    "a substitute that is also main": Bad(
        share, {"substitute": Substitute(("dalo",), 1)}, V, f"{QU}, substitute",
        "['dalo'] (a list)", "publics that are not already main ones",
    ),
    "substitutes that are also main": Bad(
        share, {"to": ("siao", "dalo"), "substitute": Substitute(("siao", "dalo"), 1)}, V,
        f"{QU}, substitute", "['dalo', 'siao'] (a list)", "publics that are not already main ones",
    ),
    # --- codes that nobody declared
    "an unknown public": Bad(
        agreement, {"commitments": (share(to=("dallo",)),)}, U, f"{NO}, commitments, 'quarter', to",
        "'dallo'", "a public that is declared", "did you mean 'dalo'?",
    ),
    "an unknown substitute": Bad(
        agreement, {"commitments": (share(substitute=Substitute(("x",), 1)),)}, U,
        f"{NO}, commitments, 'quarter', to", "'x'", "a public that is declared",
        "known here: 'dalo'",
    ),
    "an unknown contingent": Bad(
        agreement, {"commitments": (share(contingents=("alz",)),)}, U,
        f"{NO}, commitments, 'quarter', contingents", "'alz'", "a contingent that is declared",
        "did you mean 'als'?",
    ),
    "an unknown contingent in a table": Bad(
        agreement,
        {"commitments": (share(at_least={"alz": "1/4"}, per=Per.CONTINGENT),)}, U,
        f"{NO}, commitments, 'quarter', groups", "'alz'", "a contingent that is declared",
        "did you mean 'als'?",
    ),
    "an unknown contingent in a table of pairs": Bad(
        agreement,
        {"commitments": (
            share(at_least={("94068", "alz"): "1/4"}, per=(Per.COMMUNE, Per.CONTINGENT)),
        )}, U,
        f"{NO}, commitments, 'quarter', groups", "'alz'", "a contingent that is declared",
        "did you mean 'als'?",
    ),
    "an unknown landlord": Bad(
        agreement, {"landlords": (OFFICE,), "commitments": (share(landlords=("ofice",)),)}, U,
        f"{NO}, commitments, 'quarter', landlords", "'ofice'", "a landlord that is declared",
        "did you mean 'office'?",
    ),
    "an unknown landlord in a table": Bad(
        agreement,
        {"landlords": (OFFICE,),
         "commitments": (share(at_least={"ofice": "1/4"}, per=Per.LANDLORD),)}, U,
        f"{NO}, commitments, 'quarter', groups", "'ofice'", "a landlord that is declared",
        "did you mean 'office'?",
    ),
    "a landlord outside the base in a table of pairs": Bad(
        agreement,
        {"landlords": (OFFICE, BUILDER), "commitments": (
            share(
                at_least={("94068", "builder"): "1/4"}, per=(Per.COMMUNE, Per.LANDLORD),
                landlords=("office",),
            ),
        )}, U,
        f"{NO}, commitments, 'quarter', groups", "'builder'", "a landlord that is declared",
        "known here: 'office'",
    ),
    "a landlord that is not bound": Bad(
        agreement, {"others": (BUILDER,), "commitments": (share(landlords=("builder",)),)}, V,
        f"{NO}, commitments, 'quarter', landlords", "'builder'", "a landlord that is bound",
        "it is one of `others`: move it to `landlords`, or leave it out here",
    ),
    "a landlord that is not bound in a table": Bad(
        agreement,
        {"landlords": (OFFICE,), "others": (BUILDER,),
         "commitments": (share(at_least={"builder": "1/4"}, per=Per.LANDLORD),)}, V,
        f"{NO}, commitments, 'quarter', groups", "'builder'", "a landlord that is bound",
        "it is one of `others`: move it to `landlords`, or leave it out here",
    ),
    "a landlord bound and not bound": Bad(
        agreement, {"landlords": (OFFICE,), "others": (OFFICE,)}, V, f"{NO}, landlords, others",
        "'office'", "each code once",
    ),
    "a landlord by its code": Bad(
        agreement, {"landlords": ("office",)}, T, f"{NO}, landlords", "'office'", "a Party"
    ),
    "an unknown party": Bad(
        agreement, {"undertakings": (undertaking(by=("city",)),)}, U,
        f"{NO}, undertakings, 'study', by", "'city'", "a party that is declared",
        "known here: 'als'",
    ),
    "a part code used twice": Bad(
        agreement, {"contingents": (contingent(), contingent(code="dalo"))}, V,
        f"{NO}, publics", "'dalo'", "a code of its own",
        "contingents has it too: contingents, publics, commitments and undertakings share their "
        "codes, so that one code names one thing",
    ),
    "a party code used twice": Bad(
        agreement, {"parties": (PARTY, PARTY)}, V, f"{NO}, parties", "'als'", "each code once"
    ),
    "a document named twice": Bad(
        agreement, {"annexes": (Reference("a", "one"), Reference("a", "other"))}, V,
        f"{NO}, annexes", "'a'", "each code once",
    ),
    "a tag named twice": Bad(
        agreement, {"tags": ("a", "a")}, V, f"{NO}, tags", "'a'", "each code once"
    ),
    "a party that is not one": Bad(
        agreement, {"parties": ("als",)}, T, f"{NO}, parties", "'als'", "a Party"
    ),
    "a kind in words": Bad(
        agreement, {"kind": "protocol"}, T, f"{NO}, kind", "'protocol'",
        "an AgreementKind: AgreementKind.PROTOCOL, AgreementKind.PARTNERSHIP, "
        "AgreementKind.FRAMEWORK, AgreementKind.CIET, AgreementKind.CIA or AgreementKind.OTHER",
        "write AgreementKind.PROTOCOL",
    ),
    # --- amendments
    "an amendment that changes nothing": Bad(
        amendment, {"term": None}, V, f"{AM}, replace", "() (a tuple)", "something that changes"
    ),
    "an amendment that names a code twice": Bad(
        amendment, {"replace": (QUARTER,), "remove": ("quarter",)}, V,
        f"{AM}, replace, add, remove", "'quarter'", "each code once",
    ),
    "an amendment that adds a party": Bad(
        amendment, {"add": (PARTY,)}, T, f"{AM}, add", f"{PARTY!r} (a Party)",
        "a Contingent, PriorityPublic, Share, Volume or Undertaking",
    ),
    "an amendment whose parts are no series": Bad(
        amendment, {"add": QUARTER.code}, T, f"{AM}, add", "'quarter'", "several values",
        "write a tuple: (value,)",
    ),
    "a text as a new term": Bad(
        amendment, {"term": "2018"}, T, f"{AM}, term", "'2018'", "a year (int) or a Period",
        "write 2018",
    ),
    "a name as a new territory": Bad(
        amendment, {"territory": "94"}, T, f"{AM}, territory", "'94'", "a Territory"
    ),
    "a lone string to remove": Bad(
        amendment, {"remove": "quarter"}, T, f"{AM}, remove", "'quarter'", "several values",
        "write a tuple: (value,)",
    ),
}  # fmt: skip  # one case, few lines


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_impossible_is_refused(case: Bad) -> None:
    """What cannot be is refused by one error: its class, place, value, expectation and remedy."""
    with pytest.raises(case.error) as caught:
        case.build(**case.fields)
    error = caught.value
    assert type(error) is case.error
    assert (error.where, error.given, error.expected, error.remedy) == case[3:]


SOUND: dict[str, Callable[[], object]] = {
    "a share of all": lambda: share(at_least="100 %"),
    "an agreement of no stated kind, of one year": lambda: agreement(kind=None, term=2018),
    "an amendment of a term to one year": lambda: amendment(term=2018),
    "a share of nothing": lambda: share(at_least=0),
    "a number of nothing": lambda: volume(at_least=0),
    "a whole contingent": lambda: contingent(share=1, dwellings=0),
    "substitutes for all": lambda: share(substitute=Substitute(("shelter",), 1)),
    "no substitute allowed": lambda: share(substitute=Substitute(("shelter",), 0)),
    "stages on one day": lambda: attribution(
        available_on=DAY, proposed_on=DAY, decided_on=DAY, signed_on=DAY
    ),
    "stages of production on one day": lambda: production(
        approved_on=DAY, started_on=DAY, delivered_on=DAY
    ),
    "cancelled before it was decided": lambda: attribution(
        decided_on=DAY, cancelled_on=date(2018, 2, 28)
    ),
    "one dwelling": lambda: attribution(count=1),
    "dwellings taken back": lambda: production(count=-1),
    "a commune of Corsica": lambda: attribution(commune="2A004"),
    "a strict range": lambda: volume(at_least=None, more_than=1, less_than=2),
    "an impossible range": lambda: volume(at_least=2, at_most=1),
    "periods that touch": lambda: volume(periods=(Period.year(2018), Period.year(2019))),
    "overlapping periods of two limits": lambda: volume(
        at_least={2018: 1}, at_most={Period.years(2018, 2019): 2}
    ),
    "touching periods in one sum": lambda: volume(
        at_least={2018: 1}, at_most={2019: 2}, cumulative=True
    ),
    "production of everything": lambda: volume(stage=Stage.APPROVED, per=Per.COMMUNE),
    "the total judged without groups": lambda: volume(judge=Judge.TOTAL),
    "a party and a part of one code": agreement,
    "a party and a landlord of one code": lambda: agreement(landlords=(PARTY,)),
    "a landlord that nobody declares, where none is": lambda: agreement(
        others=(OFFICE,), commitments=(share(landlords=("builder",)),)
    ),
    "a landlord of the base in a table": lambda: agreement(
        landlords=(OFFICE,),
        commitments=(share(at_least={"office": "1/4"}, per=Per.LANDLORD, landlords=("office",)),),
    ),
    "a financing that nobody declares": lambda: agreement(
        commitments=(share(to=("PLAI",), stage=Stage.APPROVED),)
    ),
    "a document that nobody holds": lambda: agreement(part_of=(Reference("x", "X"),)),
    "a standing undertaking": lambda: undertaking(due=None),
    "an undertaking due in a period": lambda: undertaking(due=Period.year(2018)),
    "an undertaking due on a day": lambda: undertaking(due=DAY),
    "a public that begins and ends": lambda: public(
        criterion={DAY: facts.dalo_recognised, date(2019, 1, 1): None}
    ),
}


@pytest.mark.parametrize("build", SOUND.values(), ids=SOUND)
def test_the_possible_is_accepted(build: Callable[[], object]) -> None:
    """What lies on the right side of a boundary is accepted, and is itself."""
    assert build() == build()


SEVERAL: dict[str, tuple[Callable[[], object], str, list[str]]] = {
    "an attribution": (
        lambda: attribution(
            commune="x", decided_on=NOON, count=0, publics="dalo", possible_publics=["a"]
        ),
        A1,
        ["commune", "decided_on", "count", "publics"],
    ),
    "an attribution with a wrong day and an ambiguous public": (
        lambda: attribution(count=0, publics={"a"}, possible_publics={"a"}),
        A1,
        ["count", "possible_publics"],
    ),
    "production": (
        lambda: production(id="", financing="", count=0, tags=3),
        "Production ''",
        ["id", "financing", "tags", "count"],
    ),
    "a share": (
        lambda: share(code="", at_least=0.25, more_than=1.5, per="x", sources=(3,), title=""),
        "Share ''",
        ["code", "at_least", "more_than", "more_than", "per", "title", "sources"],
    ),
    "a share with a substitute and no floor": (
        lambda: share(to=(), at_least=None, at_most=1, substitute=Substitute(("a",), 1)),
        QU,
        ["to", "substitute", "substitute"],
    ),
    "a volume of wrong kinds": (
        lambda: volume(to="dalo", stage=1, unsure=1, rounding=1, territory=1, substitute=1),
        HO,
        ["to", "stage", "territory", "unsure", "rounding", "substitute"],
    ),
    "a contingent": (
        lambda: contingent(holder="als", territory="94", management="flow", share=2, sources=3),
        CO,
        ["holder", "territory", "management", "share", "sources"],
    ),
    "a public": (
        lambda: public(code="", name="", criterion=3),
        "PriorityPublic ''",
        ["code", "name", "criterion"],
    ),
    "a substitute": (
        lambda: Substitute(to=(), at_most=2),
        "Substitute",
        ["to", "at_most"],
    ),
    "an amendment": (
        lambda: amendment(signed_on=NOON, replace=("x",), sources=(3,)),
        AM,
        ["signed_on", "replace", "sources"],
    ),
    "an agreement": (
        lambda: agreement(code="", term="2018", territory="94", tags=("",), parties=(3,)),
        "Agreement ''",
        ["code", "parties", "term", "territory", "tags"],
    ),
    "an agreement of unknown codes": (
        lambda: agreement(publics=(), contingents=(), commitments=(share(contingents=("als",)),)),
        NO,
        ["commitments, 'quarter', contingents", "commitments, 'quarter', to"],
    ),
}


@pytest.mark.parametrize(("build", "where", "fields"), SEVERAL.values(), ids=SEVERAL)
def test_faults_are_reported_together(
    build: Callable[[], object], where: str, fields: list[str]
) -> None:
    """Several faults of one object come in one error, in the order of its fields."""
    with pytest.raises(InvalidObjectError) as caught:
        build()
    assert caught.value.where == where
    assert [fault.where for fault in caught.value.faults] == [f"{where}, {it}" for it in fields]
