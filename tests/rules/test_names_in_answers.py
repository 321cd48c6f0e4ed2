"""Answers call things by their names: a code stands where there is no name, or beside a shared one.

And no line of a text is longer than 80 columns, unless one word is.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import SLOW
from tests.told import words_of

import housing_agreements as ha
from housing_agreements import catalogue
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.explanations._text import write_text
from housing_agreements.explanations.explanation import Explanation, Told
from housing_agreements.plan import Expected, find_plan
from housing_agreements.rules._vocabulary import part_name
from housing_agreements.rules.quotas._names_told import find_name_of_place
from housing_agreements.rules.quotas.ledger import Entry
from housing_agreements.testing.strategies import agreements, ledgers, published_figures
from housing_agreements.values.texts import Language, as_text

LANGUAGES: tuple[Language, ...] = ("en", "fr")
DAYS = (date(2017, 6, 1), date(2019, 6, 1), date(2024, 1, 1))
CATALOGUE: dict[str, Any] = {
    path.stem: module
    for path in sorted(Path(catalogue.__path__[0]).glob("*_20*.py"))
    if hasattr(module := import_module(f"{catalogue.__name__}.{path.stem}"), "AGREEMENT")
}
PLACES = (ha.Per.COMMUNE, ha.Per.DEPARTMENT, ha.Per.INTERCOMMUNALITY)


def list_named(agreement: ha.Agreement, on: date) -> Iterator[tuple[str, str, ha.Text]]:
    """What each code that has a name is the code of, itself, and the name."""
    for part in agreement.every_part:
        yield type(part).__name__, part.code, part_name(part)
    for party in (*agreement.landlords, *agreement.others):
        yield "landlord", party.code, as_text(party.name)
    for party in agreement.parties:
        yield "party", party.code, as_text(party.name)
    for sector in agreement.every_sector:
        yield "sector", sector.code, as_text(sector.name)
    for code, name in agreement.names.items():
        yield "given", code, name
    commitments = [part for part in agreement.every_part if isinstance(part, ha.Commitment)]
    for commitment in commitments:
        groups = [group for limit in commitment.limits for group in limit.levels.groups]
        for index, kind in enumerate(commitment.per):
            for group in groups if kind in PLACES else ():
                code = group if isinstance(group, str) else group[index]
                place = find_name_of_place(kind, code, on)
                if place is not None:
                    yield kind.value, code, as_text(place)


def list_other_names(agreement: ha.Agreement) -> Iterator[str]:
    """What answers quote beside the names of codes: titles, notes, sources, places, facts."""
    texts = [agreement.title, *agreement.territory.caveats]
    for part in agreement.every_part:
        texts += part.caveats if isinstance(part, ha.Commitment) else ()
        for source in getattr(part, "sources", ()):
            yield str(source)
        for field in ("territory", "located_in"):
            territory = getattr(part, field, None)
            if territory is not None:
                yield territory.name
                texts += territory.caveats
    yield agreement.territory.name
    texts += [fact.words for fact in facts_by_name(ha.Household).values()]
    for text in texts:
        yield from (text.en, text.fr)


def find_codes(agreement: ha.Agreement, on: date, said: str) -> set[str]:
    """The codes that stand in words though what they name has another name of its own."""
    named = set(list_named(agreement, on))
    holders = Counter((kind, words) for kind, _, name in named for words in {name.en, name.fr})
    nameless = {code for _, code, name in named if code in {name.en, name.fr}}
    shared = {
        code
        for kind, code, name in named
        if kind in {"Contingent", "PriorityPublic", "landlord", "party", "sector"}
        if max(holders[kind, name.en], holders[kind, name.fr]) > 1
    }
    names = {words for _, _, name in named for words in (name.en, name.fr)}
    for words in sorted({*names, *list_other_names(agreement)}, key=len, reverse=True):
        said = said.replace(words, " … ")
    codes = {code for _, code, _ in named} - nameless - shared
    return {code for code in codes if re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", said)}


def list_explanations(
    agreement: ha.Agreement, ledger: tuple[Entry, ...] | ha.Tally, on: date, language: Language
) -> Iterator[Explanation]:
    """All that a report says: in full, on one page, finding by finding, and of its entries."""
    report = ha.check_quotas(agreement, ledger, on=on)
    yield report.explain(language)
    yield report.summary(language)
    for finding in report[:20]:
        yield finding.explain(language)
    if not isinstance(ledger, ha.Tally):
        for finding in report[:2]:
            yield ha.entries_of(report, finding, ledger).explain(language)
            yield ha.what_would_settle(report, finding, ledger).explain(language)


def check_words(agreement: ha.Agreement, ledger: Any, on: date, language: Language) -> None:
    """No code has the place of a name, and no line is too long."""
    for explanation in list_explanations(agreement, ledger, on, language):
        said = write_text(explanation.blocks, language, width=1_000_000)
        assert find_codes(agreement, on, said) == set(), said
        check_lines(str(explanation))


def check_lines(text: str) -> None:
    """No line is longer than 80 columns, unless it is one word, after what it is indented by."""
    for line in text.splitlines():
        assert len(line) <= 80 or " " not in line.strip(" "), line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUE)
def test_the_catalogue_is_told_by_names(name: str, language: Language) -> None:
    """Published figures, and a ledger of nothing known: no code has the place of a name."""
    module = CATALOGUE[name]
    agreement = module.AGREEMENT
    unknown = tuple(
        ha.Attribution(
            f"E{index}", contingent.code, "33063", signed_on=DAYS[0],
            possible_publics=frozenset(public.code for public in agreement.publics), count=12,
        )
        for index, contingent in enumerate(agreement.contingents)
    )  # fmt: skip
    for on in DAYS:
        figures = ha.Tally.from_counts(agreement, module.FIGURES)
        check_words(agreement, figures, on, language)
        check_words(agreement, unknown, on, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUE)
def test_every_other_answer_is_told_by_names(name: str, language: Language) -> None:
    """Who is eligible, what was undertaken, what is remarked, and what differs from the others."""
    agreement = CATALOGUE[name].AGREEMENT
    households = (ha.Household(), ha.Household(employed=True, dalo_recognised=True))
    for on in DAYS:
        answers: list[Told] = [
            ha.check_undertakings(agreement, {}, on=on),
            ha.review(agreement, on=on),
            ha.yearly_page(agreement, [], on=on),
        ]
        answers += [ha.check_eligibility(household, agreement, on=on) for household in households]
        for other in (module.AGREEMENT for module in CATALOGUE.values()):
            found = ha.compare(other, agreement)
            check_lines(str(found.explain(language)))
            if other is agreement.on(on):
                answers.append(found)
        for answer in answers:
            assert find_codes(agreement, on, words_of(answer, language)) == set()
            check_lines(str(answer.explain(language)))


PLAIN_WORDS = {"attributions", "needs"}
"""Codes of commitments that are words of English too."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUE)
def test_what_is_ahead_is_told_by_names(name: str, language: Language) -> None:
    """What can still be kept, and a plan: of nothing, and of enough."""
    agreement = CATALOGUE[name].AGREEMENT
    for on in DAYS:
        ahead = ha.outlook(ha.check_quotas(agreement, [], on=on), 900)
        said = [words_of(ahead, language), str(ahead.summary(language))]
        explained = [ahead.explain(language), ahead.summary(language)]
        for count in (0, 900):
            expected = [Expected(count, one.code, "33063") for one in agreement.contingents]
            try:
                plan = find_plan(agreement, expected, on=on, seconds=5)
            except (ha.InvalidValueError, ha.NotKnownError):  # the commune lies outside, or may
                continue
            said.append(words_of(plan, language))
            explained.append(plan.explain(language))
        found = [find_codes(agreement, on, words) - PLAIN_WORDS for words in said]
        assert found == [set()] * len(said)
        for explanation in explained:
            check_lines(str(explanation))


