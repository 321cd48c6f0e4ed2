"""From the landlords' file to a report in French, and to the archive."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import housing_agreements as ha
import rivage
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import attributions, ledgers
from rivage import AGREEMENT

NEW_YEAR = date(2026, 1, 1)
FILE = """\
numéro;commune;bailleur;bail signé le;DALO;métier essentiel;trajet;revenu
R1;33063;Rivage Habitat;12/03/2025;oui;non;;21000,50
R2;33063;Rivage Habitat;14/03/2025;non;oui;65;
R3;33281;Rivage Habitat;02/04/2025;non;oui;;18500
R4;33318;Le Foyer du Port;06/05/2025;;non;20;
R5;33063;Le Foyer du Port;09/09/2025;non;non;10;24000
"""
"""Synthetic. R3 does not say how far the household lives, nor R4 whether it is under DALO."""


def read(text: str) -> tuple[ha.Attribution, ...]:
    """The leases of a file."""
    return rivage.read_ledger(text.splitlines())


def test_the_file_gives_attributions() -> None:
    """A blank cell leaves a public possible; it does not take it away."""
    leases = read(FILE)
    assert [lease.publics for lease in leases] == [{"dalo"}, {"essential"}, set(), set(), set()]
    possible = [lease.possible_publics for lease in leases]
    assert possible == [set(), set(), {"essential"}, {"dalo"}, set()]


def test_each_commitment_has_its_answer() -> None:
    """The share is open, the number is open, and the suburbs have a third with each landlord."""
    report = rivage.judge(read(FILE), NEW_YEAR)
    laws.every_entry_is_accounted_for(report, read(FILE))
    quarter, workers = report.finding("quarter", 2025), report.finding("workers", 2025)
    assert (quarter.verdict, quarter.counted) == (ha.Verdict.UNDETERMINED, ha.Bounds(1, 2))
    assert (workers.verdict, workers.counted) == (ha.Verdict.UNDETERMINED, ha.Bounds(1, 2))
    assert report.finding("suburbs-share", 2025, "foyer-du-port").verdict is ha.Verdict.MET
    answered = FILE.replace("oui;;18500", "oui;50;18500").replace(";;non;20", ";oui;non;20")
    assert rivage.judge(read(answered), NEW_YEAR).finding("quarter", 2025).verdict is ha.Verdict.MET
    laws.filling_in_overturns_nothing(AGREEMENT, read(FILE), read(answered), NEW_YEAR)


def test_the_committee_reads_french() -> None:
    """The page names commitments and landlords, and says what would settle what is open."""
    page = rivage.write_report(rivage.judge(read(FILE), NEW_YEAR))
    assert "Un quart au titre du DALO, 2025\N{NARROW NO-BREAK SPACE}; 1 à 2 logements" in page
    assert "2025, Le Foyer du Port\N{NO-BREAK SPACE}: respecté" in page
    assert "à connaître pour trancher" in page
    assert "undetermined" not in page


def test_the_committee_sees_a_chart() -> None:
    """The chart is an SVG that bears the title of the commitment and where its numbers are from."""
    svg = rivage.draw_workers(rivage.judge(read(FILE), NEW_YEAR))
    assert svg.startswith("<svg")
    assert "Métiers essentiels relogés" in svg
    assert "registre des bailleurs" in svg


def test_every_fault_of_the_file_is_told() -> None:
    """A clerk corrects the file in one go: each cell is named, and what should stand there."""
    wrong = FILE.replace("oui;65", "peut-être;loin").replace("R4;33318", "R4;3318")
    with pytest.raises(rivage.UnreadableLedgerError) as refused:
        read(wrong.replace("09/09/2025", "31/09/2025"))
    found = [(refusal.line, refusal.column) for refusal in refused.value.refusals]
    assert found == [
        (3, "métier essentiel"),
        (3, "trajet"),
        (5, "commune"),
        (6, "bail signé le"),
    ]
    assert "line 6, bail signé le: a day, such as 12/03/2025" in str(refused.value)


def test_a_receipt_gives_the_report_again() -> None:
    """The stored tally, judged again, gives the stored report; another tally does not."""
    first, *others = read(FILE)
    whole = rivage.write_receipt(ha.tally(AGREEMENT, [first, *others]), NEW_YEAR)
    fewer = rivage.write_receipt(ha.tally(AGREEMENT, others), NEW_YEAR)
    assert rivage.replay(whole)
    assert rivage.replay(fewer)
    assert not rivage.replay(whole._replace(tally=fewer.tally))


LEASES = st.tuples(
    st.sampled_from(["33063", "33281", "33318"]),
    st.sampled_from(AGREEMENT.landlords),
    st.dates(date(2024, 12, 1), date(2028, 1, 31)),
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    st.none() | st.sampled_from([0, 44, 45, 120]),
)
"""A commune, a landlord, a day; under DALO or not, in an essential job or not, and how far."""
SAID = {None: "", True: "oui", False: "non"}
COLUMNS = {
    "id": pl.String,
    "contingent": pl.String,
    "commune": pl.String,
    "landlord": pl.String,
    "signed_on": pl.Date,
    "dalo_recognised": pl.Boolean,
    "essential_worker": pl.Boolean,
    "commute_minutes": pl.Int64,
}


@given(st.lists(LEASES, max_size=8))
def test_a_table_counts_as_the_file_does(
    leases: list[tuple[str, ha.Party, date, bool | None, bool | None, int | None]],
) -> None:
    """Polars tallies a table as the library tallies what is read from the file, row by row."""
    lines: list[str] = [*FILE.splitlines()[:1]]
    rows: list[tuple[object, ...]] = []
    for index, (commune, landlord, day, dalo, essential, minutes) in enumerate(leases):
        row = f"R{index}", "metropolis", commune, landlord.code, day, dalo, essential, minutes
        rows.append(row)
        far = "" if minutes is None else minutes
        said = f"{SAID[dalo]};{SAID[essential]};{far};"
        lines.append(f"R{index};{commune};{landlord.name};{day:%d/%m/%Y};{said}")
    table = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    assert rivage.tally_table(table) == ha.tally(AGREEMENT, rivage.read_ledger(lines))


@given(ledgers(agreement=AGREEMENT))
def test_a_ledger_may_be_read_in_any_order_and_in_parts(
    ledger: tuple[ha.Attribution | ha.Production, ...],
) -> None:
    """The year is judged alike in any order, and its tally is the sum of those of its parts."""
    laws.order_changes_nothing(AGREEMENT, ledger, tuple(reversed(ledger)), NEW_YEAR)
    laws.concatenation_is_addition(AGREEMENT, ledger[:3], ledger[3:])


@given(ledgers(agreement=AGREEMENT), attributions(agreement=AGREEMENT, ids=st.just("one-more")))
def test_one_more_priority_household_never_harms(
    ledger: tuple[ha.Attribution | ha.Production, ...], more: ha.Attribution
) -> None:
    """Housing one more household under DALO breaks no floor."""
    laws.priority_entries_never_harm(AGREEMENT, ledger, more, NEW_YEAR)
