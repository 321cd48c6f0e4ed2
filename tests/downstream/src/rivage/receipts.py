"""Receipts: a report kept with the tally it rests on, so that anybody can judge again."""

from datetime import date
from typing import NamedTuple

import housing_agreements as ha
from housing_agreements.json import content_hash, dumps, loads
from rivage.reports import judge

__all__ = ("Receipt", "replay", "write_receipt")


class Receipt(NamedTuple):
    """What is put in the archive."""

    tally: str
    report: str
    seal: str


def write_receipt(tally: ha.Tally, on: date) -> Receipt:
    """The documents of a tally and of the report on it, with the hash of the report."""
    report = judge(tally, on)
    return Receipt(dumps(tally), dumps(report), content_hash(report))


def replay(receipt: Receipt) -> bool:
    """Whether judging the stored tally again, as the stored report says, gives that report."""
    report = loads(receipt.report, ha.QuotaReport)
    again = ha.check_quotas(
        report.agreement, loads(receipt.tally, ha.Tally), on=report.on, known=report.known
    )
    return dumps(again) == receipt.report and content_hash(again) == receipt.seal