@settings(SLOW, max_examples=6)
@given(st.data(), st.sampled_from(LANGUAGES))
def test_whatever_is_drawn_is_told_by_names(data: st.DataObject, language: Language) -> None:
    """Agreements with and without names, ledgers of every kind, in both languages."""
    agreement = data.draw(agreements(max_amendments=1))
    ledger = data.draw(ledgers(agreement=agreement))
    on = data.draw(st.sampled_from(DAYS))
    check_words(agreement, ledger, on, language)


@settings(SLOW, max_examples=10)
@given(st.data(), st.sampled_from(LANGUAGES))
def test_figures_are_told_by_names(data: st.DataObject, language: Language) -> None:
    """Those that count, and those that count in nothing judged."""
    agreement = data.draw(agreements(max_amendments=0))
    figure = data.draw(published_figures(agreement=agreement))
    try:
        figures = ha.Tally.from_counts(agreement, [figure])
    except ha.HousingAgreementsError:
        return
    check_words(agreement, figures, date(2024, 1, 1), language)


def told(agreement: ha.Agreement, *entries: Entry, language: Language = "fr") -> str:
    """The words of a report, without narrow spaces."""
    report = ha.check_quotas(agreement, entries, on=date(2020, 1, 1))
    return words_of(report, language).replace("\u00a0", " ").replace("\u202f", " ")


TOWN = ha.Party("town", "La Ville")
HERE = ha.Territory("here", "Ici", "list", departments=("33", "93"))


