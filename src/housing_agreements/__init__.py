"""State French social-housing agreements as values, and judge them with pure functions."""

# Python 3.15 and later load each of these when a name of it is first used: PEP 810.
__lazy_modules__: tuple[str, ...] = (
    "housing_agreements.criteria.combinations",
    "housing_agreements.criteria.criteria",
    "housing_agreements.criteria.facts",
    "housing_agreements.criteria.households",
    "housing_agreements.criteria.kinds",
    "housing_agreements.criteria.known",
    "housing_agreements.errors",
    "housing_agreements.law.obligations",
    "housing_agreements.model.agreements",
    "housing_agreements.model.amendments",
    "housing_agreements.model.attributions",
    "housing_agreements.model.commitments",
    "housing_agreements.model.contingents",
    "housing_agreements.model.levels",
    "housing_agreements.model.parties",
    "housing_agreements.model.production",
    "housing_agreements.model.publics",
    "housing_agreements.model.relocation",
    "housing_agreements.model.stages",
    "housing_agreements.model.terms",
    "housing_agreements.model.undertakings",
    "housing_agreements.rules.comparison.compare",
    "housing_agreements.rules.comparison.differences",
    "housing_agreements.rules.eligibility",
    "housing_agreements.rules.judgement.findings",
    "housing_agreements.rules.judgement.quotas",
    "housing_agreements.rules.judgement.reports",
    "housing_agreements.rules.judgement.wording",
    "housing_agreements.rules.recognition",
    "housing_agreements.rules.relocation.relocation",
    "housing_agreements.rules.review.remarks",
    "housing_agreements.rules.review.review",
    "housing_agreements.rules.tally.figures",
    "housing_agreements.rules.tally.ledger",
    "housing_agreements.rules.tally.tallies",
    "housing_agreements.rules.undertakings.fulfilments",
    "housing_agreements.rules.undertakings.reports",
    "housing_agreements.rules.undertakings.statements",
    "housing_agreements.rules.undertakings.undertakings",
    "housing_agreements.values.bounds",
    "housing_agreements.values.periods",
    "housing_agreements.values.rates",
    "housing_agreements.values.schedules",
    "housing_agreements.values.sources",
    "housing_agreements.values.territories",
    "housing_agreements.values.texts",
    "housing_agreements.values.timelines",
    "housing_agreements.values.verdicts",
)

from housing_agreements.criteria.combinations import all_of, any_of, at_least_of
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts, facts_of
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import fact
from housing_agreements.criteria.known import Known
from housing_agreements.errors import (
    DuplicateIdError,
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UncoveredReadingError,
    UnknownCodeError,
    UnknownFactError,
)
from housing_agreements.law.obligations import Holder
from housing_agreements.model.agreements import Agreement, AgreementKind, Reference
from housing_agreements.model.amendments import Amendment
from housing_agreements.model.attributions import Attribution
from housing_agreements.model.commitments import Commitment, Share, Volume
from housing_agreements.model.contingents import Contingent, Management
from housing_agreements.model.levels import Levels
from housing_agreements.model.parties import Party
from housing_agreements.model.production import Production
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.relocation import (
    Offer,
    OfferedHousehold,
    OfferTest,
    RelocationCase,
    RelocationCharter,
    offered,
)
from housing_agreements.model.stages import Stage
from housing_agreements.model.terms import Judge, Per, Substitute, Unsure
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.rules.comparison.compare import Comparison, compare
from housing_agreements.rules.comparison.differences import Difference, Nature
from housing_agreements.rules.eligibility import (
    Eligibility,
    check_eligibility,
    what_would_change,
)
from housing_agreements.rules.judgement.findings import Finding
from housing_agreements.rules.judgement.quotas import check_quotas
from housing_agreements.rules.judgement.reports import QuotaReport
from housing_agreements.rules.judgement.wording import Outcome
from housing_agreements.rules.recognition import Grounds, check_grounds
from housing_agreements.rules.relocation.relocation import RelocationReport, check_relocation
from housing_agreements.rules.review.remarks import Remark, RemarkKind, Review, Severity
from housing_agreements.rules.review.review import review
from housing_agreements.rules.tally.figures import PublishedFigure
from housing_agreements.rules.tally.ledger import Ids, Unknown, tally
from housing_agreements.rules.tally.tallies import Tally
from housing_agreements.rules.undertakings.fulfilments import Fulfilment, Progress
from housing_agreements.rules.undertakings.reports import UndertakingReport
from housing_agreements.rules.undertakings.statements import Done, NotDone
from housing_agreements.rules.undertakings.undertakings import check_undertakings
from housing_agreements.values.bounds import Bounds, about
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import Rounding, apportion, rate
from housing_agreements.values.schedules import Schedule, ramp
from housing_agreements.values.sources import Source
from housing_agreements.values.territories import NO_NEIGHBOURHOOD, Place, Territory
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "NO_NEIGHBOURHOOD",
    "Agreement",
    "AgreementKind",
    "Amendment",
    "Attribution",
    "Bounds",
    "Commitment",
    "Comparison",
    "Contingent",
    "Criterion",
    "Difference",
    "Done",
    "DuplicateIdError",
    "Eligibility",
    "Finding",
    "Fulfilment",
    "Grounds",
    "Holder",
    "Household",
    "HousingAgreementsError",
    "Ids",
    "InvalidObjectError",
    "InvalidTypeError",
    "InvalidValueError",
    "Judge",
    "Known",
    "Levels",
    "Management",
    "Nature",
    "NotDone",
    "NotKnownError",
    "Offer",
    "OfferTest",
    "OfferedHousehold",
    "Outcome",
    "Party",
    "Per",
    "Period",
    "Place",
    "PriorityPublic",
    "Production",
    "Progress",
    "PublishedFigure",
    "QuotaReport",
    "Reference",
    "RelocationCase",
    "RelocationCharter",
    "RelocationReport",
    "Remark",
    "RemarkKind",
    "Review",
    "Rounding",
    "Schedule",
    "Severity",
    "Share",
    "Source",
    "Stage",
    "Substitute",
    "Tally",
    "Territory",
    "Text",
    "Timeline",
    "UncoveredReadingError",
    "Undertaking",
    "UndertakingReport",
    "Unknown",
    "UnknownCodeError",
    "UnknownFactError",
    "Unsure",
    "Verdict",
    "Volume",
    "about",
    "all_of",
    "any_of",
    "apportion",
    "at_least_of",
    "check_eligibility",
    "check_grounds",
    "check_quotas",
    "check_relocation",
    "check_undertakings",
    "compare",
    "fact",
    "facts",
    "facts_of",
    "offered",
    "ramp",
    "rate",
    "review",
    "tally",
    "what_would_change",
)
