"""State French social-housing agreements as values, and judge them with pure functions."""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

# The public names of each module. A module is loaded when a name of it is first used: by
# `__getattr__` below, and from Python 3.15 on by Python itself (PEP 810).
_NAMES_OF: dict[str, tuple[str, ...]] = {
    "housing_agreements.criteria.criteria": (
        "Criterion",
        "all_of",
        "any_of",
        "at_least_of",
    ),
    "housing_agreements.criteria.facts": (
        "facts",
        "facts_of",
    ),
    "housing_agreements.criteria.households": ("Household",),
    "housing_agreements.criteria.kinds": (
        "Known",
        "fact",
    ),
    "housing_agreements.errors": (
        "DuplicateIdError",
        "HousingAgreementsError",
        "InvalidDocumentError",
        "InvalidInputError",
        "InvalidObjectError",
        "InvalidTypeError",
        "InvalidValueError",
        "NotKnownError",
        "UncoveredReadingError",
        "UnknownCodeError",
        "UnknownFactError",
    ),
    "housing_agreements.geography.communes": ("commune",),
    "housing_agreements.geography.departments": ("department",),
    "housing_agreements.geography.intercommunalities": ("intercommunality",),
    "housing_agreements.geography.regions": ("region",),
    "housing_agreements.geography.territories": (
        "NO_NEIGHBOURHOOD",
        "Place",
        "Territory",
    ),
    "housing_agreements.law.reservations.obligations": ("Holder",),
    "housing_agreements.model.agreements": ("Agreement", "Amendment"),
    "housing_agreements.model.commitments": (
        "Commitment",
        "Share",
        "Substitute",
        "Unsure",
        "Volume",
    ),
    "housing_agreements.model.contingents": (
        "Contingent",
        "Management",
    ),
    "housing_agreements.model.entries": (
        "NOT_KNOWN",
        "Attribution",
        "NotKnown",
        "Production",
        "Stage",
    ),
    "housing_agreements.model.groups": (
        "UNSEEN",
        "Judge",
        "Per",
        "Unseen",
    ),
    "housing_agreements.model.kinds": ("AgreementKind",),
    "housing_agreements.model.levels": ("Levels",),
    "housing_agreements.model.parties": ("Party",),
    "housing_agreements.model.publics": ("PriorityPublic",),
    "housing_agreements.model.references": (
        "Counting",
        "Reference",
    ),
    "housing_agreements.model.relocation": (
        "Offer",
        "OfferTest",
        "OfferedHousehold",
        "RelocationCase",
        "RelocationCharter",
        "offered",
    ),
    "housing_agreements.model.undertakings": ("Undertaking",),
    "housing_agreements.rules.assumptions": ("assume_unchanged",),
    "housing_agreements.rules.comparison": (
        "Comparison",
        "Difference",
        "Nature",
        "compare",
    ),
    "housing_agreements.rules.eligibility": (
        "Eligibility",
        "EligibilityOutcome",
        "check_eligibility",
        "what_would_change",
    ),
    "housing_agreements.rules.flows.account": (
        "DwellingDetail",
        "FlowAccount",
        "account_for_flow",
    ),
    "housing_agreements.rules.flows.limits": (
        "CeilingReport",
        "check_flow_ceilings",
    ),
    "housing_agreements.rules.flows.shares": (
        "Flow",
        "share_flow",
    ),
    "housing_agreements.rules.flows.strata": (
        "TurnsByStratum",
        "next_holders",
    ),
    "housing_agreements.rules.flows.turns": (
        "HolderStanding",
        "Turn",
        "Turns",
        "list_turns",
        "next_holder",
    ),
    "housing_agreements.rules.grounds": (
        "Grounds",
        "check_grounds",
    ),
    "housing_agreements.rules.outlook.expectations": ("PACE", "Pace"),
    "housing_agreements.rules.outlook.outlook": ("outlook",),
    "housing_agreements.rules.outlook.prospects": ("Outlook", "Prospect", "Reach"),
    "housing_agreements.rules.quotas.check": ("check_quotas",),
    "housing_agreements.rules.quotas.entries": (
        "Entries",
        "entries_of",
        "what_would_settle",
    ),
    "housing_agreements.rules.quotas.figures": ("PublishedFigure",),
    "housing_agreements.rules.quotas.findings": (
        "Finding",
        "Outcome",
    ),
    "housing_agreements.rules.quotas.in_both": (
        "CountedInBoth",
        "PromisesInBoth",
    ),
    "housing_agreements.rules.quotas.joint": ("JointTally",),
    "housing_agreements.rules.quotas.ledger": (
        "Ids",
        "Unknown",
        "tally",
    ),
    "housing_agreements.rules.quotas.reports": ("QuotaReport",),
    "housing_agreements.rules.quotas.several": (
        "AgreementsReport",
        "check_agreements",
    ),
    "housing_agreements.rules.quotas.tally": ("Tally",),
    "housing_agreements.rules.relocation": (
        "RelocationReport",
        "check_relocation",
    ),
    "housing_agreements.rules.review.remarks": (
        "Remark",
        "RemarkKind",
        "Review",
        "Severity",
    ),
    "housing_agreements.rules.review.review": ("review",),
    "housing_agreements.rules.scoring.grids": (
        "Best",
        "Exclusive",
        "Grid",
        "Line",
        "PerMonth",
        "PerYear",
    ),
    "housing_agreements.rules.scoring.rankings": ("Ranking", "rank"),
    "housing_agreements.rules.scoring.scores": ("Score", "score"),
    "housing_agreements.rules.undertakings": (
        "Done",
        "Fulfilment",
        "NotDone",
        "Progress",
        "UndertakingReport",
        "check_undertakings",
    ),
    "housing_agreements.rules.yearly.page": ("YearlyPage",),
    "housing_agreements.rules.yearly.standings": ("Standing", "YearlyPromise"),
    "housing_agreements.rules.yearly.steps": ("NextStep", "StepKind"),
    "housing_agreements.rules.yearly.yearly_page": ("yearly_page",),
    "housing_agreements.values.bounds": (
        "Bounds",
        "about",
    ),
    "housing_agreements.values.periods": ("Period",),
    "housing_agreements.values.rates": (
        "Rounding",
        "RoundingBySize",
        "apportion",
        "rate",
    ),
    "housing_agreements.values.schedules": (
        "Schedule",
        "ramp",
    ),
    "housing_agreements.values.sources": ("Source",),
    "housing_agreements.values.texts": ("Text",),
    "housing_agreements.values.timelines": ("Timeline",),
    "housing_agreements.values.verdicts": ("Verdict",),
}
_MODULE_OF: dict[str, str] = {name: module for module, names in _NAMES_OF.items() for name in names}
__lazy_modules__: tuple[str, ...] = tuple(_NAMES_OF)