def promise(per: ha.Per | None, **fields: Any) -> ha.Agreement:
    """An agreement that promises two leases, in total or to each group."""
    return ha.Agreement(
        "promise", None, "Convention", parties=(TOWN,), signed_on=None, term=2019, territory=HERE,
        contingents=(ha.Contingent("town-right", TOWN, HERE),),
        publics=(ha.PriorityPublic("dalo", "reconnus DALO", ha.facts.dalo_recognised),),
        commitments=(
            ha.Volume(
                "leases", title="Baux", to=("dalo",), stage=ha.Stage.SIGNED, at_least=2,
                per=() if per is None else (per,),
            ),
        ),
        **fields,
    )  # fmt: skip


def lease(**fields: Any) -> ha.Attribution:
    """A lease to a household of which it is not known whether it belongs to the public."""
    fields = {"commune": "33063", "signed_on": date(2019, 5, 6), **fields}
    return ha.Attribution("A", "town-right", possible_publics={"dalo"}, **fields)


def test_a_programme_has_the_name_that_the_agreement_gives() -> None:
    """Without one it shows its code; the name has the words of each language."""
    entry = lease(programme="quai-bleu")
    assert "2019, quai-bleu : non respecté" in told(promise(ha.Per.PROGRAMME), entry)
    named = promise(ha.Per.PROGRAMME, names={"quai-bleu": ha.Text("Blue quay", "Quai bleu")})
    assert "2019, Quai bleu : " in told(named, entry)
    assert "2019, Blue quay: " in told(named, entry, language="en")
    report = ha.check_quotas(named, [entry], on=date(2020, 1, 1))
    total, group = report.rows("fr")
    assert (total["group"], total["group_name"]) == (None, None)
    assert (group["group"], group["group_name"]) == ("quai-bleu", "Quai bleu")


def test_what_would_settle_it_names_the_public() -> None:
    """By its name, and not by its code."""
    said = told(promise(None), lease(count=12))
    assert "si 12 logements bénéficient au public « reconnus DALO »" in said
    said = told(promise(None), lease(count=12), language="en")
    assert "whether 12 dwellings reach the public “reconnus DALO”" in said


def test_what_would_settle_it_names_the_financing_and_the_stage() -> None:
    """A financing has the name that the agreement gives; a day is that of the stage."""
    volume = ha.Volume("built", to=("PLAI",), stage=ha.Stage.APPROVED, at_least=2)
    agreement = ha.Agreement(
        "promise", None, "Convention", parties=(TOWN,), signed_on=None, term=2019, territory=HERE,
        commitments=(volume,), names={"PLAI": "prêt locatif aidé d'intégration"},
    )  # fmt: skip
    unknown = ha.Production("A", "33063", approved_on=date(2019, 5, 6), count=2)
    said = told(agreement, unknown)
    assert "si le financement de 2 logements est « prêt locatif aidé d'intégration »" in said
    days = ha.Production("A", "33063", approved_on=ha.Period.years(2018, 2019), financing="PLAI")
    assert "la date de l'agrément d'un logement" in told(agreement, days)


@pytest.mark.parametrize(
    ("per", "commune", "name"),
    [
        (ha.Per.COMMUNE, "33063", "Bordeaux"),
        (ha.Per.COMMUNE, "93066", "Saint-Denis (93066)"),
        (ha.Per.DEPARTMENT, "93066", "Seine-Saint-Denis"),
        (ha.Per.INTERCOMMUNALITY, "33063", "Bordeaux Métropole"),
    ],
)
def test_a_place_has_its_code_only_where_others_have_its_name(
    per: ha.Per, commune: str, name: str
) -> None:
    """There is one Bordeaux, and more than one Saint-Denis."""
    assert f"2019, {name} : non respecté" in told(promise(per), lease(commune=commune))


def test_landlords_of_one_name_stand_with_their_codes() -> None:
    """One of a name of its own does not."""
    named = {"one": "L'Office", "two": "L'Office", "three": "La SA"}
    landlords = [ha.Party(code, name) for code, name in named.items()]
    said = told(promise(ha.Per.LANDLORD, landlords=landlords), lease(landlord="one"))
    assert "2019, L'Office (one) : " in said
    assert "2019, L'Office (two) : " in said
    assert "2019, La SA : " in said


@pytest.mark.parametrize("code", ["94100", "999999999", "a"])
@pytest.mark.parametrize("kind", PLACES)
def test_a_code_of_no_place_has_no_name(kind: ha.Per, code: str) -> None:
    """A postcode and a number that nobody has are given no name of another place."""
    assert find_name_of_place(kind, code, DAYS[0]) is None
