import pickle
from types import ModuleType
from typing import Any

import attrs
import pytest

from housing_agreements import (
    Agreement,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    Reference,
    Source,
    Text,
    UnknownCodeError,
)
from housing_agreements.catalogue import (
    gironde_2018,
    ile_de_france_2016,
    lille_2018,
    lille_ciet_2017,
    lille_plh_2012,
    rennes_2017,
    rennes_plh_2015,
)
from housing_agreements.catalogue.clauses import Clause, carriers, carriers_of, clauses_behind
from housing_agreements.catalogue.register import CATALOGUE, CLAUSES

MODULES = (
    ile_de_france_2016,
    gironde_2018,
    lille_plh_2012,
    lille_ciet_2017,
    lille_2018,
    rennes_plh_2015,
    rennes_2017,
)
# The paragraphs of each document; a heading stands with the paragraph below it.
PARAGRAPHS = {
    "ile-de-france-2016": ("0", "1", "2", "3", "4", "5", "s"),
    "gironde-2018": ("1", "2", "3", "4", "5", "6", "7"),
    "lille-plh-2012": ("2",),
    "lille-ciet-2017": ("1", "2", "3", "4", "5"),
    "lille-2018": ("1", "2", "3", "4", "5", "6"),
    "rennes-plh-2015": ("8",),
    "rennes-2017": ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
}
WORDS = Text("words", "mots")


