"""To whom a DALO attribution is charged: which rule, from which day, and where the law is mute."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from tests.told import words_of

from housing_agreements import Household, Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.dalo import imputation
from housing_agreements.law.dalo.imputation import IMPUTATION, Charge, imputation_of
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence

DAY = timedelta(days=1)
PREFECT, WORK, COMMUNE = Charge.PREFECT, Charge.ACTION_LOGEMENT, Charge.COMMUNE
FIRST, ALUR, OTHERS = date(2009, 3, 28), date(2014, 3, 27), date(2017, 1, 29)
ELSEWHERE = (Charge.LOCAL_AUTHORITY, Charge.LANDLORD)
PROTOCOL = date(2016, 3, 7)
untyped: Any = imputation
ANSWERS = (True, False, None)


def possible(day: date, *, employed: bool | None, deficient: bool | None) -> tuple[Charge, ...]:
    """Who may bear an attribution to someone who does not seek work."""
    household = Household(employed=employed, jobseeker=False)
    return imputation_of(household, on=day, deficient_commune=deficient).possible


@pytest.mark.parametrize(
    ("employed", "deficient", "expected"),
    [
        (False, False, (PREFECT,)),
        (True, False, (WORK,)),
        (False, True, (COMMUNE,)),
        (True, True, (WORK, COMMUNE)),
        (None, False, (PREFECT, WORK)),
        (None, True, (WORK, COMMUNE)),
        (False, None, (PREFECT, COMMUNE)),
        (True, None, (WORK, COMMUNE)),
        (None, None, (PREFECT, WORK, COMMUNE)),
    ],
)
def test_who_may_bear_it(
    employed: bool | None,  # noqa: FBT001  # a case of the table
    deficient: bool | None,  # noqa: FBT001  # a case of the table
    expected: tuple[Charge, ...],
) -> None:
    """The prefect by default; the exceptions each alone; both at once stay open between them."""
    assert possible(PROTOCOL, employed=employed, deficient=deficient) == expected


@pytest.mark.parametrize("day", [FIRST, PROTOCOL, OTHERS, VERIFIED_UNTIL], ids=str)
def test_more_facts_never_add_a_bearer(day: date) -> None:
    """Whatever is still to be learnt, those possible afterwards were possible before."""
    for employed, deficient in product(ANSWERS, repeat=2):
        before = possible(day, employed=employed, deficient=deficient)
        for one, other in product((True, False), repeat=2):
            if employed in {None, one} and deficient in {None, other}:
                after = possible(day, employed=one, deficient=other)
                assert set(after) <= set(before)


@pytest.mark.parametrize(
    ("employed", "deficient", "before", "since"),
    [
        (False, False, (PREFECT,), (PREFECT, *ELSEWHERE)),
        (True, False, (WORK,), (PREFECT, WORK, *ELSEWHERE)),
        (False, True, (COMMUNE,), (COMMUNE,)),
        (True, True, (WORK, COMMUNE), (PREFECT, WORK, COMMUNE, *ELSEWHERE)),
        (None, False, (PREFECT, WORK), (PREFECT, WORK, *ELSEWHERE)),
    ],
)
def test_local_authorities_and_landlords_may_bear_it_since_2017(
    employed: bool | None,  # noqa: FBT001  # a case of the table
    deficient: bool,  # noqa: FBT001  # a case of the table
    before: tuple[Charge, ...],
    since: tuple[Charge, ...],
) -> None:
    """The day before 29 January 2017 the rules exclude; from that day on the list says "or"."""
    assert possible(OTHERS - DAY, employed=employed, deficient=deficient) == before
    for day in (OTHERS, OTHERS + DAY, date(2022, 2, 23), VERIFIED_UNTIL):
        assert possible(day, employed=employed, deficient=deficient) == since


def test_a_list_that_says_or_is_explained() -> None:
    """Who may bear it, why that is open, and how far the list was read, in both languages."""
    seeker = Household(employed=False, jobseeker=False)
    early = imputation_of(seeker, on=OTHERS, deficient_commune=False)
    assert 'the list of the article says "or"' in str(early)
    assert "note: the list was read as it stands since 23 February 2022" in str(early)
    assert early.missing == ()
    with pytest.raises(NotKnownError, match="prefect or local_authority or landlord"):
        _ = early.charge
    french = words_of(imputation_of(seeker, on=date(2022, 2, 23), deficient_commune=True), "fr")
    assert "à savoir\u00a0: pour une commune carencée" in french
    assert "n'en exclut un autre" not in french


@pytest.mark.parametrize(
    ("employed", "jobseeker", "verdict"),
    [(True, None, WORK), (None, True, WORK), (False, True, WORK), (False, False, PREFECT)],
)
def test_jobseekers_count_as_those_who_work(
    employed: bool | None,  # noqa: FBT001  # a case of the table
    jobseeker: bool | None,  # noqa: FBT001  # a case of the table
    verdict: Charge,
) -> None:
    """Salaried or seeking work: either is enough, and both must be denied for the prefect."""
    household = Household(employed=employed, jobseeker=jobseeker)
    assert imputation_of(household, on=PROTOCOL, deficient_commune=False).charge is verdict


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (FIRST, (WORK,)),
        (FIRST + DAY, (WORK,)),
        (ALUR - DAY, (WORK,)),
        (ALUR, (WORK, COMMUNE)),
        (ALUR + DAY, (WORK, COMMUNE)),
        (OTHERS - DAY, (WORK, COMMUNE)),
    ],
    ids=str,
)
def test_communes_bear_it_since_2014(day: date, expected: tuple[Charge, ...]) -> None:
    """Before 27 March 2014 a deficient commune changes nothing; from that day on it may bear it."""
    assert possible(day, employed=True, deficient=True) == expected
    assert possible(day, employed=False, deficient=True) == (
        (PREFECT,) if COMMUNE not in expected else (COMMUNE,)
    )


def test_outside_what_was_verified_nobody_is_named() -> None:
    """Before 28 March 2009 and past the last day verified, no charge is given."""
    for day in (FIRST - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            possible(day, employed=True, deficient=False)
    assert [each.confidence for each in IMPUTATION.versions[:2]] == [Confidence.VERIFIED] * 2
    assert {each.confidence for each in IMPUTATION.versions[2:-1]} == {Confidence.INFERRED}
    assert IMPUTATION.versions[-1].confidence is Confidence.VERIFIED
    assert all(each.note is not None for each in IMPUTATION.versions[2:])
    assert [str(each.since) for each in IMPUTATION.versions[2:]] == [
        "2017-01-29",
        "2018-01-01",
        "2018-11-25",
        "2021-01-01",
        "2021-07-01",
        "2022-02-23",
    ]


def test_two_rules_at_once_are_said_to_be_open() -> None:
    """A working household in a deficient commune: no charge, and the reason, in both languages."""
    answer = imputation_of(Household(employed=True), on=PROTOCOL, deficient_commune=True)
    assert answer.disputed
    assert answer.missing == ()
    with pytest.raises(NotKnownError, match="does not spell out how they combine"):
        _ = answer.charge
    assert words_of(answer) == (
        "charged to: Action Logement Services or the Association foncière logement; or the "
        "commune, first, on its own reservation rights\n"
        "  met: salaried or seeking work [Code de la construction et de l'habitation, L.441-2-3; "
        "Code de la construction et de l'habitation, L.313-26-2; "
        "Code de la construction et de l'habitation, L.313-35]\n"
        "    met: one of these\n"
        "      met: employed (yes, declared)\n"
        "      undetermined: seeking work (not known)\n"
        "  the commune is under an order of deficiency\n"
        "  two rules apply, of a working household and of a deficient commune; the law does not "
        "spell out how they combine\n"
        "  sources: Code de la construction et de l'habitation, L.441-2-3; "
        "Code de la construction et de l'habitation, L.313-26-2; "
        "Code de la construction et de l'habitation, L.313-35; "
        "Code de la construction et de l'habitation, L.302-9-1"
    )
    french = words_of(answer, "fr")
    assert "l'Association foncière logement\u202f; ou la commune, en premier" in french
    assert "la loi ne dit pas comment elles se combinent" in french


def test_what_is_missing_is_named() -> None:
    """Unknown work is asked of the household; an unknown order is said; nothing when settled."""
    answer = imputation_of(Household(), on=PROTOCOL, deficient_commune=None)
    assert answer.missing == ("employed", "jobseeker")
    assert answer.deficient_commune is Verdict.UNDETERMINED
    assert "on that day is not known" in words_of(answer, "en")
    settled = imputation_of(Household(employed=True), on=PROTOCOL, deficient_commune=False)
    assert (settled.charge, settled.missing, settled.disputed) == (WORK, (), False)
    before = imputation_of(Household(employed=False), on=ALUR - DAY, deficient_commune=True)
    assert before.deficient_commune is None
    assert "no rule for deficient communes" in words_of(before, "en")


def test_anything_else_is_refused() -> None:
    """A household, a day, a yes or no."""
    with pytest.raises(InvalidTypeError, match="a Household"):
        untyped.imputation_of({}, on=PROTOCOL, deficient_commune=None)
    with pytest.raises(InvalidTypeError, match="a day"):
        untyped.imputation_of(Household(), on="2016", deficient_commune=None)
    for day in (PROTOCOL, FIRST):
        with pytest.raises(InvalidTypeError, match="True, False or None"):
            untyped.imputation_of(Household(), on=day, deficient_commune="no")
    answer: Any = imputation_of(Household(), on=PROTOCOL, deficient_commune=None)
    with pytest.raises(InvalidValueError, match="language"):
        answer.explain("de")


def test_which_exceptions_the_law_makes_from_which_day() -> None:
    """That of working households from the first day on; that of deficient communes since ALUR."""
    exceptions = {
        day: (IMPUTATION.on(day).working_exception, IMPUTATION.on(day).deficiency_exception)
        for day in (FIRST, ALUR - DAY, ALUR, PROTOCOL)
    }
    assert exceptions == {
        FIRST: (True, False),
        ALUR - DAY: (True, False),
        ALUR: (True, True),
        PROTOCOL: (True, True),
    }
