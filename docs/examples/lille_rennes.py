"""The Lille and Rennes agreements: what they refer to, and homes judged by day and by commune.

    python docs/examples/lille_rennes.py [--french]

The ledger is SYNTHETIC: nothing in it is real but the codes of the communes.
"""

import argparse
from collections.abc import Iterator
from datetime import date

import housing_agreements as ha
from housing_agreements.catalogue import lille_2018
from housing_agreements.catalogue.register import agreement_by_code, resolve
from housing_agreements.values.texts import Language, colon, say_day

LILLE, ALLENNES, RENNES = "59350", "59005", "35238"

NOT_HELD = ha.Text("not held", "absent du catalogue")
REFERS = ha.Text("What each refers to", "Ce à quoi chacun renvoie")
TO_DO = ha.Text("What is to be done", "Ce qui est à faire")
STANDING = ha.Text("standing", "permanent")
SYNTHETIC = ha.Text("A SYNTHETIC ledger: nothing in it is real", "Un registre FICTIF, inventé")
LONGER = ha.Text("The same, were the term 2018 to 2020", "Le même, si la durée était 2018 à 2020")


def homes(ident: str, commune: str, financing: str | None, day: date, count: int) -> ha.Production:
    """Synthetic homes, approved and started on one day."""
    return ha.Production(ident, commune, financing, approved_on=day, started_on=day, count=count)


LEDGER = [
    homes("L1", LILLE, "PLAI", date(2018, 1, 15), 300),  # the communes are not known yet
    homes("L2", LILLE, "PLUS", date(2018, 6, 1), 1_500),
    homes("L3", LILLE, "PLS", date(2018, 9, 1), 600),
    homes("L4", LILLE, "PLUS", date(2020, 6, 1), 2_250),
    homes("L5", ALLENNES, "PLUS", date(2020, 6, 1), 60),  # the day on which it joined is not known
    *(homes(f"R{year}", RENNES, None, date(year, 6, 1), 4_100) for year in range(2015, 2021)),
]


def references(language: Language) -> Iterator[str]:
    """Each agreement with the documents it refers to, and whether they are held."""
    for code in ("lille-ciet-2017", "lille-2018", "rennes-2017"):
        agreement = agreement_by_code(code)
        yield f"  {agreement.title.say(language)}"
        for reference in (*agreement.part_of, *agreement.annexes):
            found = resolve(reference)
            title = NOT_HELD.say(language) if found is None else found.title.say(language)
            yield f"    {reference.code}{colon(language)}{title}"


def undertakings(agreement: ha.Agreement, language: Language) -> Iterator[str]:
    """What an agreement promises to do that no count can judge, and when it is due."""
    for undertaking in agreement.undertakings:
        due = STANDING.say(language)
        if isinstance(undertaking.due, ha.Period):
            due = undertaking.due.say(language)
        elif undertaking.due is not None:
            due = say_day(undertaking.due, language)
        yield f"  [{due}] {undertaking.text.say(language)}"


def write_lines(language: Language) -> Iterator[str]:
    """All that the script prints."""
    asked = date(2021, 1, 1)
    partnership = agreement_by_code("lille-2018")
    yield REFERS.say(language)
    yield from references(language)
    yield f"\n{TO_DO.say(language)}{colon(language)}{partnership.title.say(language)}"
    yield from undertakings(partnership, language)
    yield f"\n{SYNTHETIC.say(language)}"
    for code in ("lille-2018", "rennes-plh-2015"):
        yield f"\n{ha.check_quotas(agreement_by_code(code), LEDGER, on=asked).explain(language)}"
    longer = lille_2018.partnership(term=ha.Period.years(2018, 2020))
    yield f"\n{LONGER.say(language)}"
    yield f"\n{ha.check_quotas(longer, LEDGER, on=asked).explain(language)}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="The Lille and Rennes agreements, judged.")
    parser.add_argument("--french", action="store_true", help="answer in French")
    language: Language = "fr" if parser.parse_args().french else "en"
    print("\n".join(write_lines(language)))
