"""Small instances of plans, drawn by Hypothesis: agreements, a ledger, what is expected."""

from datetime import date
from typing import Any, NamedTuple

import hypothesis.strategies as st

import housing_agreements as ha
from housing_agreements.plan import Expected

DAY = date(2024, 6, 3)
CITY = ha.Territory("city", "City", "area", communes=("33063", "33281"))
TOWN = ha.Territory("town", "Town", "commune", communes=("33063",))
PARTIES = tuple(ha.Party(code, code.title()) for code in ("north", "south", "state", "owner"))
PUBLICS = ("p", "q")
LANDLORDS = ("north", "south")
LEVELS = ("0", "1/10", "1/4", "1/3", "40 %", "1/2", "2/3", "3/4", "1")


class Instance(NamedTuple):
    """A small question."""

    agreements: tuple[ha.Agreement, ...]
    expected: tuple[Expected, ...]
    entries: tuple[ha.Attribution, ...]
    households: tuple[frozenset[str], ...]


@st.composite
def commitments(draw: st.DrawFn, code: str, *, landlords_known: bool) -> ha.Commitment:
    """A share or a volume, of any sides, base, rounding and groups."""
    to = draw(st.lists(st.sampled_from(PUBLICS), min_size=1, max_size=2, unique=True))
    kinds: list[Any] = [ha.Per.LANDLORD, ha.Per.COMMUNE, ha.Per.CONTINGENT]
    fields: dict[str, Any] = {
        "to": to,
        "stage": draw(st.sampled_from([ha.Stage.DECIDED, ha.Stage.SIGNED])),
        "contingents": draw(st.sampled_from([(), (), ("state",), ("owner",)])),
        "landlords": draw(st.sampled_from([(), (), ("north",)])) if landlords_known else (),
        "territory": draw(st.sampled_from([None, None, TOWN])),
        "per": draw(st.sampled_from([None, None, None, *kinds])),
        "periods": [ha.Period.year(2024)],
    }
    is_share = draw(st.booleans())
    level = st.sampled_from(LEVELS) if is_share else st.integers(0, 4)
    side = draw(st.sampled_from(["at_least", "more_than", "at_most", "less_than", "both"]))
    if side == "both":
        fields["at_least"], fields["at_most"] = draw(level), draw(level)
    else:
        fields[side] = draw(level)
    if is_share:
        by_size = ha.Rounding.by_size({0: ha.Rounding.UP, 3: ha.Rounding.DOWN})
        fields["rounding"] = draw(st.sampled_from([*ha.Rounding, by_size]))
    if len(to) == 1 and side in {"at_least", "more_than", "both"} and draw(st.booleans()):
        other = "q" if to == ["p"] else "p"
        cap = draw(st.sampled_from(["1/4", "1/2", "1"]))
        fields["substitute"] = ha.Substitute(to=(other,), at_most=cap)
    return (ha.Share if is_share else ha.Volume)(code, **fields)


@st.composite
def agreements(draw: st.DrawFn, code: str) -> ha.Agreement:
    """An agreement with a few commitments, whose landlords are declared or not."""
    declares = draw(st.booleans())
    many = draw(st.integers(1, 3))
    return ha.Agreement(
        code,
        None,
        f"Agreement {code}",
        parties=PARTIES,
        signed_on=None,
        term=2024,
        territory=CITY,
        landlords=PARTIES[:2] if declares else (),
        contingents=(
            ha.Contingent("state", PARTIES[2], CITY),
            ha.Contingent("owner", PARTIES[3], CITY),
        ),
        publics=tuple(
            ha.PriorityPublic(public, public, ha.facts.dalo_recognised) for public in PUBLICS
        ),
        commitments=tuple(
            draw(commitments(f"{code}{index}", landlords_known=declares)) for index in range(many)
        ),
    )


@st.composite
def instances(draw: st.DrawFn, *, most: int = 3) -> Instance:
    """One or two agreements, two expectations of some dwellings, a small ledger with doubts."""
    known = draw(st.booleans())
    landlords = st.sampled_from(LANDLORDS if known else (*LANDLORDS, None))
    contingents, communes = st.sampled_from(["state", "owner"]), st.sampled_from(CITY_CODES)

    def draw_count() -> int | ha.Bounds[int]:
        number = draw(st.integers(0, most))
        if known or draw(st.booleans()):
            return number
        return ha.Bounds(number, number + draw(st.integers(0, 1)))

    expected = tuple(
        Expected(draw_count(), draw(contingents), draw(communes), landlord=draw(landlords))
        for _ in range(draw(st.integers(1, 2)))
    )
    known_publics: list[dict[str, Any]] = [{}, {"publics": {"p"}}, {"publics": {"q"}}]
    publics = known_publics if known else [*known_publics, {"possible_publics": {"p"}}]

    def draw_publics() -> dict[str, Any]:
        return draw(st.sampled_from(publics))

    entries = tuple(
        ha.Attribution(
            f"e{index}",
            draw(contingents),
            draw(communes),
            landlord=draw(landlords),
            decided_on=DAY,
            signed_on=draw(st.sampled_from([DAY, None])),
            count=draw(st.integers(1, 3)),
            **draw_publics(),
        )
        for index in range(draw(st.integers(0, 2)))
    )
    codes = ("a", "b")[: draw(st.integers(1, 2))]
    households = draw(st.sampled_from([("p", "q"), ("p", "pq"), ("pq",), ("p",), ("p", "q", "pq")]))
    return Instance(
        tuple(draw(agreements(code)) for code in codes),
        expected,
        entries,
        tuple(frozenset(one) for one in households),
    )


CITY_CODES = ("33063", "33281")
