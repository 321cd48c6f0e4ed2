import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "examples" / "ile_de_france.py"
HEADER = "id,contingent,commune,publics,decided_on,count\n"


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The script, run on its own."""
    call = [sys.executable, "-X", "utf8", str(SCRIPT), *arguments]
    return subprocess.run(call, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def english() -> str:
    """What the script prints without arguments."""
    done = ran()
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def written(folder: Path, text: str) -> str:
    """A ledger in a folder."""
    path = folder / "ledger.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_script_is_short() -> None:
    """The main example fits in 300 lines."""
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) < 300


def test_households_are_told_apart(english: str) -> None:
    """One household is eligible, one undetermined with what would settle it, one is not."""
    assert "DALO: eligible on" in english
    assert "eligibility undetermined on" in english
    assert "would settle it: recognised under DALO = yes" in english
    assert "not eligible on" in english
    assert "would change it: employed = yes" in english


def test_published_figures_are_judged(english: str) -> None:
    """The published figures decide 2018 and nothing of the whole."""
    assert re.search(r"2018 +4,650 – 4,749 +4,777 needed +unmet +28 – 127 lacking", english)
    assert re.search(r"11,450 – 11,549 +11,465 needed +undetermined", english)
    assert re.search(r"11,450 – 11,549 +11,500 needed +undetermined", english)


def test_synthetic_ledger_is_large_and_said_to_be_synthetic(english: str) -> None:
    """The invented ledger says so, holds at least 50,000 entries, and accounts for each of them."""
    assert "A SYNTHETIC ledger: nothing in it is real" in english
    found = re.search(
        r"entries read: ([\d,]+) \(counted: ([\d,]+); not concerned: ([\d,]+), .* set aside: (\d+)",
        english,
    )
    assert found is not None
    read, counted, not_concerned, set_aside = (int(n.replace(",", "")) for n in found.groups())
    assert read >= 50_000
    assert read == counted + not_concerned + set_aside


def test_every_kind_of_answer_is_shown(english: str) -> None:
    """The synthetic ledger shows promises kept, missed, and undetermined with what would settle."""
    _, _, synthetic = english.partition("A SYNTHETIC ledger")
    for answer in ("  met", "  unmet", "  undetermined", "nothing to judge"):
        assert answer in synthetic
    assert "the sources name 37" in synthetic
    assert "what would settle it:" in synthetic


def test_runs_are_alike(english: str) -> None:
    """Two runs print the same."""
    assert ran().stdout == english


def test_french_is_french() -> None:
    """Asked in French, it answers in French."""
    said = ran("--french").stdout
    for words in ("Qui est éligible", "Un registre FICTIF", "non respecté", "lignes lues"):
        assert words in said
    for words in (" needed", "undetermined", "lacking", "counted"):
        assert words not in said


def test_ledger_given_is_judged(tmp_path: Path) -> None:
    """A ledger of one's own is judged instead, with a byte-order mark and blank cells or not."""
    path = written(
        tmp_path,
        "\ufeff" + HEADER + "a,action-logement,94068,dalo | temporary-housing,2016-06-01,2866\n"
        "b,action-logement,94068,,2016-06-01,\n",
    )
    done = ran(path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The ledger given" in done.stdout
    assert "SYNTHETIC" not in done.stdout
    assert re.search(r"2016 +2,866 +2,866 needed +met", done.stdout)
    assert "entries read: 2 (counted: 2;" in done.stdout


def test_day_asked_is_given(tmp_path: Path) -> None:
    """Asked on an earlier day, later entries do not count yet."""
    path = written(tmp_path, HEADER + "a,action-logement,94068,dalo,2016-06-01,1\n")
    done = ran(path, "--on", "2016-05-31")
    account = (
        "entries read: 1 (counted: 0; not concerned: 1, of which cancelled: 0, dated later: 1;"
    )
    assert account in done.stdout


def test_faults_are_reported_together(tmp_path: Path) -> None:
    """Every bad cell is reported at once, with its line, its column and what was expected."""
    path = written(
        tmp_path,
        HEADER + "a,action-logement,94068,dalo,2016/03/07,one\n"
        "b,state,94068,dallo,2016-06-01,1\n"
        "c,action-logement,9406,,2016-06-01,0\n"
        "d,action-logement,94068\n"
        "e,action-logement,94068,,2016-06-01,1\n"
        "e,action-logement,94068,,2016-06-01,1\n"
        ",action-logement,94068,,2016-06-01,1,7\n",
    )
    done = ran(path)
    assert (done.returncode, done.stdout) == (2, "")
    for fault in (
        "faults: 8",
        "line 2, decided_on: given '2016/03/07'; expected a day, 2016-03-07 or 07/03/2016",
        "line 2, count: given 'one'; expected a whole number",
        "line 3, contingent: given 'state'; expected one of: action-logement",
        "line 3, publics: given 'dallo'; expected one of: dalo, temporary-housing",
        "line 4, Attribution 'c': 2 faults",
        "line 5, expected as many cells as line 1 has",
        "line 7, id: 'e' stands in line 6 already",
        "line 8, expected as many cells as line 1 has",
    ):
        assert fault in done.stderr
    assert "Traceback" not in done.stderr


def test_many_faults_are_counted(tmp_path: Path) -> None:
    """Beyond twenty faults, the others are counted."""
    rows = "".join(f"{n},action-logement,94068,,then,1\n" for n in range(23))
    done = ran(written(tmp_path, HEADER + rows))
    assert "faults: 23" in done.stderr
    assert done.stderr.rstrip().endswith("and 3 more")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id|contingent|commune\n", "line 1: unknown or repeated: 'id|contingent|commune'"),
        ("", "line 1: no column 'commune'"),
        ("id,id,contingent,commune\n", "line 1: unknown or repeated: 'id'"),
        ('id,contingent,commune\n"a,b', "not a CSV file in UTF-8 or Windows-1252 that can be read"),
    ],
    ids=["bars", "empty", "repeated", "quote"],
)
def test_bad_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A file without its columns, or that is not CSV, is refused with the reason."""
    done = ran(written(tmp_path, text))
    assert done.returncode == 2
    assert said in done.stderr


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is refused with the reason."""
    done = ran(str(tmp_path / "nowhere.csv"))
    assert done.returncode == 2
    assert "the file cannot be opened: No such file" in done.stderr
    assert "CSV" not in done.stderr


