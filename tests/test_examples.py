import runpy
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[1] / "docs" / "examples").glob("*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_runs(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every example script of the documents runs without arguments, and has something to say."""
    monkeypatch.setattr(sys, "argv", [str(path)])
    runpy.run_path(str(path), run_name="__main__")
    assert capsys.readouterr().out.strip()


SCRIPT = Path(__file__).parents[1] / "docs" / "examples" / "ile_de_france.py"
LEDGER = (
    "id,contingent,commune,decided_on,publics,landlord\n"
    "A1,action-logement,94028,2018-03-07,dalo|temporary-housing,Habitat à Créteil\n"
    "A2,action-logement,93066,2018-12-01,,\n"
)
"""A synthetic ledger, as a program writes it."""
IN_FRENCH = LEDGER.replace(",", ";").replace("2018-03-07", "07/03/2018")


def run_script(file: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge a ledger of some content by the script."""
    file.write_bytes(content)
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), str(file)])
    runpy.run_path(str(SCRIPT), run_name="__main__")


@pytest.mark.parametrize("text", [LEDGER, LEDGER.replace(",", ";"), IN_FRENCH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_script_reads_what_excel_writes(
    text: str,
    encoding: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Commas or semicolons, either encoding, either way to write a day: one answer."""
    run_script(tmp_path / "plain.csv", LEDGER.encode(), monkeypatch)
    expected = capsys.readouterr().out
    for ends in ("\n", "\r\n"):
        content = text.replace("\n", ends).encode(encoding)
        run_script(tmp_path / "ledger.csv", content, monkeypatch)
        assert capsys.readouterr().out == expected
    assert "1 of 2" in expected


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (LEDGER.replace(",", "\t").encode(), "separated by commas or semicolons"),
        (
            IN_FRENCH.replace("07/03/2018", "03/17/2018").encode(),
            "a day, 2016-03-07 or 07/03/2016",
        ),
        (IN_FRENCH.replace("07/03/2018", "2018").encode(), "a day, 2016-03-07 or 07/03/2016"),
        (LEDGER.replace("dalo|", "dalo;").encode(), "expected one of: dalo, temporary-housing"),
        (LEDGER.encode("utf-16"), "faults: "),
        (b"\x81", "in UTF-8 or Windows-1252"),
    ],
)
def test_script_tells_what_it_cannot_read(
    content: bytes,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file of another kind is refused with what was expected, and judged in no part."""
    with pytest.raises(SystemExit) as refused:
        run_script(tmp_path / "ledger.csv", content, monkeypatch)
    assert refused.value.code == 2
    says = capsys.readouterr()
    assert told in says.err
    assert not says.out
