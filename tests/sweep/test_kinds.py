"""Each kind of wrong value that was once taken, or raised an error that is not the library's."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from importlib import import_module
from typing import Any, Final

import attrs
import polars as pl
import pytest
from tests.sweep.right_calls import (
    AGREEMENT,
    COMPARISON,
    DALO,
    DAY,
    ENTRY,
    FIGURE,
    HOUSEHOLD,
    LEDGER,
    PROGRESS,
    REPORT,
    REVIEW,
    TOWN,
)
from tests.sweep.sweeping import LONGEST_MESSAGE, wheres
from tests.sweep.wrong_values import BrokenRepr, small_agreement
from tests.told import words_of

import housing_agreements as ha
from housing_agreements import (
    Attribution,
    Household,
    HousingAgreementsError,
    InvalidTypeError,
    Known,
    Levels,
    Party,
    Per,
    Period,
    PublishedFigure,
    Share,
    Stage,
    Tally,
    Territory,
    Text,
    Timeline,
    Verdict,
    Volume,
    check_quotas,
    facts,
    frames,
)

np: Any = import_module("numpy")
pd: Any = import_module("pandas")
PEOPLE: Final = pl.DataFrame({"employed": [True, None]})
DECIDED: Final[Mapping[str, Any]] = {"to": ("dalo",), "stage": Stage.DECIDED}
TALLY: Final = ha.tally(AGREEMENT, LEDGER)


def refused(cases: Mapping[str, Callable[[], object]]) -> None:
    """Each call raises an error of the library, which names the argument and can be printed.

    The name of a case is that of the argument, up to a blank.
    """
    amiss: list[str] = []
    for case, call in cases.items():
        name = case.split()[0]
        try:
            result = call()
        except HousingAgreementsError as error:
            message = str(error)
            message.encode()
            where = "; ".join(wheres(error))
            if name not in where or len(message) > LONGEST_MESSAGE:
                amiss.append(f"{case}: {message[:100]}")
        except BaseException as error:  # noqa: BLE001  # whatever is no error of ours
            amiss.append(f"{case}: raised {type(error).__name__}")
        else:
            amiss.append(f"{case}: taken as a {type(result).__name__}")
    assert not amiss, amiss


def untyped(thing: Any) -> Any:
    """A thing whose arguments no type checker looks at."""
    return thing


# --- Taken, and wrong or silent ------------------------------------------------------------------


def never_kept(commitment: Any) -> Any:
    """An agreement in which only one commitment is to be remarked on."""
    small: Any = small_agreement()
    holder, town = small.parties[0], small.territory
    return ha.Agreement(
        "never", ha.AgreementKind.OTHER, "An agreement", parties=(holder,),
        signed_on=date(2018, 1, 1), term=Period.years(2018, 2020), territory=town,
        contingents=(ha.Contingent("rights", holder, town),), publics=small.publics,
        commitments=(commitment,),
    )  # fmt: skip


def test_s1_what_can_never_be_kept_is_remarked_on() -> None:
    """More than all, or fewer than none, is a contradiction in itself."""
    for commitment in (
        Share("never", **DECIDED, more_than="100 %"),
        Share("never", **DECIDED, less_than=0),
        Volume("never", **DECIDED, less_than=0),
    ):
        found = ha.review(never_kept(commitment), on=DAY).about("never")
        assert [remark.severity for remark in found] == [ha.Severity.CONTRADICTION]
    homes = Volume("homes", stage=Stage.STARTED, less_than=0)  # demolitions are below 0
    assert ha.review(never_kept(homes), on=DAY).of(ha.Severity.CONTRADICTION) == ()


def test_s2_facts_are_no_household() -> None:
    """What asks about facts is not what holds them."""
    asked = untyped(facts.dalo_recognised)
    refused({
        "household": lambda: asked.decide(facts, on=DAY),
        "household missing": lambda: asked.missing(facts, on=DAY),
        "household reasons": lambda: asked.reasons(facts, on=DAY),
        "household change": lambda: untyped(ha.what_would_change)(facts, DALO, on=DAY),
        "household eligible": lambda: untyped(ha.check_eligibility)(facts, AGREEMENT, on=DAY),
    })  # fmt: skip


def test_s3_groups_by_commune_have_codes_of_communes() -> None:
    """A letter for a digit is refused where it is written."""
    by_commune: dict[str, Any] = {**DECIDED, "per": Per.COMMUNE}
    refused({
        "at_least": lambda: Volume("v", at_least={"94O68": 4}, **by_commune),
        "at_most": lambda: Volume("v", at_most={"9406": 4}, **by_commune),
        "more_than": lambda: Share("s", more_than={"nope": "25 %"}, **by_commune),
        "at_least pair": lambda: Volume(
            "v", at_least={("94O68", "x"): 4}, per=(Per.COMMUNE, Per.LANDLORD), **DECIDED
        ),
    })  # fmt: skip


def test_s4_a_figure_bears_a_group_of_its_commitment() -> None:
    """A commitment without groups has no figure of a group, and no group is blank."""
    lone = PublishedFigure("half", 2018, 5, base=10, group="nope")
    pair = PublishedFigure("built", 2018, 5, group=("33063", "builder"))
    refused({
        "figures": lambda: Tally.from_counts(AGREEMENT, [lone]),
        "figures pair": lambda: Tally.from_counts(AGREEMENT, [pair]),
        "group": lambda: PublishedFigure("built", 2018, 5, group=" "),
    })  # fmt: skip


def test_s5_all_arguments_are_looked_at() -> None:
    """What does not matter beside a tally must still be what it is called."""
    ask = untyped(check_quotas)
    refused({
        "ids": lambda: ask(AGREEMENT, TALLY, on=DAY, ids="nonsense"),
        "unknown": lambda: ask(AGREEMENT, TALLY, on=DAY, unknown=3),
    })  # fmt: skip


def test_s6_what_nothing_can_bear_is_not_asked_for() -> None:
    """A kind is a kind, and a code is one that is there."""
    refused({
        "what": lambda: untyped(REVIEW).of("contradiction"),
        "what None": lambda: untyped(REVIEW).of(None),
        "code about": lambda: untyped(REVIEW).about(3),
        "code report": lambda: untyped(REPORT).of("nope"),
        "code comparison": lambda: untyped(COMPARISON).of(3),
        "code undertakings": lambda: untyped(PROGRESS).of("nope"),
    })  # fmt: skip


def test_s7_no_float_stays_in_a_fact() -> None:
    """Both ends are exact, also where they are equal."""
    refused({
        "high": lambda: untyped(Known)(low=20_000, high=20_000.0),
        "low": lambda: untyped(Known)(low=20_000.0, high=20_000),
        "high household": lambda: Household(
            annual_income=untyped(Known)(low=Fraction(20_000), high=20_000.0)
        ),
    })  # fmt: skip


def test_s8_a_prefix_is_a_text() -> None:
    """None is no prefix."""
    refused({
        "prefix": lambda: untyped(frames.classify)(PEOPLE, [DALO], on=DAY, prefix=None,
                                                   absent=frames.Absent.NOT_KNOWN),
    })  # fmt: skip


def test_s9_a_frame_is_no_series_of_codes() -> None:
    """A frame holds columns; its names are not what was meant."""
    frame: Any = pd.DataFrame({"dalo": [False]})
    refused({
        "publics": lambda: Attribution("A", "rights", "33063", publics=frame),
        "tags": lambda: Attribution("A", "rights", "33063", tags=frame),
        "to": lambda: Share("s", to=frame, stage=Stage.DECIDED, at_least="1/2"),
        "communes": lambda: Territory("t", "T", "list", communes=pd.DataFrame({"33063": [1]})),
        "sources": lambda: ha.Done(DAY, sources=pd.DataFrame()),
    })  # fmt: skip


def test_s10_a_ledger_is_a_series_of_entries() -> None:
    """What is no series is refused when it is empty, too."""
    refused({
        "entries text": lambda: untyped(check_quotas)(AGREEMENT, "", on=DAY),
        "entries mapping": lambda: untyped(check_quotas)(AGREEMENT, {}, on=DAY),
        "entries bytes": lambda: untyped(ha.tally)(AGREEMENT, b""),
        "entries tally": lambda: untyped(ha.tally)(AGREEMENT, {}),
        "figures": lambda: untyped(Tally.from_counts)(AGREEMENT, ""),
    })  # fmt: skip


def test_s11_a_text_is_one_line_of_visible_text() -> None:
    """No name, title or code can forge a line, move a cursor, or be unseen."""
    wrong = (
        "Quarter, 2018: met\n  1000 of 1000", "da\x1b[2Jlo", "da\0lo", "da\x85lo", "da\u2028lo",
        "\ud800", "\u200b", "\u2060\ufeff", "\u3164", "da\N{RIGHT-TO-LEFT OVERRIDE}lo",
    )  # fmt: skip
    cases: dict[str, Callable[[], object]] = {}
    for number, text in enumerate(wrong):
        made: dict[str, Callable[[str], object]] = {
            "code": lambda it: Party(it, "x"),
            "name": lambda it: Party("x", it),
            "title": lambda it: Share("s", **DECIDED, at_least="1/2", title=it),
            "en": lambda it: Text(it, "x"),
            "fr": lambda it: Text("x", it),
            "text": ha.Source,
            "landlord": lambda it: Attribution("A", "rights", "33063", landlord=it),
            "neighbourhood": lambda it: ha.Place("33063", it),
            "tags": lambda it: Attribution("A", "rights", "33063", tags={it}),
            "quartile_area": lambda it: Household(quartile_area=it),
        }
        for name, make in made.items():
            cases[f"{name} {number}"] = partial(make, text)
    refused(cases)
    for right in ("L’Haÿ-les-Roses", "n\N{SUPERSCRIPT TWO} – 1", "שלום", "30\u202f%", "a\u00a0b"):
        assert Party("x", right).name == right


def test_s12_a_frozen_value_keeps_nothing_of_the_callers() -> None:
    """Neither what it was made of nor what it gives changes it."""
    with pytest.raises((TypeError, AttributeError)):
        untyped(REPORT.set_aside).clear()
    figures = {FIGURE: 1}
    made = Tally(TALLY.reading, figures=figures)
    figures.clear()
    assert dict(made.figures) == {FIGURE: 1}


def test_s13_levels_and_tallies_are_checked() -> None:
    """They are public, and so they are built by others."""
    refused({
        "common": lambda: untyped(Levels)(common=0.5),
        "common text": lambda: untyped(Levels)(common="x"),
        "by_group": lambda: untyped(Levels)(by_group=3),
        "entries": lambda: untyped(Tally)(TALLY.reading, entries=None),
        "figures": lambda: untyped(Tally)(TALLY.reading, figures=3),
        "set_aside": lambda: untyped(Tally)(TALLY.reading, set_aside={"x": 1}),
        "reading": lambda: untyped(Tally)(None),
    })  # fmt: skip


def test_s14_frames_refuse_the_codes_that_households_refuse() -> None:
    """A blank end is no part of a code, wherever it stands."""
    for code in ("x ", " x", "", "x\n"):
        with pytest.raises(HousingAgreementsError):
            Household(quartile_area=code)
        frame = pl.DataFrame({"quartile_area": ["y", code]})
        with pytest.raises(HousingAgreementsError, match="quartile_area"):
            frames.decide(frame, facts.quartile_area.equals("x"), on=DAY)


def test_time_a_long_term_is_refused() -> None:
    """Nothing that is taken takes minutes: the cost grows with the years of the term."""
    short = never_kept(Volume("v", **DECIDED, at_least=1))
    refused({
        f"term {end.year}": partial(attrs.evolve, short, term=Period(DAY, end))
        for end in (date(2118, 5, 2), date(4018, 1, 1), date.max)
    })  # fmt: skip
    assert attrs.evolve(short, term=Period(DAY, date(2118, 5, 1))).term.end.year == 2118


# --- Raw errors ----------------------------------------------------------------------------------


def test_u1_another_kind_of_value() -> None:
    """What is compared with a value of ours must be one."""
    year = untyped(Period.year(2018))
    refused({
        "other overlaps": lambda: year.overlaps(2018),
        "other within": lambda: year.within(None),
        "other territory": lambda: untyped(TOWN).within("94", on=DAY),
        "other timeline": lambda: untyped(Timeline.constant(1)).with_other(2, max),
    })  # fmt: skip


def test_u2_nothing_where_something_is_meant() -> None:
    """None is neither an agreement nor a series."""
    refused({
        "agreement": lambda: untyped(Tally.empty)(None),
        "agreement counts": lambda: untyped(Tally.from_counts)(None, ()),
        "figures": lambda: untyped(Tally.from_counts)(AGREEMENT, FIGURE),
        "verdicts all": lambda: untyped(Verdict.all)(None),
        "verdicts any": lambda: untyped(Verdict.any)((True,)),
    })  # fmt: skip


def test_u3_numbers_too_long_to_write() -> None:
    """They are refused where they stand, or what holds them can be printed."""
    long = 10**5_000
    refused({
        "code": lambda: untyped(Party)(long, "x"),
        "name": lambda: untyped(Party)("x", -long),
        "to": lambda: untyped(Share)("s", to=(long,), stage=Stage.DECIDED, at_least="1/2"),
        "at_least": lambda: Share("s", **DECIDED, at_least=untyped(Fraction)(long)),
        "year": lambda: Period.year(long),
    })  # fmt: skip
    for make in (
        lambda: Attribution("A", "rights", "33063", count=long, decided_on=DAY),
        lambda: Volume("v", **DECIDED, at_least=long),
    ):
        try:
            made: Any = make()
        except HousingAgreementsError as error:
            assert str(error)  # noqa: PT017  # either of two right answers
            continue
        assert repr(made)
        assert str(check_quotas(small_agreement(), [made], on=DAY))


def test_u4_what_cannot_be_shown_is_refused() -> None:
    """An error says what was given as well as it can."""
    deep: Any = None
    for _ in range(100_000):
        deep = [deep]
    refused({
        f"{name} {number}": partial(make, value)
        for number, value in enumerate((BrokenRepr(), [BrokenRepr()], deep, {"x": BrokenRepr()}))
        for name, make in {
            "code": lambda it: untyped(Party)(it, "x"),
            "at_least": lambda it: Share("s", **DECIDED, at_least=it),
            "on": lambda it: untyped(check_quotas)(AGREEMENT, [], on=it),
            "entries": lambda it: untyped(check_quotas)(AGREEMENT, [it], on=DAY),
            "sources": lambda it: ha.Done(DAY, sources=it),
        }.items()
    })  # fmt: skip


def test_u5_the_ends_of_a_fact_are_exact_and_comparable() -> None:
    """No NaN, no infinity, no time for a day, and nothing that numpy or pandas calls missing."""
    known, noon = untyped(Known), datetime(2018, 3, 1, 12, tzinfo=UTC)
    refused({
        "low NaN": lambda: known(low=Decimal("NaN"), high=3),
        "low sNaN": lambda: known(low=Decimal("sNaN"), high=3),
        "high Infinity": lambda: known(low=3, high=Decimal("Infinity")),
        "low datetime": lambda: known(low=noon, high=DAY),
        "high Timestamp": lambda: known(low=DAY, high=pd.Timestamp("2018-03-01")),
        "high NaT": lambda: known(low=DAY, high=pd.NaT),
        "low NA": lambda: known(low=pd.NA, high=3),
        "end NaT": lambda: untyped(Period)(DAY, pd.NaT),
        "value NA": lambda: known(pd.NA),
        "household_size": lambda: untyped(Household)(household_size=pd.NA),
    })  # fmt: skip


def test_u6_what_is_neither_true_nor_false() -> None:
    """It is refused before it is asked."""
    array = np.array([1, 2])
    refused({
        "cumulative NA": lambda: untyped(Share)("s", **DECIDED, at_least="1/2", cumulative=pd.NA),
        "cumulative array": lambda: untyped(Share)("s", **DECIDED, at_least=1, cumulative=array),
        "language": lambda: untyped(Text("a", "b")).say(array),
        "language NA": lambda: words_of(untyped(REPORT), pd.NA),
        "code": lambda: untyped(REPORT).finding(array, 2018),
        "commitment": lambda: untyped(AGREEMENT).contingents_of(array),
        "changes": lambda: Timeline({DAY: array, date(2019, 1, 1): array}),
    })  # fmt: skip


def test_u7_what_holds_the_wrong_thing() -> None:
    """A value of ours that holds something else is refused like something else."""
    refused({
        "by_group": lambda: Share("s", **DECIDED, at_least=untyped(Levels)(by_group=3)),
        "code": lambda: untyped(COMPARISON).of(["q"]),
        "members": lambda: untyped(Territory)("t", "T", "list", members=Timeline.constant("x")),
        "communes": lambda: untyped(Territory)("t", "T", "list", communes=Timeline.constant("x")),
        "criterion": lambda: untyped(ha.PriorityPublic)("p", "P", Timeline.constant(5)),
    })  # fmt: skip


def test_u8_frames_are_asked_with_right_names_and_values() -> None:
    """Names are texts that a column can bear; values are those of the column's kind."""
    ask, flags = untyped(frames.decide), facts.employed
    sized = untyped(pd.DataFrame)({"employed": [True], "household_size": [3]})
    doubled = pd.DataFrame([[True, False]], columns=["employed", "employed"])
    day = facts.applied_on.at_least(DAY)

    def column(name: str, value: object) -> Any:
        return pd.DataFrame({name: pd.Series([value], dtype=object)})

    refused({
        "name list": lambda: ask(PEOPLE, flags, on=DAY, name=["a"]),
        "name None": lambda: ask(PEOPLE, flags, on=DAY, name=None),
        "name surrogate": lambda: ask(PEOPLE, flags, on=DAY, name="a\ud800"),
        "missing list": lambda: ask(PEOPLE, flags, on=DAY, missing=["a"]),
        "missing surrogate": lambda: ask(PEOPLE, flags, on=DAY, missing="\ud800"),
        "columns": lambda: ask(sized, flags, on=DAY, columns={"employed": 3}),
        "publics": lambda: untyped(frames.tally)(AGREEMENT, PEOPLE, publics={2018: "x"}),
        "frame": lambda: ask(doubled, flags, on=DAY),
        "employed": lambda: ask(column("employed", 10**30), flags, on=DAY),
        "employed sNaN": lambda: ask(column("employed", Decimal("sNaN")), flags, on=DAY),
        "applied_on": lambda: ask(column("applied_on", Decimal("sNaN")), day, on=DAY),
        "applied_on huge": lambda: ask(column("applied_on", 10**30), day, on=DAY),
    })  # fmt: skip
    missing = column("employed", Decimal("NaN"))  # to pandas, that is a value that is missing
    assert list(ask(missing, flags, on=DAY, absent=frames.Absent.NOT_KNOWN)["answer"].isna()) == [
        True
    ]


