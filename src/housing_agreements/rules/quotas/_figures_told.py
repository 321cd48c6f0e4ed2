"""Whether published figures tell of all that is judged, where no ledger does."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Group, Per, ReportedGroup
from housing_agreements.rules._vocabulary import part_name
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod
from housing_agreements.rules.quotas._names_told import Name, NamesTold
from housing_agreements.rules.quotas.figures import PublishedFigure, cover_period
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.texts import Language, Text, as_text, join_words

__all__ = ("Published", "know_all", "list_published", "say_unused", "select_figures")

Published = Mapping[PublishedFigure, int] | None
"""The published figures, where no ledger tells of the judged period; `None` where one does."""


def list_published(ledger: Tally, judged: JudgedPeriod) -> Published:
    """The published figures, where the ledger holds nothing of the kind that is judged.

    That is of attributions or of production, in the base or not. `None` where it does, or where
    no figure was given.
    """
    if not ledger.figures:
        return None
    production = judged.commitment.stage.of_production
    told = any(key.production is production for key in (*ledger.entries, *ledger.further))
    return None if told else ledger.figures


def know_all(
    judged: JudgedPeriod, group: ReportedGroup | None, published: Published, on: date
) -> bool:
    """Whether all that counts is known of: by a ledger, or by figures for every period."""
    if published is None:
        return True
    figures = [
        figure for figure in select_figures(judged, published, on) if figure.group in {None, group}
    ]
    return all(cover_period(figures, accounting.period) for accounting in judged.accounting_periods)


def select_figures(
    judged: JudgedPeriod, figures: Iterable[PublishedFigure], on: date
) -> list[PublishedFigure]:
    """The figures that count in a judged period."""
    return [
        figure
        for figure in figures
        if judged.is_told_by(figure, on) and judged.holds(figure.period)
    ]


def say_unused(figure: PublishedFigure, agreement: Agreement, language: Language) -> str:
    """A published figure that counts in nothing judged."""
    told = {part.code: part for part in agreement.every_part if isinstance(part, Commitment)}
    commitments = [told[code] for code in figure.commitments]
    titles = join_words((part_name(part).say(language) for part in commitments), language)
    if figure.group is None:
        return _UNUSED.say(language, commitments=titles, period=figure.period)
    sides = _name_group(figure.group, figure, agreement, commitments[0].per)
    group = " / ".join(as_text(name).say(language) for name in sides)
    return _UNUSED_OF_GROUP.say(language, commitments=titles, period=figure.period, group=group)


def _name_group(
    group: Group, figure: PublishedFigure, agreement: Agreement, per: Iterable[Per]
) -> Iterator[Name]:
    """The group that a figure covers, each side by its name where it has one."""
    names, day = NamesTold((agreement,)), figure.period.last_day
    for kind, code in zip(per, (group,) if isinstance(group, str) else group, strict=True):
        yield names.find(kind, code, day) or code


_UNUSED: Final = Text(
    "published figure not used: {commitments}, {period}",
    "chiffre publié non utilisé\u00a0: {commitments}, {period}",
)
_UNUSED_OF_GROUP: Final = Text(
    "published figure not used: {commitments}, {period}, {group}",
    "chiffre publié non utilisé\u00a0: {commitments}, {period}, {group}",
)