if TYPE_CHECKING or sys.version_info >= (3, 15):
    from housing_agreements.criteria.criteria import Criterion, all_of, any_of, at_least_of
    from housing_agreements.criteria.facts import facts, facts_of
    from housing_agreements.criteria.households import Household
    from housing_agreements.criteria.kinds import Known, fact
    from housing_agreements.errors import (
        DuplicateIdError,
        HousingAgreementsError,
        InvalidDocumentError,
        InvalidInputError,
        InvalidObjectError,
        InvalidTypeError,
        InvalidValueError,
        NotKnownError,
        UncoveredReadingError,
        UnknownCodeError,
        UnknownFactError,
    )
    from housing_agreements.geography.communes import commune
    from housing_agreements.geography.departments import department
    from housing_agreements.geography.intercommunalities import intercommunality
    from housing_agreements.geography.regions import region
    from housing_agreements.geography.territories import NO_NEIGHBOURHOOD, Place, Territory
    from housing_agreements.law.reservations.obligations import Holder
    from housing_agreements.model.agreements import Agreement, Amendment
    from housing_agreements.model.commitments import Commitment, Share, Substitute, Unsure, Volume
    from housing_agreements.model.contingents import Contingent, Management
    from housing_agreements.model.entries import (
        NOT_KNOWN,
        Attribution,
        NotKnown,
        Production,
        Stage,
    )
    from housing_agreements.model.groups import UNSEEN, Judge, Per, Unseen
    from housing_agreements.model.kinds import AgreementKind
    from housing_agreements.model.levels import Levels
    from housing_agreements.model.parties import Party
    from housing_agreements.model.publics import PriorityPublic
    from housing_agreements.model.references import Counting, Reference
    from housing_agreements.model.relocation import (
        Offer,
        OfferedHousehold,
        OfferTest,
        RelocationCase,
        RelocationCharter,
        offered,
    )
    from housing_agreements.model.undertakings import Undertaking
    from housing_agreements.rules.assumptions import assume_unchanged
    from housing_agreements.rules.comparison import Comparison, Difference, Nature, compare
    from housing_agreements.rules.eligibility import (
        Eligibility,
        EligibilityOutcome,
        check_eligibility,
        what_would_change,
    )
    from housing_agreements.rules.flows.account import (
        DwellingDetail,
        FlowAccount,
        account_for_flow,
    )
    from housing_agreements.rules.flows.limits import CeilingReport, check_flow_ceilings
    from housing_agreements.rules.flows.shares import Flow, share_flow
    from housing_agreements.rules.flows.strata import TurnsByStratum, next_holders
    from housing_agreements.rules.flows.turns import (
        HolderStanding,
        Turn,
        Turns,
        list_turns,
        next_holder,
    )
    from housing_agreements.rules.grounds import Grounds, check_grounds
    from housing_agreements.rules.outlook.expectations import PACE, Pace
    from housing_agreements.rules.outlook.outlook import outlook
    from housing_agreements.rules.outlook.prospects import Outlook, Prospect, Reach
    from housing_agreements.rules.quotas.check import check_quotas
    from housing_agreements.rules.quotas.entries import Entries, entries_of, what_would_settle
    from housing_agreements.rules.quotas.figures import PublishedFigure
    from housing_agreements.rules.quotas.findings import Finding, Outcome
    from housing_agreements.rules.quotas.in_both import CountedInBoth, PromisesInBoth
    from housing_agreements.rules.quotas.joint import JointTally
    from housing_agreements.rules.quotas.ledger import Ids, Unknown, tally
    from housing_agreements.rules.quotas.reports import QuotaReport
    from housing_agreements.rules.quotas.several import AgreementsReport, check_agreements
    from housing_agreements.rules.quotas.tally import Tally
    from housing_agreements.rules.relocation import RelocationReport, check_relocation
    from housing_agreements.rules.review.remarks import Remark, RemarkKind, Review, Severity
    from housing_agreements.rules.review.review import review
    from housing_agreements.rules.scoring.grids import (
        Best,
        Exclusive,
        Grid,
        Line,
        PerMonth,
        PerYear,
    )
    from housing_agreements.rules.scoring.rankings import Ranking, rank
    from housing_agreements.rules.scoring.scores import Score, score
    from housing_agreements.rules.undertakings import (
        Done,
        Fulfilment,
        NotDone,
        Progress,
        UndertakingReport,
        check_undertakings,
    )
    from housing_agreements.rules.yearly.page import YearlyPage
    from housing_agreements.rules.yearly.standings import Standing, YearlyPromise
    from housing_agreements.rules.yearly.steps import NextStep, StepKind
    from housing_agreements.rules.yearly.yearly_page import yearly_page
    from housing_agreements.values.bounds import Bounds, about
    from housing_agreements.values.periods import Period
    from housing_agreements.values.rates import Rounding, RoundingBySize, apportion, rate
    from housing_agreements.values.schedules import Schedule, ramp
    from housing_agreements.values.sources import Source
    from housing_agreements.values.texts import Text
    from housing_agreements.values.timelines import Timeline
    from housing_agreements.values.verdicts import Verdict

