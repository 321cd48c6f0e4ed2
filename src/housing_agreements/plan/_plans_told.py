"""The words of plans, and of commitments that conflict."""

from typing import Final

from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "CAUTIOUS",
    "COMMITMENTS",
    "CONFLICTS",
    "FINDINGS",
    "HANGS_ON_THE_UNKNOWN",
    "JUDGED_ON",
    "KEPT_BY_PLAN",
    "LEAST_BOUNDED",
    "LEAST_PROVED",
    "LEAST_RELAXATION",
    "MINIMAL",
    "NAMES_ENTRIES",
    "NEEDS",
    "NEITHER_PROVED",
    "NONE_PROVED",
    "NOTHING_PROMISED",
    "NOT_MINIMAL",
    "PLANNED_AS_KNOWN",
    "PLANNED_ON",
    "PLAN_FOR",
    "RELAXATION",
    "SMALLEST",
    "TERMS_CHANGE",
    "TO_FIND_OUT",
    "UNSURE_CONFLICTS",
    "UNSURE_PROVED",
    "WAS_CHECKED",
    "WERE_EXPECTED",
    "WORDS_OF_VERDICTS",
)

COMMITMENTS: Final = (Text("commitment", "engagement"), Text("commitments", "engagements"))
CONFLICTS: Final = (
    Text("a commitment that no plan keeps", "un engagement qu'aucun plan ne tient"),
    Text(
        "{commitments} that no plan keeps together",
        "{commitments} qu'aucun plan ne tient ensemble",
    ),
)
"""What stands above one commitment, and above several."""
UNSURE_CONFLICTS: Final = (
    Text(
        "a commitment that no plan keeps in every case",
        "un engagement qu'aucun plan ne tient dans tous les cas",
    ),
    Text(
        "{commitments} that no plan keeps together in every case",
        "{commitments} qu'aucun plan ne tient ensemble dans tous les cas",
    ),
)
SMALLEST: Final = Text(
    "no fewer commitments conflict", "aucun ensemble plus petit n'est incompatible"
)
MINIMAL: Final = Text(
    "without any one of them, the others can be kept; whether fewer commitments conflict was not "
    "found out",
    "sans l'un quelconque d'entre eux, les autres peuvent être tenus\u202f; on ne sait pas s'il "
    "existe un ensemble incompatible plus petit",
)
NOT_MINIMAL: Final = Text(
    "whether some can be left out was not found out", "on ne sait pas si l'on peut en retirer"
)
LEAST_RELAXATION: Final = (
    Text(
        "the plan that misses least misses by {dwellings}",
        "le plan qui s'écarte le moins des engagements s'en écarte de {dwellings}",
    ),
    Text(
        "in the worst case, the plan that misses least misses by {dwellings}",
        "dans le pire des cas, le plan qui s'écarte le moins des engagements s'en écarte de "
        "{dwellings}",
    ),
)
"""Where all is known, and where it is not."""
RELAXATION: Final = (
    Text(
        "a plan that misses by {dwellings}",
        "un plan qui s'écarte des engagements de {dwellings}",
    ),
    Text(
        "a plan that misses by {dwellings} in the worst case",
        "un plan qui s'écarte des engagements de {dwellings} dans le pire des cas",
    ),
)
"""The same."""
PLAN_FOR: Final = Text("Plan for {agreements}", "Plan d'attribution\u00a0: {agreements}")
PLANNED_ON: Final = Text("on {on}", "au {on}")
PLANNED_AS_KNOWN: Final = Text("on {on}, as known on {known}", "au {on}, tel que connu au {known}")
JUDGED_ON: Final = Text(
    "judged on {until}, the last day on which something expected may come",
    "jugé au {until}, dernier jour où ce qui est attendu peut avoir lieu",
)
TERMS_CHANGE: Final = Text(
    "the terms change before that day: {agreement}, on {day}; a period that ends before the change "
    "is judged by the old terms, any other by the new ones",
    "les termes changent avant ce jour\u00a0: {agreement}, le {day}\u202f; une période close avant "
    "ce changement est jugée selon les anciens termes, toute autre selon les nouveaux",
)
NOTHING_PROMISED: Final = Text(
    "nothing is promised over that time", "rien n'est promis pendant ce temps"
)
WORDS_OF_VERDICTS: Final = {
    Verdict.MET: Text("every promise can be kept", "tous les engagements peuvent être tenus"),
    Verdict.UNMET: Text("no plan keeps every promise", "aucun plan ne tient tous les engagements"),
    Verdict.UNDETERMINED: Text(
        "not found out whether every promise can be kept",
        "on ne sait pas si tous les engagements peuvent être tenus",
    ),
}
NEEDS: Final = Text(
    "{needed} to priority publics, of {expected}",
    "{needed} aux publics prioritaires, sur {expected}",
)
WERE_EXPECTED: Final = (Text("expected", "attendue"), Text("expected", "attendues"))
LEAST_PROVED: Final = (
    Text(
        "no plan needs fewer: the solver proved it",
        "aucun plan n'en demande moins\u00a0: le solveur l'a prouvé",
    ),
    Text(
        "no plan that keeps them in every case needs fewer: the solver proved it",
        "aucun plan qui les tienne dans tous les cas n'en demande moins\u00a0: le solveur l'a "
        "prouvé",
    ),
)
"""Where all is known, and where a plan must do in every case."""
LEAST_BOUNDED: Final = (
    Text(
        "whether a plan needs fewer was not found out; none needs fewer than {low}",
        "on ne sait pas si un plan en demande moins\u202f; aucun n'en demande moins de {low}",
    ),
    Text(
        "whether a plan that keeps them in every case needs fewer was not found out; none of them "
        "needs fewer than {low}",
        "on ne sait pas si un plan qui les tienne dans tous les cas en demande moins\u202f; aucun "
        "de ceux-là n'en demande moins de {low}",
    ),
)
"""The same."""
WAS_CHECKED: Final = Text(
    "the quota rules checked that this plan keeps every promise",
    "les règles de décompte ont vérifié que ce plan tient tous les engagements",
)
NONE_PROVED: Final = Text(
    "that there is no such plan, whatever becomes of what is not known, rests on the solver",
    "qu'il n'existe pas de tel plan, quoi qu'il advienne de ce qui n'est pas connu, repose sur "
    "le solveur",
)
UNSURE_PROVED: Final = Text(
    "that no plan keeps them in every case rests on the solver; read in favour of each commitment "
    "by itself, what is not known does not rule one out",
    "qu'aucun plan ne les tienne dans tous les cas repose sur le solveur\u202f; lu en faveur de "
    "chaque engagement pris seul, ce qui n'est pas connu n'exclut pas qu'il en existe un",
)
HANGS_ON_THE_UNKNOWN: Final = Text(
    "no plan keeps every promise in every case; what is not known leaves open whether one does",
    "aucun plan ne tient tous les engagements dans tous les cas\u202f; ce qui n'est pas connu "
    "laisse ouvert s'il en existe un",
)
TO_FIND_OUT: Final = Text("What is to be found out first", "Ce qu'il faut d'abord savoir")
NAMES_ENTRIES: Final = Text(
    "of these, `entries_of` names the entries of the ledger, asked of the finding in a report on "
    "it; the others are expected",
    "parmi eux, `entries_of`, appliqué au constat dans un bilan du registre, nomme les lignes "
    "inscrites\u202f; les autres logements sont attendus",
)
NEITHER_PROVED: Final = Text(
    "the solver found no plan that surely keeps them, and did not prove that there is none: its "
    "time ended, or what is not known leaves it open; `seconds` gives it more time",
    "le solveur n'a trouvé aucun plan qui les tienne à coup sûr, et n'a pas prouvé qu'il n'en "
    "existe pas\u00a0: le temps a manqué, ou ce qui n'est pas connu laisse la question "
    "ouverte\u202f; `seconds` lui donne plus de temps",
)
CAUTIOUS: Final = Text(
    "of some commitments it is not known how much is owed; the plan keeps them whatever it is, "
    "and may give more than needed",
    "pour certains engagements, on ne sait pas combien est dû\u202f; le plan les tient dans tous "
    "les cas, et donne peut-être plus qu'il ne faut",
)
KEPT_BY_PLAN: Final = Text("What the plan keeps", "Ce que le plan tient")
FINDINGS: Final = (
    Text("promise", "engagement"),
    Text("counted with the plan", "compté avec le plan"),
    Text("verdict", "verdict"),
)
