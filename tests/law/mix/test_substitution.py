"""Half-yearly accounts, what the prefect does where the objective is missed, default objectives."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from tests.told import words_of

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    Agreement,
    AgreementKind,
    Attribution,
    Contingent,
    Party,
    Period,
    Stage,
    Territory,
    Verdict,
    check_quotas,
)
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.mix.neighbourhoods import mixity_publics
from housing_agreements.law.mix.substitution import (
    DEFAULT_OBJECTIVES,
    HALF_YEARLY_ACCOUNT,
    check_substitution,
    default_objectives,
    half_yearly_accounts,
    outside_over_months,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence

DAY = timedelta(days=1)
SINCE, STOP = date(2022, 2, 23), date(2024, 6, 30)
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
POOR = Territory("qpv", "QPV", "neighbourhoods", neighbourhoods=("QP1",))
TOWN, LANDLORD = Party("town", "A town"), Party("l1", "A landlord")
ANSWERS = (True, False, None)
untyped: Any = check_substitution


def test_a_landlord_that_missed_six_months_is_replaced_until_twelve_reach_it() -> None:
    """5 of 30 leases since January miss a quarter; 40 of 100 over the year reach it, 20 do not."""
    shares = outside_over_months(GIRONDE, POOR, stopped_on=STOP, landlord="l1")
    agreement = Agreement(
        "mix",
        AgreementKind.CIA,
        "An intercommunal attribution agreement",
        parties=(TOWN, LANDLORD),
        signed_on=None,
        term=Period.years(2023, 2024),
        territory=GIRONDE,
        contingents=(Contingent("town", TOWN, GIRONDE),),
        publics=mixity_publics(12_000),
        commitments=shares,
    )

    def lease(name: str, public: str, day: date, count: int) -> Attribution:
        return Attribution(
            name,
            "town",
            "33063",
            publics={public},
            landlord="l1",
            neighbourhood=NO_NEIGHBOURHOOD,
            signed_on=day,
            count=count,
        )

    for before, verdict in ((35, Verdict.UNMET), (15, Verdict.MET)):
        ledger = [
            lease("1", "first-quartile", date(2024, 5, 1), 5),
            lease("2", "other-applicants", date(2024, 6, 30), 25),
            lease("3", "first-quartile", date(2023, 7, 1), before),
            lease("4", "other-applicants", date(2023, 7, 1), 70 - before),
            lease("5", "first-quartile", date(2023, 6, 30), 100),
            lease("6", "first-quartile", date(2024, 7, 1), 100),
        ]
        report = check_quotas(agreement, ledger, on=date(2024, 7, 15))
        found = {finding.commitment.code: finding for finding in report}
        six, twelve = (found[share.code] for share in shares)
        assert (six.base.value, twelve.base.value) == (30, 100)
        answer = check_substitution(
            STOP, six_months=six.verdict, complete=True, twelve_months=twelve.verdict
        )
        assert answer.verdict is verdict


@pytest.mark.parametrize(
    ("stopped_on", "first_six", "first_twelve"),
    [
        (date(2022, 6, 30), date(2022, 1, 1), date(2021, 7, 1)),
        (date(2024, 6, 30), date(2024, 1, 1), date(2023, 7, 1)),
        (date(2023, 12, 31), date(2023, 7, 1), date(2023, 1, 1)),
    ],
    ids=str,
)
def test_the_months_end_with_the_day_of_the_account(
    stopped_on: date, first_six: date, first_twelve: date
) -> None:
    """Six and twelve months, of signed leases, for the objective that is given or the quarter."""
    six, twelve = outside_over_months(
        GIRONDE, POOR, stopped_on=stopped_on, landlord="l1", at_least="30 %", code="mix"
    )
    assert six.periods == (Period(first_six, stopped_on + DAY),)
    assert twelve.periods == (Period(first_twelve, stopped_on + DAY),)
    assert (six.code, twelve.code) == ("mix-6-months", "mix-12-months")
    for share in (six, twelve):
        assert (share.stage, share.landlords) == (Stage.SIGNED, ("l1",))
        assert share.at_least is not None
        assert str(share.at_least.common) == "3/10"


@pytest.mark.parametrize("six", ANSWERS)
@pytest.mark.parametrize("complete", ANSWERS)
@pytest.mark.parametrize("twelve", ANSWERS)
def test_the_answer_is_that_of_all_completions(
    six: bool | None,  # noqa: FBT001  # an answer
    complete: bool | None,  # noqa: FBT001  # an answer
    twelve: bool | None,  # noqa: FBT001  # an answer
) -> None:
    """He attributes where one is missed and the year is; missing is what may change the answer."""
    given = {"six_months": six, "complete": complete, "twelve_months": twelve}
    ways = [(True, False) if answer is None else (answer,) for answer in given.values()]
    found_by = {way: not (way[0] and way[1]) and not way[2] for way in product(*ways)}
    follows = set(found_by.values())
    found = check_substitution(
        STOP,
        six_months=None if six is None else Verdict.of(six),
        complete=complete,
        twelve_months=None if twelve is None else Verdict.of(twelve),
    )
    assert found.verdict is Verdict.of(follows.pop() if len(follows) == 1 else None)
    missing = [
        name
        for index, name in enumerate(given)
        if any(
            follow is not found_by.get((*way[:index], not way[index], *way[index + 1 :]), follow)
            for way, follow in found_by.items()
        )
    ]
    assert list(found.missing) == missing


def test_an_answer_says_what_follows_and_what_would_settle_it() -> None:
    """In both languages, with the day and the article."""
    answer = check_substitution(
        STOP, six_months=Verdict.MET, complete=None, twelve_months=Verdict.UNMET
    )
    assert words_of(answer, "en").splitlines() == [
        "whether the prefect attributes in place of the landlord is not settled (30 June 2024)",
        "  met: objective over the last six months",
        "  undetermined: account complete",
        "  unmet: objective over the last twelve months",
        "  what would settle it: complete",
        f"  source: {HALF_YEARLY_ACCOUNT.at(STOP).sources[0]}",
    ]
    assert words_of(answer) == words_of(answer, "en")
    assert "à connaître pour trancher\u00a0: complete" in words_of(answer, "fr")
    assert repr(answer) == "<Substitution 2024-06-30: undetermined; missing complete>"
    settled = check_substitution(STOP, six_months=None, complete=False, twelve_months=Verdict.UNMET)
    assert words_of(settled, "fr").startswith("le préfet attribue chaque logement libéré")
    assert "à connaître pour trancher" not in words_of(settled, "fr")
    assert repr(settled) == "<Substitution 2024-06-30: met>"


def test_accounts_are_due_within_fifteen_days() -> None:
    """Of 30 June by 15 July, of 31 December by 15 January of the next year."""
    june, december = half_yearly_accounts(2025, by=("l1", "l2"))
    assert (june.due, december.due) == (date(2025, 7, 15), date(2026, 1, 15))
    assert june.by == ("l1", "l2")
    assert "up to 30 June 2025" in june.text.en
    assert "arrêtées au 31 décembre 2025" in december.text.fr
    assert [account.code for account in (june, december)] == [
        "half-yearly-account-2025-06",
        "half-yearly-account-2025-12",
    ]
    for year in (2021, 2026):
        with pytest.raises(NotKnownError):
            half_yearly_accounts(year, by=("l1",))
    assert half_yearly_accounts(2022, by=("l1",))[0].due == date(2022, 7, 15)


@pytest.mark.parametrize("provision", [HALF_YEARLY_ACCOUNT, DEFAULT_OBJECTIVES])
def test_the_rules_are_known_since_they_were_read(provision: Any) -> None:
    """From 23 February 2022 to the last verified day; before, the text was not read."""
    for day in (SINCE, SINCE + DAY, VERIFIED_UNTIL):
        assert provision.at(day).confidence is Confidence.VERIFIED
    for day in (SINCE - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            provision.on(day)


@pytest.mark.parametrize("day", [STOP - DAY, STOP + DAY, date(2024, 1, 30)], ids=str)
def test_accounts_are_stopped_on_two_days(day: date) -> None:
    """Any other day is refused, and one before the rule is not known."""
    ask: Any = {"six_months": None, "complete": None, "twelve_months": None}
    for call in (
        lambda day: check_substitution(day, **ask),
        lambda day: outside_over_months(GIRONDE, POOR, stopped_on=day, landlord="l1"),
    ):
        with pytest.raises(InvalidValueError, match="a 30 June or a 31 December"):
            call(day)
        with pytest.raises(NotKnownError):
            call(date(2021, 12, 31))


def test_what_is_no_answer_is_refused() -> None:
    """A verdict that is none, a yes that is none."""
    with pytest.raises(InvalidTypeError, match=r"six_months: .*write report\.finding"):
        untyped(STOP, six_months=True, complete=True, twelve_months=None)
    with pytest.raises(InvalidTypeError, match="check_substitution, twelve_months"):
        untyped(STOP, six_months=None, complete=True, twelve_months="met")
    with pytest.raises(InvalidTypeError, match=r"check_substitution, complete: .* True, False"):
        untyped(STOP, six_months=None, complete=1, twelve_months=None)


@pytest.mark.parametrize(
    ("met_on", "due"),
    [
        (SINCE, date(2024, 6, 23)),
        (SINCE + DAY, date(2024, 6, 24)),
        (date(2023, 1, 1), date(2025, 5, 1)),
    ],
    ids=str,
)
def test_objectives_are_due_four_months_after_two_years(met_on: date, due: date) -> None:
    """Where no agreement was made; of territories of before the day is not known."""
    owed = default_objectives(met_on, by=("metropolis",))
    assert (owed.due, owed.by) == (due, ("metropolis",))
    assert owed.sources == DEFAULT_OBJECTIVES.at(met_on).sources
    assert "where no attribution agreement was made by" in owed.text.en


def test_of_territories_of_before_the_day_is_not_known() -> None:
    """They had eight months, from a day that was not read; and a day is a day."""
    with pytest.raises(NotKnownError, match="eight months ran from a day that was not read"):
        default_objectives(SINCE - DAY, by=("metropolis",))
    with pytest.raises(NotKnownError, match="the last one verified"):
        default_objectives(VERIFIED_UNTIL + DAY, by=("metropolis",))
    wrong: Any = "2023"
    with pytest.raises(InvalidTypeError, match="conditions_met_on"):
        default_objectives(wrong, by=("metropolis",))
    rule = DEFAULT_OBJECTIVES.on(SINCE)
    assert (rule.months_to_agree, rule.months_to_agree_of_old, rule.months_to_set) == (24, 8, 4)