__version__ = "0.1.0"

__all__ = (
    "NOT_KNOWN",
    "NO_NEIGHBOURHOOD",
    "PACE",
    "UNSEEN",
    "Agreement",
    "AgreementKind",
    "AgreementsReport",
    "Amendment",
    "Attribution",
    "Best",
    "Bounds",
    "CeilingReport",
    "Commitment",
    "Comparison",
    "Contingent",
    "CountedInBoth",
    "Counting",
    "Criterion",
    "Difference",
    "Done",
    "DuplicateIdError",
    "DwellingDetail",
    "Eligibility",
    "EligibilityOutcome",
    "Entries",
    "Exclusive",
    "Finding",
    "Flow",
    "FlowAccount",
    "Fulfilment",
    "Grid",
    "Grounds",
    "Holder",
    "HolderStanding",
    "Household",
    "HousingAgreementsError",
    "Ids",
    "InvalidDocumentError",
    "InvalidInputError",
    "InvalidObjectError",
    "InvalidTypeError",
    "InvalidValueError",
    "JointTally",
    "Judge",
    "Known",
    "Levels",
    "Line",
    "Management",
    "Nature",
    "NextStep",
    "NotDone",
    "NotKnown",
    "NotKnownError",
    "Offer",
    "OfferTest",
    "OfferedHousehold",
    "Outcome",
    "Outlook",
    "Pace",
    "Party",
    "Per",
    "PerMonth",
    "PerYear",
    "Period",
    "Place",
    "PriorityPublic",
    "Production",
    "Progress",
    "PromisesInBoth",
    "Prospect",
    "PublishedFigure",
    "QuotaReport",
    "Ranking",
    "Reach",
    "Reference",
    "RelocationCase",
    "RelocationCharter",
    "RelocationReport",
    "Remark",
    "RemarkKind",
    "Review",
    "Rounding",
    "RoundingBySize",
    "Schedule",
    "Score",
    "Severity",
    "Share",
    "Source",
    "Stage",
    "Standing",
    "StepKind",
    "Substitute",
    "Tally",
    "Territory",
    "Text",
    "Timeline",
    "Turn",
    "Turns",
    "TurnsByStratum",
    "UncoveredReadingError",
    "Undertaking",
    "UndertakingReport",
    "Unknown",
    "UnknownCodeError",
    "UnknownFactError",
    "Unseen",
    "Unsure",
    "Verdict",
    "Volume",
    "YearlyPage",
    "YearlyPromise",
    "about",
    "account_for_flow",
    "all_of",
    "any_of",
    "apportion",
    "assume_unchanged",
    "at_least_of",
    "check_agreements",
    "check_eligibility",
    "check_flow_ceilings",
    "check_grounds",
    "check_quotas",
    "check_relocation",
    "check_undertakings",
    "commune",
    "compare",
    "department",
    "entries_of",
    "fact",
    "facts",
    "facts_of",
    "intercommunality",
    "list_turns",
    "next_holder",
    "next_holders",
    "offered",
    "outlook",
    "ramp",
    "rank",
    "rate",
    "region",
    "review",
    "score",
    "share_flow",
    "tally",
    "what_would_change",
    "what_would_settle",
    "yearly_page",
)


# Out of sight of type checkers, which would otherwise take any name for one that is here.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load the module of a public name, and keep the name for the next time."""
        if name in _MODULE_OF:
            found = getattr(import_module(_MODULE_OF[name]), name)
            globals()[name] = found
            return found
        nearest = import_module("housing_agreements.errors").nearest
        hint = "" if name.startswith("_") else f"; {nearest(name, __all__)}"
        message = f"module {__name__!r} has no attribute {name!r}{hint}"
        raise AttributeError(message, name=name, obj=sys.modules[__name__])

    def __dir__() -> list[str]:
        """The public names, loaded or not, beside what stands here."""
        return sorted({*globals(), *__all__})
