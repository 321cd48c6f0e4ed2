from pathlib import Path
from typing import Any

import attrs
import pytest

from housing_agreements import InvalidTypeError, Reference, UnknownCodeError, catalogue
from housing_agreements.catalogue.gironde_2018 import AGREEMENT as GIRONDE
from housing_agreements.catalogue.register import (
    CATALOGUE,
    CLAUSES,
    HOLDERS,
    agreement_by_code,
    resolve,
)
from housing_agreements.law.provisions import CODE

# What the documents refer to and nobody gave: a convention, a contract, a charter, a plan.
NOT_HELD = {
    "convention-2014", "contrat-de-ville", "relocation-charter", "ppgdid", "rennes-scoring",
}  # fmt: skip


def references() -> dict[str, tuple[Reference, ...]]:
    """The references of each agreement of the catalogue."""
    return {code: (*each.part_of, *each.annexes) for code, each in CATALOGUE.items()}


def test_catalogue_holds_the_five_documents() -> None:
    """Five documents and the two housing programmes they refer to are held, with clauses."""
    assert list(CATALOGUE) == [
        "ile-de-france-2016",
        "gironde-2018",
        "lille-plh-2012",
        "lille-ciet-2017",
        "lille-2018",
        "rennes-plh-2015",
        "rennes-2017",
    ]
    assert [agreement.code for agreement in CATALOGUE.values()] == list(CATALOGUE)
    assert list(CLAUSES) == list(CATALOGUE)
    assert all(CLAUSES.values())


def test_every_contingent_has_a_holder_in_the_eyes_of_the_law() -> None:
    """Each contingent of the catalogue is named, and no other."""
    contingents = {
        code: {contingent.code for contingent in agreement.contingents}
        for code, agreement in CATALOGUE.items()
        if agreement.contingents
    }
    assert {code: set(whose) for code, whose in HOLDERS.items()} == contingents


def test_the_catalogue_names_the_code_through_the_law() -> None:
    """No module of the catalogue writes its name: its articles are cited as `law` cites them."""
    modules = [
        path.read_text(encoding="utf-8") for path in Path(catalogue.__path__[0]).glob("*.py")
    ]
    assert len(modules) > len(CATALOGUE)
    assert not [module for module in modules if CODE in module]


def test_references_lead_to_what_is_held() -> None:
    """Every reference leads to an agreement of the catalogue, or to a document not given."""
    led = {
        code: {each.code: resolve(each) for each in listed} for code, listed in references().items()
    }
    assert led == {
        "ile-de-france-2016": {"convention-2014": None},
        "gironde-2018": {},
        "lille-plh-2012": {},
        "lille-ciet-2017": {"contrat-de-ville": None, "relocation-charter": None, "ppgdid": None},
        "lille-2018": {
            "lille-plh-2012": CATALOGUE["lille-plh-2012"],
            "lille-ciet-2017": CATALOGUE["lille-ciet-2017"],
        },
        "rennes-plh-2015": {},
        "rennes-2017": {
            "rennes-plh-2015": CATALOGUE["rennes-plh-2015"],
            "rennes-scoring": None,
        },
    }
    named = {each.code for listed in references().values() for each in listed}
    assert named - set(CATALOGUE) == NOT_HELD


def test_references_make_no_circle() -> None:
    """Following references one never comes back to the same agreement."""
    for code in CATALOGUE:
        reached, ahead = set[str](), [code]
        while ahead:
            found = [each for each in references()[ahead.pop()] if resolve(each) is not None]
            ahead.extend(each.code for each in found)
            reached |= {each.code for each in found}
        assert code not in reached


def test_agreements_of_ones_own_are_found() -> None:
    """A reference leads to an agreement of one's own, given by its code."""
    mine = attrs.evolve(GIRONDE, code="ppgdid")
    reference = Reference("ppgdid", "Plan partenarial")
    assert resolve(reference, among={"ppgdid": mine}) is mine
    assert agreement_by_code("ppgdid", among={"ppgdid": mine}) is mine
    assert resolve(Reference("lille-2018", "Lille"), among={"ppgdid": mine}) is None


def test_code_that_nobody_bears_is_refused() -> None:
    """A code that no agreement bears is refused, and the nearest is named."""
    with pytest.raises(UnknownCodeError, match="did you mean 'lille-2018'"):
        agreement_by_code("lile-2018")


def test_code_is_no_reference() -> None:
    """A code alone is no reference: the error says what to write."""
    with pytest.raises(InvalidTypeError, match=r"ask agreement_by_code\(code\)"):
        resolve("lille-2018")  # type: ignore[arg-type]  # wrong on purpose


def test_agreements_of_ones_own_are_given_by_code() -> None:
    """A list of agreements is refused where they are looked up by their codes."""
    among: Any = [GIRONDE]
    with pytest.raises(
        InvalidTypeError, match=r"agreement_by_code, among: .*agreements by their codes"
    ):
        agreement_by_code("gironde-2018", among=among)
    with pytest.raises(InvalidTypeError, match=r"resolve, among: .*agreements by their codes"):
        resolve(Reference("gironde-2018", "Gironde"), among=among)