def test_u9_the_place_named_is_the_one_that_was_given() -> None:
    """An error names the argument of the call that was made, and a remedy that helps."""
    year = untyped(Period)
    refused({
        "start": lambda: year.lasting(None, years=1),
        "years": lambda: year.lasting(DAY, years="1"),
        "on covers": lambda: untyped(TOWN).covers(ha.Place("33063"), on=None),
        "place": lambda: untyped(TOWN).covers("33063", on=DAY),
        "steps": lambda: untyped(ha.ramp)(10, None),
        "other": lambda: untyped(TOWN).within(HOUSEHOLD, on=DAY),
        "limit": lambda: untyped(facts.household_size).at_least("3"),
        "criteria": lambda: untyped(ha.all_of)(3),
    })  # fmt: skip

    class OwnDay(date):
        """A day of another class."""

    for day in (OwnDay(2018, 3, 1), pd.NaT):
        with pytest.raises(InvalidTypeError) as caught:
            untyped(Period)(day, DAY)
        assert ".date()" not in caught.value.remedy
    with pytest.raises(InvalidTypeError, match=r"\.date\(\)"):
        untyped(Period)(datetime(2018, 3, 1, tzinfo=UTC), DAY)


def test_u10_what_is_long_is_cut() -> None:
    """An error fits a screen, whatever it speaks of."""
    long = "a" * 1_000_000
    refused({
        "name": lambda: untyped(Party)(long, 3),
        "at_least": lambda: Share(long, **DECIDED, at_least=untyped(0.5)),
        "count": lambda: Attribution(long, "rights", "33063", count=-1),
        "commune": lambda: Attribution("A", "rights", long),
        "commitment": lambda: AGREEMENT.commitment(long),
        "entries": lambda: check_quotas(AGREEMENT, [Attribution("A", long, "33063")], on=DAY),
        "employed": lambda: untyped(frames.decide)(
            PEOPLE, facts.employed, on=DAY, columns={"employed": long}
        ),
    })  # fmt: skip


def test_u11_an_extra_that_is_not_installed_is_named() -> None:
    """Who has the package alone is told what to install."""
    for module, needed, extra in (
        ("frames", "narwhals", "frames"),
        ("testing.strategies", "hypothesis", "hypothesis"),
    ):
        program = f"""
import sys
sys.modules[{needed!r}] = None
try:
    import housing_agreements.{module}
except ImportError as error:
    print(error)
"""
        told = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True
        ).stdout
        assert f"housing-agreements[{extra}]" in told


def test_what_is_right_stays_right() -> None:
    """What these kinds are near to is taken."""
    assert Known(low=20_000, high=20_001).high == 20_001
    income: Any = Known(low=Fraction(1, 2), high=Fraction(3, 2))
    assert Household(annual_income=income).annual_income == income
    entry = untyped(Attribution)("A", "rights", "33063", publics=["dalo"], tags=("moved",))
    assert (entry.publics, entry.tags) == ({"dalo"}, {"moved"})
    by_commune = Volume("v", **DECIDED, per=Per.COMMUNE, at_least={"94068": 4})
    assert by_commune.per == (Per.COMMUNE,)
    assert check_quotas(AGREEMENT, (), on=DAY).account.read.entries == 0
    assert ENTRY.count == 2
