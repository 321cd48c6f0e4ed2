"""The Île-de-France protocol of 2016, from households to a verdict.

    python docs/examples/ile_de_france.py [--french] [--on DAY] [LEDGER.csv]

Without a ledger it judges the published figures, then one invented but for its codes of communes.

A ledger is a CSV file, with commas or, as Excel writes it in French, with semicolons; in UTF-8 or
in Windows-1252. It has these columns in any order, the first three at least:

    id                an identifier of the entry, never that of a person
    contingent        action-logement
    commune           the INSEE code of the commune, such as 94068
    publics           publics to which the household surely belongs, separated by "|":
                      dalo|temporary-housing
    possible_publics  those to which it may belong, likewise
    tags              codes, likewise
    available_on, proposed_on, decided_on, signed_on
                      the day of each stage, 2016-03-07 or 07/03/2016; empty: not reached
    cancelled_on      the day from which the entry is void; empty: it stands
    neighbourhood, landlord, programme
                      codes; empty: not known
    count             how many dwellings alike the entry stands for; empty: 1
"""

import argparse
import csv
import io
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import housing_agreements as ha
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, DEFICIENT, FIGURES
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.geography.communes import communes
from housing_agreements.geography.departments import ILE_DE_FRANCE
from housing_agreements.rules.quotas.findings import say_outcome
from housing_agreements.values.texts import Language, colon, number, percent, say_day

# --- A synthetic ledger --------------------------------------------------------------------------

# For each year: entries, priority share elsewhere and in deficient communes, share not known.
YEARS = {
    2016: (19_100, 0.150, 0.53, 0.002),
    2017: (19_200, 0.192, 0.46, 0.002),
    2018: (19_400, 0.242, 0.50, 0.012),
}
COMMUNES = [code for department in ILE_DE_FRANCE for code in communes(department, edition=2019)]


def synthetic_ledger(seed: int) -> Iterator[ha.Attribution]:
    """Invented attributions over the real communes of the region, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311  # a synthetic ledger is seeded, not secret
    for year, (entries, elsewhere, deficient, unknown) in YEARS.items():
        for index in range(entries):
            commune = rng.choice(COMMUNES)
            public = frozenset({"dalo" if rng.random() < 0.7 else "temporary-housing"})
            drawn, rate = rng.random(), deficient if commune in DEFICIENT.communes else elsewhere
            proposed = date(year, 1, 1) + timedelta(days=rng.randrange(340))
            decided: date | None = proposed + timedelta(days=rng.randrange(7, 60))
            signed = proposed + timedelta(days=90) if rng.random() < 0.01 else None
            fate = rng.random()
            yield ha.Attribution(
                f"synthetic-{year}-{index:05}",
                "action-logement",
                commune,
                publics=public if drawn < rate else frozenset(),
                possible_publics=public if rate <= drawn < rate + unknown else frozenset(),
                proposed_on=proposed,
                # Some leases whose decision bears no day, some offers refused, some cancelled.
                decided_on=None if signed is not None or fate < 0.02 else decided,
                signed_on=signed,
                cancelled_on=proposed + timedelta(days=75) if fate > 0.995 else None,
            )


# --- A ledger of one's own -----------------------------------------------------------------------

NEEDED = ("id", "contingent", "commune")
SETS = ("publics", "possible_publics", "tags")
DAYS = ("available_on", "proposed_on", "decided_on", "signed_on", "cancelled_on")
COLUMNS = (*NEEDED, *SETS, *DAYS, "neighbourhood", "landlord", "programme", "count")
PUBLICS = {public.code for public in AGREEMENT.publics}
KNOWN = {"publics": PUBLICS, "possible_publics": PUBLICS, "tags": {*AGREEMENT.tags}}
KNOWN["contingent"] = {contingent.code for contingent in AGREEMENT.contingents}


def read_ledger(path: Path) -> tuple[list[ha.Attribution], list[str]]:
    """The attributions of a CSV file, and every fault found, with its line."""
    entries: list[ha.Attribution] = []
    faults: list[str] = []
    lines: dict[str, int] = {}
    try:
        text = decode(path.read_bytes())
        separator = ";" if text.partition("\n")[0].count(";") else ","
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        header = rows.fieldnames or ()
        faults += [f"line 1: no column {name!r}" for name in NEEDED if name not in header]
        if faults and len(header) == 1:
            faults.append("line 1: one column; its cells are separated by commas or semicolons")
        strange = [name for name in header if name not in COLUMNS or header.count(name) > 1]
        if named := ", ".join(map(repr, dict.fromkeys(strange))):
            faults.append(f"line 1: unknown or repeated: {named}; known: {', '.join(COLUMNS)}")
        for row in rows if not faults else ():
            cells, wrong = read_cells(row)
            try:
                entries += [] if wrong else [ha.Attribution(**cells)]
            except ha.HousingAgreementsError as error:
                wrong = [str(error)]
            first = lines.setdefault(cells.get("id", ""), rows.line_num)
            if first != rows.line_num and "id" in cells:
                wrong.append(f"id: {cells['id']!r} stands in line {first} already")
            faults += [f"line {rows.line_num}, {fault}" for fault in wrong]
    except OSError as error:
        faults.append(f"the file cannot be opened: {error.strerror}")
    except (UnicodeDecodeError, csv.Error) as error:
        faults.append(f"not a CSV file in UTF-8 or Windows-1252 that can be read: {error}")
    return entries, faults


def decode(content: bytes) -> str:
    """The text of a file: in UTF-8, with its mark or without, else in Windows-1252."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def read_day(text: str) -> date:
    """A day written 2016-03-07, or 07/03/2016 with the day first."""
    if "/" in text:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  # a day has no zone
    return date.fromisoformat(text)


