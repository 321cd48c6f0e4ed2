"""Synthetic agreements and ledgers to draw: nothing here is of a real agreement."""

from datetime import date

import housing_agreements as ha

NOTE = ha.Text("a synthetic ledger", "registre synthétique")
PUBLIC = ha.PriorityPublic("dalo", ha.Text("DALO", "DALO"), ha.facts.dalo_recognised)
HOLDERS = (ha.Party("state", "A prefect"), ha.Party("als", "Action Logement"))
REGION = ha.Territory("11", "Île-de-France", "region", departments=("75", "93", "94"))


def agree(*commitments: ha.Commitment, title: str = "A synthetic agreement") -> ha.Agreement:
    """An agreement of 2018 to 2020 on two contingents."""
    return ha.Agreement(
        "synthetic",
        None,
        title,
        parties=HOLDERS,
        signed_on=date(2018, 1, 1),
        term=ha.Period.years(2018, 2020),
        territory=REGION,
        contingents=tuple(ha.Contingent(f"of-{party.code}", party, REGION) for party in HOLDERS),
        publics=(PUBLIC,),
        commitments=commitments,
    )


def sign(number: int | str, *, day: date, to: bool | None = True, **fields: str) -> ha.Attribution:
    """A lease signed; `to` says whether the household is of the public."""
    written = {"contingent": "of-als", "commune": "94068", **fields}
    return ha.Attribution(
        f"A{number}",
        written.pop("contingent"),
        written.pop("commune"),
        publics=frozenset(("dalo",) if to else ()),
        possible_publics=frozenset(("dalo",) if to is None else ()),
        signed_on=day,
        landlord=written.pop("landlord", None),
    )
