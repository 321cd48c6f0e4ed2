"""Offers of relocation held against a charter, one by one."""

from datetime import date

import attrs

from housing_agreements.criteria.explain import Explanation
from housing_agreements.model.relocation import Offer, OfferTest, RelocationCharter
from housing_agreements.rules.relocation.words import COMPLIES, told_answer
from housing_agreements.values.records import Record
from housing_agreements.values.texts import Language, chosen, colon, semicolon, told
from housing_agreements.values.verdicts import Verdict

__all__ = ("AssessedOffer", "AssessedTest", "assessed")


@attrs.frozen(eq=False, repr=False)
class AssessedTest(Record):
    """One test of a charter, asked of one offer."""

    test: OfferTest
    """The test."""
    explanation: Explanation
    """Its answer, with the reasons."""

    def said(self, language: Language) -> str:
        """The test, its reasons and its sources."""
        title = self.test.title.said(language)
        lines = [
            f"{title}{colon(language).rstrip()}",
            *self.explanation.said(language).splitlines(),
        ]
        cited = (f"source{colon(language)}{each}" for each in self.test.sources)
        return "\n  ".join([*lines, *cited])


@attrs.frozen(eq=False, repr=False)
class AssessedOffer(Record):
    """One offer, held against a charter on the day on which it was made."""

    offer: Offer
    """The offer."""
    tests: tuple[AssessedTest, ...]
    """What decides whether it complies."""
    indicators: tuple[AssessedTest, ...]
    """What is followed beside."""

    @property
    def compliance(self) -> Verdict:
        """Whether it complies: every test is met."""
        return Verdict.all(each.explanation.verdict for each in self.tests)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts, by name, that would settle whether it complies; none once that is decided."""
        if self.compliance.decided:
            return ()
        return tuple(sorted({name for each in self.tests for name in each.explanation.missing}))

    def said(self, language: Language, *, on: date) -> str:
        """The offer, whether it complies, what was answered by a day, and each test."""
        name = chosen(language, "offer", "proposition")
        head = f"{name} {self.offer.id}, {told(self.offer.made_on, language)}{colon(language)}"
        answers = (
            COMPLIES[self.compliance].said(language),
            told_answer(self.offer, on, language),
        )
        lines = [f"{head}{semicolon(language).join(answers)}"]
        for each in self.tests:
            lines.extend(each.said(language).splitlines())
        followed = chosen(language, "indicator", "indicateur")
        for each in self.indicators:
            lines.extend(f"{followed}, {each.said(language)}".splitlines())
        return "\n    ".join(lines)


def assessed(offer: Offer, charter: RelocationCharter) -> AssessedOffer:
    """An offer with every test of a charter, asked on the day on which it was made."""
    tests, indicators = (
        tuple(
            AssessedTest(each, each.criterion.explain(offer.facts, on=offer.made_on))
            for each in asked
        )
        for asked in (charter.tests, charter.indicators)
    )
    return AssessedOffer(offer, tests, indicators)
