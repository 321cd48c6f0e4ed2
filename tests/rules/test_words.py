"""Findings and reports in words, as an officer would say them, in English and in French."""

from datetime import date

from tests.rules.drawing import agreement_of, given, many
from tests.told import words_of

from housing_agreements import (
    Finding,
    Per,
    PublishedFigure,
    Share,
    Source,
    Stage,
    Substitute,
    Tally,
    Territory,
    Text,
    Volume,
    about,
    check_quotas,
)

DAY = date(2018, 5, 5)
AFTER = date(2021, 1, 1)


def told(finding: Finding) -> tuple[str, str]:
    """The finding in both languages."""
    return words_of(finding, "en"), words_of(finding, "fr")


def test_an_undetermined_finding_says_what_would_settle_it() -> None:
    """Verdict, arithmetic, what is not known, caveats and sources, in English and in French."""
    place = Territory(
        "t", "a list", "list", departments=("94",),
        caveats=(Text("the list is incomplete", "la liste est incomplète"),),
    )  # fmt: skip
    share = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/4"}, territory=place,
        title=Text("priority publics", "publics prioritaires"), landlords=("office",),
        sources=(Source("A synthetic protocol", "article 2"),),
    )  # fmt: skip
    ledger = [
        *many(1, 3, landlord="office"),
        given("public", possible_publics={"p"}, landlord="office", count=2),
        given("landlord"),
        given("day", decided_on=None, signed_on=date(2019, 1, 1), landlord="office"),
    ]
    assert told(check_quotas(agreement_of(share), ledger, on=AFTER)[0]) == (
        (
            "priority publics, 2018: undetermined\n"
            "  1 to 3 dwellings counted out of 6 to 8 (12.5 % to 50 %)\n"
            "  owed: at least 25 %, so 2; 0 to 1 lacking (0 to 2 when each more enlarges "
            "the base)\n  what would settle it: the day of the decision on 1 "
            "dwelling; the landlord of 1 dwelling; whether 2 dwellings reach the public “p”\n"
            "  note: the list is incomplete\n"
            "  source: A synthetic protocol, article 2"
        ),
        (
            "publics prioritaires, 2018\u00a0: indéterminé\n  1 à 3 logements comptés sur 6 à 8 "
            "(12,5\u00a0% à 50\u00a0%)\n  dû\u00a0: au moins 25\u00a0%, soit 2\u202f; il en "
            "manque 0 à 1 (0 à 2 si chaque logement de plus accroît la base)\n  à connaître pour "
            "trancher\u00a0: la date de la décision d'attribution d'un logement\u202f; le "
            "bailleur d'un logement\u202f; si 2 logements bénéficient au public "
            "«\u00a0p\u00a0»\n  à savoir\u00a0: la liste est incomplète\n  source\u00a0: A "
            "synthetic protocol, article 2"
        ),
    )


def test_a_range_with_substitutes_in_words() -> None:
    """A floor, its substitutes and a ceiling are told one after the other."""
    share = Share(
        "c", to=("p",), stage=Stage.DECIDED, more_than={2018: "1/4"}, at_most={2018: "1/3"},
        substitute=Substitute(("r",), "1/2"),
    )  # fmt: skip
    ledger = [*many(1, 7), given("r", publics={"r"}, count=3)]
    assert told(check_quotas(agreement_of(share), ledger, on=AFTER)[0]) == (
        (
            "c, 2018: unmet\n"
            "  4 dwellings counted out of 11 (36.4 %)\n"
            "  of which in substitution: 3; at most 50 % of what is owed\n"
            "  owed: more than 25 %, so 3\n"
            "  of the main publics: at least 2; 1 lacking\n"
            "  allowed: at most ≈ 33.3333 %, so 3; 1 too many"
        ),
        (
            "c, 2018\u00a0: non respecté\n"
            "  4 logements comptés sur 11 (36,4\u00a0%)\n"
            "  dont à défaut\u00a0: 3, dans la limite de 50\u00a0% de ce qui est dû\n"
            "  dû\u00a0: plus de 25\u00a0%, soit 3\n"
            "  des publics principaux\u00a0: au moins 2\u202f; il en manque 1\n"
            "  permis\u00a0: au plus ≈ 33,3333\u00a0%, soit 3\u202f; 1 de trop"
        ),
    )