READ: dict[str, Callable[[str], object]] = {"count": int, **dict.fromkeys(DAYS, read_day)}


def read_cells(row: Mapping[str | Any, str | Any]) -> tuple[dict[str, Any], list[str]]:
    """What a row says of an attribution, field by field, and what is wrong with its cells."""
    cells: dict[str, Any] = {}
    if None in row or None in row.values():
        return cells, ["expected as many cells as line 1 has"]
    faults: list[str] = []
    for column, cell in row.items():
        text = cell.strip()
        codes = frozenset(code for part in text.split("|") if (code := part.strip()))
        if strange := codes - KNOWN.get(column, codes):
            expected = f"one of: {', '.join(sorted(KNOWN[column])) or 'none is declared'}"
            faults.append(f"{column}: given {', '.join(sorted(strange))!r}; expected {expected}")
        try:
            if column in SETS:
                cells[column] = codes
            elif text or column in NEEDED:
                cells[column] = READ.get(column, str)(text)
        except ValueError:
            expected = "a whole number" if column == "count" else "a day, 2016-03-07 or 07/03/2016"
            faults.append(f"{column}: given {text!r}; expected {expected}")
    return cells, faults


# --- What is printed -----------------------------------------------------------------------------

HOUSEHOLDS = {
    ha.Text("Employee, recognised under DALO", "Salarié, reconnu au titre du DALO"): ha.Household(
        employed=True, dalo_recognised=True, leaving_temporary_housing=False
    ),
    ha.Text("Employee, no more known", "Salarié, sans plus"): ha.Household(employed=True),
    ha.Text("Jobseeker, recognised under DALO", "Demandeur d'emploi, reconnu DALO"): ha.Household(
        employed=False, jobseeker=True, dalo_recognised=True, leaving_temporary_housing=False
    ),
}
ELIGIBLE = ha.Text("Who is eligible (synthetic households)", "Qui est éligible (ménages fictifs)")
PUBLISHED = ha.Text("The figures that were published", "Les chiffres publiés")
INVENTED = ha.Text(
    "A SYNTHETIC ledger: nothing in it is real but the codes of communes",
    "Un registre FICTIF\u00a0: rien n'y est réel, sauf les codes des communes",
)
GIVEN = ha.Text("The ledger given", "Le registre donné")
UNDECIDED = ha.Text("A finding not decided, in full", "Un constat indéterminé, en entier")
SETTLES = ha.Text("would settle it", "trancherait")
CHANGES = ha.Text("would change it", "changerait")
FACTS = facts_by_name(ha.Household)
VALUES = {True: ha.Text("yes", "oui"), False: ha.Text("no", "non")}
OUT_OF = ha.Text("{} of {}", "{} sur {}")
NEEDS, LACKS = ha.Text("{} needed", "il en faut {}"), ha.Text("{} lacking", "il en manque {}")
NOTE, AS_ON = ha.Text("note", "à savoir"), ha.Text("as on", "au")


def show_title(title: str, mark: str = "-") -> None:
    """A title, underlined."""
    print(f"\n{title}\n{mark * len(title)}")