@pytest.mark.parametrize("day", ["2018-12-31", "31/12/2018"])
def test_the_day_asked_is_written_as_in_a_ledger(tmp_path: Path, day: str) -> None:
    """Either way, and each gives the same answer."""
    path = written(tmp_path, HEADER)
    plain, done = ran(path), ran("--on", day, path)
    assert (done.returncode, done.stdout) == (0, plain.stdout)


def test_what_is_no_day_is_refused_with_what_is_expected() -> None:
    """As a bad cell of a ledger is."""
    done = ran("--on", "12/31/2018")
    assert done.returncode == 2
    assert "given '12/31/2018'; expected a day, 2018-12-31 or 31/12/2018" in done.stderr


def test_unknown_columns_are_named_once(tmp_path: Path) -> None:
    """However many there are, the known ones are listed once."""
    strange = ",".join(f"c{index}" for index in range(22))
    done = ran(written(tmp_path, f"id,contingent,commune,{strange}\n"))
    assert "faults: 1\n" in done.stderr
    assert "line 1: unknown or repeated: 'c0', 'c1', 'c2'" in done.stderr
    assert "'c20', 'c21'; known: id, contingent" in done.stderr
    assert done.stderr.count("possible_publics") == 1


def test_documented_columns_are_read(tmp_path: Path) -> None:
    """Every column that the script documents can stand in a ledger, filled or empty."""
    columns = (
        "id,contingent,commune,publics,possible_publics,tags,available_on,proposed_on,decided_on,"
        "signed_on,cancelled_on,neighbourhood,landlord,programme,count"
    )
    documented = SCRIPT.read_text(encoding="utf-8").partition('"""\n\nimport')[0]
    assert [column for column in columns.split(",") if column not in documented] == []
    filled = (
        "a,action-logement,94068,dalo,temporary-housing,,2016-01-01,2016-01-02,2016-01-03,"
        "2016-01-04,2017-01-01,n,l,p,3"
    )
    path = written(tmp_path, f"{columns}\n{filled}\nb,action-logement,94068{',' * 12}\n")
    done = ran(path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "entries read: 2 (counted: 0; not concerned: 2, of which cancelled: 1," in done.stdout
