"""What a chart is asked of: a commitment of a report, on a day."""

from typing import Final

from housing_agreements.errors import UnknownCodeError
from housing_agreements.model.commitments import Commitment
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.texts import Language, Text

__all__ = ("find_commitment", "say_asked")


def find_commitment(report: QuotaReport, code: str) -> tuple[Commitment, tuple[Finding, ...]]:
    """A commitment of the agreement of a report, and the findings on it: none, if none was judged.

    Raises:
        UnknownCodeError: For a code that is no commitment of the agreement.
    """
    try:
        findings = report.of(code)
    except UnknownCodeError:
        terms = report.agreement.on(report.on, known=report.known)
        return terms.commitment(code), ()
    return findings[-1].commitment, findings


def say_asked(report: QuotaReport, language: Language) -> str:
    """The agreement of a report, and the day asked."""
    return _ASKED.say(language, title=report.agreement.title, day=report.on)


_ASKED: Final = Text("{title}, on {day}", "{title}, au {day}")