def test_none_is_said_and_not_zero() -> None:
    """Where nothing is owed or allowed, the words say so."""
    nothing = Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 0})
    never = Volume("d", to=("p",), stage=Stage.DECIDED, at_most={2018: 0})
    few = Volume("e", to=("p",), stage=Stage.DECIDED, less_than={2018: 3})
    all_of_them = Share("f", to=("p",), stage=Stage.DECIDED, at_least={2018: "100 %"})
    most = Volume("g", to=("p",), stage=Stage.DECIDED, at_most={2018: 5})
    agreement = agreement_of(nothing, never, few, all_of_them, most)
    report = check_quotas(agreement, many(1, 1), on=AFTER)
    assert [told(each) for each in report] == [
        (
            "c, 2018: met\n  1 dwelling counted\n  owed: at least 0, so none",
            "c, 2018\u00a0: respecté\n  1 logement compté\n  dû\u00a0: au moins 0, donc rien",
        ),
        (
            "d, 2018: unmet\n  1 dwelling counted\n  allowed: at most 0, so none; 1 too many",
            (
                "d, 2018\u00a0: non respecté\n  1 logement compté\n"
                "  permis\u00a0: au plus 0, soit aucun\u202f; 1 de trop"
            ),
        ),
        (
            "e, 2018: met\n  1 dwelling counted\n  allowed: less than 3, so 2",
            "e, 2018\u00a0: respecté\n  1 logement compté\n  permis\u00a0: moins de 3, soit 2",
        ),
        (
            (
                "f, 2018: unmet\n  1 dwelling counted out of 2 (50 %)\n  "
                "owed: at least 100 %, so 2; 1 lacking "
                "(no number makes up for it when each more enlarges the base)"
            ),
            (
                "f, 2018\u00a0: non respecté\n  1 logement compté sur 2 (50\u00a0%)\n"
                "  dû\u00a0: au moins 100\u00a0%, soit 2\u202f; il en manque 1 (aucun nombre n'y "
                "suffit si chaque logement de plus accroît la base)"
            ),
        ),
        (
            "g, 2018: met\n  1 dwelling counted\n  allowed: at most 5",
            "g, 2018\u00a0: respecté\n  1 logement compté\n  permis\u00a0: au plus 5",
        ),
    ]


def test_no_dwelling_is_singular_in_french_alone() -> None:
    """French says 0 logement, English 0 dwellings; further entries may need to be more."""
    share = Share("c", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/2"})
    finding = check_quotas(agreement_of(share), many(0, 4), on=AFTER)[0]
    assert told(finding) == (
        (
            "c, 2018: unmet\n  0 dwellings counted out of 4 (0 %)\n"
            "  owed: at least 50 %, so 2; 2 lacking (4 when each more enlarges the base)"
        ),
        (
            "c, 2018\u00a0: non respecté\n  0 logement compté sur 4 (0\u00a0%)\n"
            "  dû\u00a0: au moins 50\u00a0%, soit 2\u202f; il en manque 2 "
            "(4 si chaque logement de plus accroît la base)"
        ),
    )


def test_the_report_ends_with_the_account() -> None:
    """What became of the entries read closes the report."""
    agreement = agreement_of(Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 1}))
    ledger = [
        *many(1), given("void", cancelled_on=DAY), given("late", decided_on=date(2020, 1, 1)),
        given("not yet", decided_on=None),
    ]  # fmt: skip
    report = check_quotas(agreement, ledger, on=date(2019, 1, 1))
    assert words_of(report, "en").splitlines()[-1] == (
        "  entries read: 4 (counted: 1; not concerned: 3, of which cancelled: 1, dated later: 1; "
        "set aside: 0)"
    )
    assert words_of(report, "fr").splitlines()[-1] == (
        "  lignes lues\u00a0: 4 (comptées\u00a0: 1\u202f; non concernées\u00a0: 3, dont "
        "annulées\u00a0: 1, postérieures à la date demandée\u00a0: 1\u202f; mises de côté\u00a0: "
        "0)"
    )


def test_the_group_stands_in_the_heading() -> None:
    """A pair of groups is written with a stroke; an unknown one is told, and a rounded figure."""
    pair = Volume(
        "c", to=("p",), stage=Stage.DECIDED, at_least={("94068", "office"): 4},
        per=(Per.COMMUNE, Per.LANDLORD),
    )  # fmt: skip
    agreement = agreement_of(pair)
    finding = check_quotas(agreement, many(1), on=AFTER)[0]
    assert told(finding) == (
        (
            "c, 2018, Saint-Maur-des-Fossés / office: unmet\n"
            "  0 to 1 dwellings counted out of 4 owed (0 % to 25 %)\n"
            "  owed: at least 4; 3 to 4 lacking\n  not known: the landlord of 1 dwelling"
        ),
        (
            "c, 2018, Saint-Maur-des-Fossés / office\u00a0: non respecté\n"
            "  0 à 1 logement compté sur 4 dus, soit 0\u00a0% à 25\u00a0%\n"
            "  dû\u00a0: au moins 4\u202f; il en manque 3 à 4\n"
            "  non connu\u00a0: le bailleur d'un logement"
        ),
    )
    figure = PublishedFigure("c", 2018, about(4, to=4), group=("94068", "office"))
    rounded = check_quotas(agreement, Tally.from_counts(agreement, [figure]), on=AFTER)[0]
    assert words_of(rounded, "fr").endswith(
        "à connaître pour trancher\u00a0: le nombre exact que recouvre un chiffre publié"
    )
