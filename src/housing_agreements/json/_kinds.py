"""The kinds of documents: what each public class of values is called in the formats.

A name stands in stored documents, so that it stays when a class is renamed.
"""

from housing_agreements.catalogue.clauses import Clause
from housing_agreements.criteria.boundaries import Boundaries
from housing_agreements.criteria.changes import Change, Changes
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import Fact, Kind, Known
from housing_agreements.criteria.reasons import Reason, Reasons
from housing_agreements.explanations.blocks import Block
from housing_agreements.explanations.explanation import Explanation
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.json._registry import add_kinds
from housing_agreements.law.action_logement import QuinquennialConvention
from housing_agreements.law.answers import LawAnswer
from housing_agreements.law.attributions.application_plans import PlanTimes, ReceptionTime
from housing_agreements.law.attributions.commission import (
    Candidacy,
    CandidatesCheck,
    CommissionDecision,
    CommissionRules,
    Seat,
)
from housing_agreements.law.attributions.replies import Reply
from housing_agreements.law.attributions.scoring import (
    GridCheck,
    ScoringCriterion,
    ScoringDuty,
    ScoringGrid,
)
from housing_agreements.law.dalo.deadlines import Deadline, MonthsByDepartment, Time
from housing_agreements.law.dalo.delays import DelayOrder
from housing_agreements.law.dalo.imputation import Charge, Imputation, ImputationRules
from housing_agreements.law.dalo.surfaces import Surfaces
from housing_agreements.law.incomes.ceilings import CeilingTable
from housing_agreements.law.mix.attribution_agreements import AgreementContent, AgreementTimes
from housing_agreements.law.mix.collective_agreements import CollectiveAgreement, CollectiveTimes
from housing_agreements.law.mix.conference import ConferenceTask
from housing_agreements.law.mix.quartiles import Threshold
from housing_agreements.law.mix.substitution import (
    DefaultObjectives,
    HalfYearlyAccount,
    Substitution,
)
from housing_agreements.law.provisions import Confidence, Provision, Version
from housing_agreements.law.reservations.ceilings import Ceiling, CeilingBase, Reserved
from housing_agreements.law.reservations.flow import LeftOut
from housing_agreements.law.reservations.obligations import Holder, Quarter
from housing_agreements.law.social_utility import SocialUtility
from housing_agreements.law.sru.catch_up import CatchUpRates, ContractFloors
from housing_agreements.law.sru.deficiency import DeficiencyList
from housing_agreements.law.sru.operations import OperationRule
from housing_agreements.law.sru.reckoning import Reckoning
from housing_agreements.law.sru.surcharge import Levy, Surcharge
from housing_agreements.law.sru.typology import Typology, TypologyCheck
from housing_agreements.law.tenancies.loss_of_stay import LossOfStay, StayLimits
from housing_agreements.law.tenancies.occupation import OccupationFile, OccupationReview
from housing_agreements.law.tenancies.private_rents import PrivateIncomes, PrivateRents, RentLevel
from housing_agreements.law.tenancies.solidarity_surcharge import SurchargeScale
from housing_agreements.model.agreements import Agreement, Amendment
from housing_agreements.model.commitments import Share, Substitute, Unsure, Volume
from housing_agreements.model.contingents import Contingent, Management
from housing_agreements.model.entries import Attribution, NotKnown, Production, Stage
from housing_agreements.model.groups import Judge, Per, Unseen
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.levels import Levels, Limit
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.references import Counting, Reference
from housing_agreements.model.relocation import (
    Offer,
    OfferedHousehold,
    OfferTest,
    RelocationCase,
    RelocationCharter,
)
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.plan.expected import Expected
from housing_agreements.plan.plans import (
    Allotment,
    Conflict,
    Plan,
    PlanOutcome,
    Promised,
    Relaxation,
)
from housing_agreements.rules.assumptions import CommuneChange
from housing_agreements.rules.comparison import Comparison, Difference, Nature, Stretch
from housing_agreements.rules.eligibility import Assessment, Eligibility, EligibilityOutcome
from housing_agreements.rules.flows.account import AccountLine, DwellingDetail, FlowAccount
from housing_agreements.rules.flows.limits import CeilingReport, CeilingStanding
from housing_agreements.rules.flows.shares import Flow, FlowPart
from housing_agreements.rules.flows.strata import StratumTurn, TurnsByStratum
from housing_agreements.rules.flows.turns import HolderStanding, Turn, Turns
from housing_agreements.rules.grounds import AssessedGround, Grounds
from housing_agreements.rules.outlook.expectations import Pace
from housing_agreements.rules.outlook.prospects import Outlook, Prospect, Reach
from housing_agreements.rules.quotas.account import Account
from housing_agreements.rules.quotas.cells import Count
from housing_agreements.rules.quotas.doubts import Doubt, DoubtKind, MissingFact
from housing_agreements.rules.quotas.entries import ConcernedEntry, Entries
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.rules.quotas.findings import Finding, Outcome
from housing_agreements.rules.quotas.in_both import CountedInBoth, PromisesInBoth
from housing_agreements.rules.quotas.joint import JointTally
from housing_agreements.rules.quotas.ledger import Ids, Unknown
from housing_agreements.rules.quotas.limits import Completion, JudgedLimit, Promise
from housing_agreements.rules.quotas.readings import Reading
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.several import AgreementsReport
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.rules.relocation import AssessedOffer, AssessedTest, RelocationReport
from housing_agreements.rules.review.remarks import (
    GridReview,
    Remark,
    RemarkKind,
    Review,
    Severity,
)
from housing_agreements.rules.scoring.grids import (
    Best,
    Exclusive,
    Grid,
    Line,
    PerMonth,
    PerYear,
)
from housing_agreements.rules.scoring.rankings import Move, Ranked, Ranking
from housing_agreements.rules.scoring.scores import LinePoints, Score
from housing_agreements.rules.undertakings import (
    Done,
    Fulfilment,
    NotDone,
    Progress,
    UndertakingReport,
)
from housing_agreements.rules.yearly.page import YearlyPage
from housing_agreements.rules.yearly.standings import Standing, YearlyPromise
from housing_agreements.rules.yearly.steps import NextStep, StepKind
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import Rounding, RoundingBySize
from housing_agreements.values.schedules import Schedule
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = ()