@pytest.fixture(params=MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def module(request: pytest.FixtureRequest) -> ModuleType:
    """One agreement of the catalogue."""
    found: ModuleType = request.param
    return found


def sourced(agreement: Agreement) -> tuple[tuple[Source, ...], ...]:
    """The sources of the agreement and of everything in it that bears sources."""
    return (agreement.sources, *(part.sources for part in agreement.parts))


def test_clauses_are_carried(module: ModuleType) -> None:
    """Every code that a clause names is borne by something in the agreement."""
    resolved = {clause.code: carriers(clause, module.AGREEMENT) for clause in module.CLAUSES}
    assert {code: len(found) for code, found in resolved.items()} == {
        clause.code: len(clause.carried_by) for clause in module.CLAUSES
    }


def test_everything_comes_from_a_clause(module: ModuleType) -> None:
    """Every party, part, reference and dated field is carried for some clause."""
    idle = {
        code for code in carriers_of(module.AGREEMENT) if not clauses_behind(code, module.CLAUSES)
    }
    assert not idle


def test_clauses_and_carriers_meet(module: ModuleType) -> None:
    """What carries a clause is found from it, and the clause is found back from what carries it."""
    found = carriers_of(module.AGREEMENT)
    there = {
        (clause.code, code)
        for clause in module.CLAUSES
        for code, carrier in zip(clause.carried_by, carriers(clause, module.AGREEMENT), strict=True)
        if carrier is found[code]
    }
    back = {
        (clause.code, code) for code in found for clause in clauses_behind(code, module.CLAUSES)
    }
    assert there == back


def test_every_paragraph_has_clauses(module: ModuleType) -> None:
    """Every paragraph of a document has its clauses, numbered in its order."""
    numbers = [clause.code.split(".") for clause in module.CLAUSES]
    assert (
        tuple(dict.fromkeys(number[0] for number in numbers)) == PARAGRAPHS[module.AGREEMENT.code]
    )
    for paragraph in PARAGRAPHS[module.AGREEMENT.code]:
        within = [int(rank) for first, rank in numbers if first == paragraph]
        assert within == list(range(within[0], within[0] + len(within)))


def test_codes_are_clear(module: ModuleType) -> None:
    """No two things in an agreement that can carry a clause bear the same code."""
    agreement = module.AGREEMENT
    named = [*agreement.parties, *agreement.parts, *agreement.part_of, *agreement.annexes]
    codes = ["term", "territory", "signed_on", *(each.code for each in named)]
    assert len(codes) == len(set(codes))


def test_clauses_stand_once_with_a_source(module: ModuleType) -> None:
    """Every clause has a code of its own and says where it stands."""
    codes = [clause.code for clause in module.CLAUSES]
    assert len(codes) == len(set(codes))
    assert all(clause.sources for clause in module.CLAUSES)


def test_only_preambles_are_carried_by_nothing() -> None:
    """The clauses that nothing carries are the ones that commit to nothing."""
    idle = {
        module.AGREEMENT.code: [clause.code for clause in module.CLAUSES if not clause.carried_by]
        for module in MODULES
    }
    assert idle == {
        "ile-de-france-2016": ["2.2", "5.1"],
        "gironde-2018": ["3.2"],
        "lille-plh-2012": [],
        "lille-ciet-2017": ["1.2"],
        "lille-2018": ["2.1"],
        "rennes-plh-2015": [],
        "rennes-2017": [],
    }


def test_everything_has_a_source(module: ModuleType) -> None:
    """The agreement, its parts and its published figures all say where they come from."""
    assert all(sourced(module.AGREEMENT))
    assert all(figure.sources for figure in module.FIGURES)


def test_everything_is_said_in_both_languages(module: ModuleType) -> None:
    """Titles, names, undertakings, caveats and clauses differ from English to French."""
    agreement = module.AGREEMENT
    texts = [
        agreement.title,
        *(public.name for public in agreement.publics),
        *(commitment.title for commitment in agreement.commitments),
        *(undertaking.text for undertaking in agreement.undertakings),
        *(clause.text for clause in module.CLAUSES),
        *(caveat for each in agreement.commitments for caveat in each.caveats),
        *agreement.territory.caveats,
    ]
    assert [text for text in texts if text is None or text.en == text.fr] == []


def test_catalogue_survives_pickle(module: ModuleType) -> None:
    """An agreement and its clauses come back equal from a pickle."""
    kept = (module.AGREEMENT, module.CLAUSES, module.FIGURES)
    assert pickle.loads(pickle.dumps(kept)) == kept


def test_strange_code_is_refused() -> None:
    """A clause carried by what is not there is refused, and the nearest code is named."""
    clause = Clause("1", WORDS, ("quater",))
    with pytest.raises(UnknownCodeError, match="did you mean 'quarter'"):
        carriers(clause, ile_de_france_2016.AGREEMENT)


def test_annexes_can_carry() -> None:
    """A document annexed to an agreement carries a clause as a reference does."""
    charter = Reference("charter", "Charte")
    agreement = attrs.evolve(gironde_2018.AGREEMENT, annexes=(charter,))
    assert carriers(Clause("1", WORDS, ("charter", "term")), agreement) == (
        charter,
        agreement.term,
    )


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"code": ""}, InvalidValueError),
        ({"text": "words"}, InvalidTypeError),
        ({"carried_by": ("quarter", "quarter")}, InvalidValueError),
        ({"carried_by": (1,)}, InvalidTypeError),
        ({"sources": ("a text",)}, InvalidTypeError),
        ({"code": "", "text": None}, InvalidObjectError),
    ],
    ids=["code", "text", "repeated", "carrier", "source", "several"],
)
def test_impossible_clause_is_refused(given: dict[str, object], error: type[Exception]) -> None:
    """A clause without a code, in one language, or that names something twice is an error."""
    arguments: dict[str, object] = {"code": "1", "text": WORDS, **given}
    with pytest.raises(error):
        Clause(**arguments)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("wrong", ["4.1", None])
def test_what_is_no_clause_is_refused(wrong: Any) -> None:
    """Carriers are asked of a clause and an agreement, and clauses searched among clauses."""
    clause = CLAUSES["gironde-2018"][0]
    with pytest.raises(InvalidTypeError, match="carriers, clause"):
        carriers(wrong, CATALOGUE["gironde-2018"])
    with pytest.raises(InvalidTypeError, match="carriers, agreement"):
        carriers(clause, wrong)
    with pytest.raises(InvalidTypeError, match="clauses_behind, clauses"):
        clauses_behind("quarter", [wrong])