def show_households(language: Language, on: date) -> None:
    """Who is eligible and why, and what would settle or change the answer."""
    show_title(ELIGIBLE.say(language))
    for name, household in HOUSEHOLDS.items():
        answer = ha.check_eligibility(household, AGREEMENT, on=on)
        first, *reasons = str(answer.explain(language)).splitlines()
        print(f"{name.say(language)}{colon(language)}{first}")
        if answer.verdict is None or answer.verdict is ha.Verdict.MET:
            print(*reasons, sep="\n")
            continue
        lead = CHANGES if answer.verdict.decided else SETTLES
        for public in AGREEMENT.publics:
            for change in ha.what_would_change(household, public, on=on).found:
                facts = ", ".join(
                    f"{FACTS[fact].words.say(language)} = {VALUES[value].say(language)}"
                    for fact, value in change.example
                )
                belongs = VALUES[change.verdict is ha.Verdict.MET].say(language)
                then = f"{public.name.say(language)}{colon(language)}{belongs}"
                print(f"  {lead.say(language)}{colon(language)}{facts} -> {then}")


def span(bounds: ha.Bounds[int], language: Language) -> str:
    """A number, or the least and the most that it can be."""
    ends = dict.fromkeys(end for end in (bounds.low, bounds.high) if end is not None)
    return " – ".join(number(end, language) for end in ends)


def cells_of(finding: ha.Finding, language: Language) -> tuple[str, ...]:
    """A finding as a row: period, counted, rate, needed, verdict, lacking."""
    period = finding.period.say(language)
    outcome = say_outcome(finding.outcome, finding.verdict, language)
    if finding.verdict is None or finding.required is None or finding.shortfall is None:
        return (period, outcome)
    counted, rate, lacking = span(finding.counted, language), finding.rate, ""
    if finding.commitment.of_base:
        counted = OUT_OF.say(language).format(counted, span(finding.base, language))
    if finding.shortfall.high:
        lacking = LACKS.say(language).format(span(finding.shortfall, language))
    rated = percent(rate.low, language) if rate is not None and rate.exact else ""
    needed = NEEDS.say(language).format(span(finding.required, language))
    return (period, counted, rated, needed, outcome, lacking)


def show_findings(findings: Iterable[ha.Finding], language: Language) -> None:
    """A table for each commitment; what must be known of it below."""
    by_code: dict[str, list[ha.Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.commitment.code, []).append(finding)
    for group in by_code.values():
        title = group[0].commitment.title
        print(title.say(language) if title else group[0].commitment.code)
        rows = [cells_of(finding, language) for finding in group]
        columns = zip(*(row for row in rows if len(row) > 2), strict=True)
        widths = [max(map(len, column)) for column in columns]
        for row in rows:
            print("  " + "  ".join(map(str.ljust, row, widths or map(len, row))).rstrip())
        for caveat in group[0].caveats:
            print(f"  {NOTE.say(language)}{colon(language)}{caveat.say(language)}")


def show_ledger(report: ha.QuotaReport, title: ha.Text, language: Language) -> None:
    """The findings on a ledger, one in full that is undetermined, the account of the entries."""
    show_title(title.say(language))
    show_findings(report, language)
    print(report.account.say(language))
    for finding in [each for each in report if each.verdict is ha.Verdict.UNDETERMINED][:1]:
        show_title(UNDECIDED.say(language))
        print(finding.explain(language))


def main() -> None:
    """Judge the published figures and a synthetic ledger, or the ledger given."""
    parser = argparse.ArgumentParser(description=AGREEMENT.title.en)
    parser.add_argument("ledger", nargs="?", type=Path, help="a CSV file; see the source")
    parser.add_argument("--french", action="store_true", help="say it in French")
    parser.add_argument("--on", default=str(AGREEMENT.term.last_day), help="the day asked")
    asked = parser.parse_args()
    try:
        on = read_day(asked.on)
    except ValueError:
        parser.error(f"--on: given {asked.on!r}; expected a day, 2018-12-31 or 31/12/2018")
    language: Language = "fr" if asked.french else "en"
    entries, faults = read_ledger(asked.ledger) if asked.ledger else ([], [])
    if faults:
        more = [f"and {len(faults) - 20} more"] if len(faults) > 20 else []
        lines = [f"{asked.ledger}, faults: {len(faults)}", *faults[:20], *more]
        parser.exit(2, "\n  ".join(lines) + "\n")
    title = AGREEMENT.title.say(language)
    show_title(f"{title}, {AS_ON.say(language)} {say_day(on, language)}", "=")
    if asked.ledger:
        show_ledger(ha.check_quotas(AGREEMENT, entries, on=on), GIVEN, language)
        return
    show_households(language, date(2017, 3, 1))
    report = ha.check_quotas(AGREEMENT, ha.Tally.from_counts(AGREEMENT, FIGURES), on=on)
    show_title(PUBLISHED.say(language))
    show_findings((finding for finding in report if not finding.commitment.of_base), language)
    report = ha.check_quotas(AGREEMENT, synthetic_ledger(2016), on=on)
    show_ledger(report, INVENTED, language)


if __name__ == "__main__":
    main()