add_kinds(
    {
        "account": Account,
        "account-line": AccountLine,
        "agreement": Agreement,
        "agreement-content": AgreementContent,
        "agreement-kind": AgreementKind,
        "agreement-times": AgreementTimes,
        "agreements-report": AgreementsReport,
        "allotment": Allotment,
        "amendment": Amendment,
        "assessed-ground": AssessedGround,
        "assessed-offer": AssessedOffer,
        "assessed-test": AssessedTest,
        "assessment": Assessment,
        "attribution": Attribution,
        "best": Best,
        "block": Block,
        "boundaries": Boundaries,
        "bounds": Bounds,
        "candidacy": Candidacy,
        "candidates-check": CandidatesCheck,
        "catch-up-rates": CatchUpRates,
        "ceiling": Ceiling,
        "ceiling-base": CeilingBase,
        "ceiling-report": CeilingReport,
        "ceiling-standing": CeilingStanding,
        "ceiling-table": CeilingTable,
        "change": Change,
        "changes": Changes,
        "charge": Charge,
        "clause": Clause,
        "collective-agreement": CollectiveAgreement,
        "collective-times": CollectiveTimes,
        "commission-decision": CommissionDecision,
        "commission-rules": CommissionRules,
        "commune-change": CommuneChange,
        "comparison": Comparison,
        "completion": Completion,
        "concerned-entry": ConcernedEntry,
        "conference-task": ConferenceTask,
        "confidence": Confidence,
        "conflict": Conflict,
        "contingent": Contingent,
        "contract-floors": ContractFloors,
        "count": Count,
        "counted-in-both": CountedInBoth,
        "counting": Counting,
        "criterion": Criterion,
        "deadline": Deadline,
        "default-objectives": DefaultObjectives,
        "deficiency-list": DeficiencyList,
        "delay-order": DelayOrder,
        "difference": Difference,
        "done": Done,
        "doubt": Doubt,
        "doubt-kind": DoubtKind,
        "dwelling-detail": DwellingDetail,
        "eligibility": Eligibility,
        "eligibility-outcome": EligibilityOutcome,
        "entries": Entries,
        "exclusive": Exclusive,
        "expected": Expected,
        "explanation": Explanation,
        "fact": Fact,
        "finding": Finding,
        "flow": Flow,
        "flow-account": FlowAccount,
        "flow-part": FlowPart,
        "followed-until": FollowedUntil,
        "fulfilment": Fulfilment,
        "grid": Grid,
        "grid-check": GridCheck,
        "grid-review": GridReview,
        "grounds": Grounds,
        "half-yearly-account": HalfYearlyAccount,
        "holder": Holder,
        "holder-standing": HolderStanding,
        "household": Household,
        "ids": Ids,
        "imputation": Imputation,
        "imputation-rules": ImputationRules,
        "joint-tally": JointTally,
        "judge": Judge,
        "judged-limit": JudgedLimit,
        "kind": Kind,
        "known": Known,
        "law-answer": LawAnswer,
        "left-out": LeftOut,
        "levels": Levels,
        "levy": Levy,
        "limit": Limit,
        "line": Line,
        "line-points": LinePoints,
        "loss-of-stay": LossOfStay,
        "management": Management,
        "missing-fact": MissingFact,
        "months-by-department": MonthsByDepartment,
        "move": Move,
        "nature": Nature,
        "next-step": NextStep,
        "not-done": NotDone,
        "not-known": NotKnown,
        "occupation-file": OccupationFile,
        "occupation-review": OccupationReview,
        "offer": Offer,
        "offer-test": OfferTest,
        "offered-household": OfferedHousehold,
        "operation-rule": OperationRule,
        "outcome": Outcome,
        "outlook": Outlook,
        "pace": Pace,
        "party": Party,
        "per": Per,
        "per-month": PerMonth,
        "per-year": PerYear,
        "period": Period,
        "place": Place,
        "plan": Plan,
        "plan-outcome": PlanOutcome,
        "plan-times": PlanTimes,
        "priority-public": PriorityPublic,
        "private-incomes": PrivateIncomes,
        "private-rents": PrivateRents,
        "production": Production,
        "progress": Progress,
        "promise": Promise,
        "promised": Promised,
        "promises-in-both": PromisesInBoth,
        "prospect": Prospect,
        "provision": Provision,
        "published-figure": PublishedFigure,
        "quarter": Quarter,
        "quinquennial-convention": QuinquennialConvention,
        "quota-report": QuotaReport,
        "ranked": Ranked,
        "ranking": Ranking,
        "reach": Reach,
        "reading": Reading,
        "reason": Reason,
        "reasons": Reasons,
        "reception-time": ReceptionTime,
        "reckoning": Reckoning,
        "reference": Reference,
        "relaxation": Relaxation,
        "relocation-case": RelocationCase,
        "relocation-charter": RelocationCharter,
        "relocation-report": RelocationReport,
        "remark": Remark,
        "remark-kind": RemarkKind,
        "rent-level": RentLevel,
        "reply": Reply,
        "reserved": Reserved,
        "review": Review,
        "rounding": Rounding,
        "rounding-by-size": RoundingBySize,
        "schedule": Schedule,
        "score": Score,
        "scoring-criterion": ScoringCriterion,
        "scoring-duty": ScoringDuty,
        "scoring-grid": ScoringGrid,
        "seat": Seat,
        "severity": Severity,
        "share": Share,
        "social-utility": SocialUtility,
        "source": Source,
        "stage": Stage,
        "standing": Standing,
        "stay-limits": StayLimits,
        "step-kind": StepKind,
        "stratum-turn": StratumTurn,
        "stretch": Stretch,
        "substitute": Substitute,
        "substitution": Substitution,
        "surcharge": Surcharge,
        "surcharge-scale": SurchargeScale,
        "surfaces": Surfaces,
        "tally": Tally,
        "territory": Territory,
        "text": Text,
        "threshold": Threshold,
        "time": Time,
        "timeline": Timeline,
        "turn": Turn,
        "turns": Turns,
        "turns-by-stratum": TurnsByStratum,
        "typology": Typology,
        "typology-check": TypologyCheck,
        "undertaking": Undertaking,
        "undertaking-report": UndertakingReport,
        "unknown": Unknown,
        "unseen": Unseen,
        "unsure": Unsure,
        "verdict": Verdict,
        "version": Version,
        "volume": Volume,
        "yearly-page": YearlyPage,
        "yearly-promise": YearlyPromise,
    }
)
