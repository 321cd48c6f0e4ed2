"""OpenFisca-France's side of the comparison, run by an interpreter that has it.

It reads one order a line, does it, and answers a line. It imports nothing of this project. Its
own kinds are not known where this is checked, since OpenFisca is not installed there.
"""

import gc
import json
import sys
import time
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

__all__ = ("main",)

_ANSWER = "logement_social_eligible"
_WORKED_OUT = (
    _ANSWER,
    "logement_social_plafond_ressources",
    "logement_social_categorie_menage",
    "zone_logement_social",
    "residence_ile_de_france",
    "majeur",
    "mineur_emancipe",
)
_ZONES = ("paris_communes_limitrophes", "ile_de_france", "autres_regions")
_ROLES = {
    "famille": ("demandeur", "conjoint", "enfant"),
    "menage": ("personne_de_reference", "conjoint", "enfant"),
    "foyer_fiscal": ("declarant_principal", "conjoint", "personne_a_charge"),
}


class Side:
    """The system, loaded once, and the simulation that was asked last."""

    def __init__(self, folder: Path) -> None:
        """Load the system."""
        self.folder = folder
        self.numpy: Any = import_module("numpy")
        self.system: Any = import_module("openfisca_france").FranceTaxBenefitSystem()
        self.builder: Any = import_module("openfisca_core.simulations").SimulationBuilder
        self.key: tuple[str, ...] = ()
        self.inputs: dict[str, Any] = {}
        self.simulation: Any = None
        self.given: set[str] = set()

    def prepare(self, case: str, rows: str, month: str) -> None:
        """Have the columns and the simulation of some rows ready, with every input set."""
        if self.key != (case, rows, month):
            self.key = (case, rows, month)
            self.simulation = None
            self.inputs = self._inputs(rows)
            self.simulation = self.built()

    def _inputs(self, rows: str) -> dict[str, Any]:
        """The columns, and the people of each household one after the other."""
        numpy = self.numpy
        heads = json.loads((self.folder / f"{rows}.json").read_text())
        inputs = {
            name: numpy.fromfile(self.folder / f"{rows}-{name}", dtype=numpy.int64)
            for name in heads["columns"]
        }
        codes = numpy.array([commune.encode() for commune in heads["communes"]], dtype="S5")
        inputs["depcom"] = codes[inputs["commune"]]
        size = inputs["adults"] + inputs["others"] + inputs["children"]
        group = numpy.repeat(numpy.arange(len(size)), size)
        place = numpy.arange(len(group)) - numpy.repeat(numpy.cumsum(size) - size, size)
        adults = inputs["adults"][group]
        inputs["group"] = group
        inputs["role"] = numpy.where(place == 0, 0, numpy.where(place < adults, 1, 2))
        others = (place >= adults) & (place < adults + inputs["others"][group])
        age = numpy.where(
            place == 0,
            inputs["first_age"][group],
            numpy.where(place < adults, inputs["second_age"][group], numpy.where(others, 25, 10)),
        )
        unknown = self.system.variables["age"].default_value
        inputs["age"] = numpy.where(age == heads["unknown"], unknown, age)
        # An income that is not known is what the system takes for one that is not given.
        income = numpy.where(inputs["income"] == heads["unknown"], 0, inputs["income"])
        inputs["rfr"] = income.astype(numpy.float32)
        inputs["size"] = size
        return inputs

    def built(self) -> Any:
        """A simulation of all the rows, with its inputs set directly."""
        numpy, inputs, month = self.numpy, self.inputs, self.key[2]
        builder = self.builder()
        builder.create_entities(self.system)
        builder.declare_person_entity("individu", numpy.arange(len(inputs["group"])))
        for entity, roles in _ROLES.items():
            population = builder.declare_entity(entity, numpy.arange(len(inputs["size"])))
            keys = [role.key for role in population.entity.flattened_roles]
            numbers = numpy.array([keys.index(role) for role in roles])
            builder.join_with_persons(population, inputs["group"], numbers[inputs["role"]])
        simulation = builder.build(self.system)
        year = int(month[:4])
        for earlier in (year, year - 1, year - 2):
            simulation.set_input("rfr", str(earlier), inputs["rfr"])
        self.given = {"rfr", "age", "al_nb_personnes_a_charge", *self._set(simulation, month)}
        return simulation

    def _set(self, simulation: Any, month: str) -> tuple[str, ...]:
        numpy, inputs = self.numpy, self.inputs
        simulation.set_input("age", month, inputs["age"])
        if self.key[0] == "dwelling":
            simulation.set_input("al_nb_personnes_a_charge", month, inputs["children"])
            simulation.set_input("depcom", month, inputs["depcom"])
            return ("depcom",)
        zone = self.system.variables["zone_logement_social"].possible_values
        category = self.system.variables["logement_social_categorie_menage"].possible_values
        zones = numpy.array(_ZONES)[inputs["commune"] % 3]
        names = numpy.array([f"categorie_{number}" for number in range(1, 7)])
        categories = names[numpy.minimum(inputs["size"], 6) - 1]
        beyond = numpy.maximum(inputs["size"] - 6, 0)
        simulation.set_input("zone_logement_social", month, zone.encode(zones))
        simulation.set_input("logement_social_categorie_menage", month, category.encode(categories))
        simulation.set_input("al_nb_personnes_a_charge", month, 4 + beyond)
        simulation.set_input("majeur", month, numpy.ones(len(inputs["group"]), dtype=bool))
        return ("zone_logement_social", "logement_social_categorie_menage", "majeur")

    def forget(self) -> None:
        """Have nothing worked out, but for the inputs."""
        for name in _WORKED_OUT:
            if name not in self.given:
                self.simulation.delete_arrays(name, self.key[2])

    def answers(self) -> Any:
        """The answers, from a simulation that is ready."""
        return self.simulation.calculate(_ANSWER, self.key[2])

    def from_columns(self) -> Any:
        """The answers, the simulation being built from its columns first."""
        return self.built().calculate(_ANSWER, self.key[2])

    def from_words(self, described: Any) -> Any:
        """The answer for one household that is described as one writes it by hand."""
        simulation = self.builder().build_from_entities(self.system, described)
        return simulation.calculate(_ANSWER, self.key[2])

    def timed(self, order: dict[str, Any]) -> dict[str, float]:
        """How many seconds something takes each time, of the processor and on the clock."""
        runs: dict[str, Any] = {
            "answers": self.answers,
            "from columns": self.from_columns,
            "from words": partial(self.from_words, order.get("described")),
        }
        run, processor, clock = runs[order["what"]], 0.0, 0.0
        gc.collect()
        gc.disable()
        for _ in range(order["times"]):
            self.forget()
            start, began = time.process_time(), time.perf_counter()
            run()
            processor += time.process_time() - start
            clock += time.perf_counter() - began
        gc.enable()
        return {"processor": processor / order["times"], "clock": clock / order["times"]}

    def write(self) -> dict[str, int]:
        """Write the answers, a byte each."""
        self.forget()
        answers = self.answers().astype("uint8")
        answers.tofile(self.folder / "answers")
        return {"count": len(answers)}


def main() -> None:
    """Do one order after the other."""
    side = Side(Path(sys.argv[1]))
    names = ("openfisca-france", "openfisca-core", "numpy")
    print(json.dumps({name: version(name) for name in names}), flush=True)
    for text in sys.stdin:
        order = json.loads(text)
        side.prepare(order["case"], order["rows"], order["month"])
        print(
            json.dumps(side.write() if order["what"] == "write" else side.timed(order)), flush=True
        )


if __name__ == "__main__":
    main()
