"""An agreement and its parts print themselves so that they can be read, in both languages."""

from datetime import date
from typing import Any

import attrs
import pytest

import housing_agreements as ha
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.geography._coverage import ALL, NOTHING, Coverage
from housing_agreements.geography._members import Members
from housing_agreements.values.texts import Spoken
from housing_agreements.values.timelines import Timeline

AMENDED = AGREEMENT.amend(
    ha.Amendment(
        effective=date(2019, 1, 1),
        signed_on=date(2018, 12, 3),
        term=ha.Period.years(2018, 2021),
        remove=("offers",),
    )
)
IN_ENGLISH = """\
Gironde protocol of 2018 (gironde-2018), protocol
  parties: État (préfet de Nouvelle-Aquitaine, préfet de la Gironde); Action Logement Services
  signed on: not known
  term: 2018-2020
  territory: Gironde (33): department 33
  publics: leaving accommodation structures (leaving-accommodation); recognised under DALO (dalo); \
badly housed (badly-housed)
  undertakings: applicants, follow-up
  contingents:
    Action Logement Services (action-logement): Gironde
    État (préfet de Nouvelle-Aquitaine, préfet de la Gironde) (state): Gironde
  commitments:
    Priority share of the reservations made available (quarter): share of dwellings made available \
to leaving-accommodation, dalo or badly-housed, at least 25 %; contingents: action-logement
    Reservations offered (offers): dwellings made available to leaving-accommodation, dalo or \
badly-housed, at least 403 (2018); contingents: action-logement
  amendments:
    amendment signed on 3 December 2018, in effect from 1 January 2019: removes offers; new term \
2018-2021"""
IN_FRENCH = """\
Protocole de la Gironde de 2018 (gironde-2018), protocole
  signataires : État (préfet de Nouvelle-Aquitaine, préfet de la Gironde) ; Action Logement Services
  signature : non connue
  durée : 2018-2020
  territoire : Gironde (33) : département 33
  publics : sortant de structures d'hébergement (leaving-accommodation) ; relevant du DALO (dalo) \
; en situation de mal logement (badly-housed)
  engagements de faire : applicants, follow-up
  contingents :
    Action Logement Services (action-logement) : Gironde
    État (préfet de Nouvelle-Aquitaine, préfet de la Gironde) (state) : Gironde
  engagements chiffrés :
    Part prioritaire des réservations mises à disposition (quarter) : part des logements mis à \
disposition à leaving-accommodation, dalo ou badly-housed, au moins 25 % ; contingents : \
action-logement
    Réservations offertes (offers) : logements mis à disposition à leaving-accommodation, dalo ou \
badly-housed, au moins 403 (2018) ; contingents : action-logement
  avenants :
    avenant signé le 3 décembre 2018, applicable à partir du 1er janvier 2019 : supprime offers ; \
nouvelle durée 2018-2021"""

TOWN = ha.Territory("town", "The town", "commune", communes=("33063",))
WIDENING: Any = Timeline(
    {
        date(2018, 1, 1): ha.facts.dalo_recognised,
        date(2019, 1, 1): ha.facts.dalo_recognised | ha.facts.badly_housed,
        date(2020, 1, 1): None,
    }
)
BY_PAIR = ha.Share(
    "balance",
    to=("dalo",),
    stage=ha.Stage.SIGNED,
    more_than={("33063", "office"): {2018: "25 %"}},
    at_most="50 %",
    per=(ha.Per.COMMUNE, ha.Per.LANDLORD),
    substitute=ha.Substitute(to=("shelter",), at_most="1/2"),
    landlords=("office",),
    leaving_out=("renewal",),
    territory=TOWN,
)
HOMES = ha.Volume(
    "homes",
    to=("PLAI", "PLUS"),
    stage=ha.Stage.APPROVED,
    less_than={2018: 300, 2019: 310},
    cumulative=True,
)
ROOMS = ha.OfferTest("rooms", "enough rooms", ha.offered.rooms.at_least(3))
SPOKEN: dict[str, tuple[Spoken, str]] = {
    "a share by pairs": (
        BY_PAIR,
        """\
balance: share of leases signed to dalo, more than 25 % (33063 / office, 2018), at most 50 %; \
failing that shelter, at most 50 % of what is owed; per commune and landlord; territory: The \
town; landlords: office; without: renewal
balance : part des baux signés à dalo, plus de 25 % (33063 / office, 2018), au plus 50 % ; à \
défaut shelter, au plus 50 % du dû ; par commune et bailleur ; territoire : The town ; bailleurs \
: office ; sans : renewal
<Share balance: share of leases signed to dalo, more than 25 % (33063 / office, 2018), at most \
50 %; failing that shelter, at most 50 % of what is owed; per commune and landlord; territory: \
The town…>""",
    ),
    "homes": (
        HOMES,
        """\
homes: dwellings approved in PLAI or PLUS, less than 300 (2018), 310 (2019); cumulative
homes : logements agréés en PLAI ou PLUS, moins de 300 (2018), 310 (2019) ; en cumul
<Volume homes: dwellings approved in PLAI or PLUS, less than 300 (2018), 310 (2019); cumulative>""",
    ),
    "a contingent": (
        ha.Contingent(
            "als",
            ha.Party("als", "ALS"),
            TOWN,
            share="20 %",
            dwellings=1,
            management=ha.Management.FLOW,
        ),
        """\
ALS (als): The town; 20 %; 1 dwelling; flow
ALS (als) : The town ; 20 % ; 1 logement ; gestion en flux
<Contingent als: ALS; The town; 20 %; 1 dwelling; flow>""",
    ),
    "a public": (
        ha.PriorityPublic("dalo", ha.Text("DALO households", "ménages DALO"), WIDENING),
        """\
DALO households (dalo): from 1 January 2018, recognised under DALO; from 1 January 2019, \
recognised under DALO or badly housed; from 1 January 2020, nobody
ménages DALO (dalo) : à partir du 1er janvier 2018, reconnu au titre du DALO ; à partir du 1er \
janvier 2019, reconnu au titre du DALO ou mal logé ; à partir du 1er janvier 2020, personne
<PriorityPublic dalo: DALO households>""",
    ),
    "an undertaking by a day": (
        ha.Undertaking(
            "study", ha.Text("a study", "une étude"), by=("a", "b"), due=date(2018, 6, 1)
        ),
        """\
a study (study), due 1 June 2018, owed by a, b
une étude (study), échéance 1er juin 2018, dû par a, b
<Undertaking study, due 1 June 2018, owed by a, b: a study>""",
    ),
    "a standing undertaking": (
        ha.Undertaking("study", "x", by=("a",)),
        """\
x (study), standing, owed by a
x (study), sans échéance, dû par a
<Undertaking study, standing, owed by a: x>""",
    ),
    "an amendment": (
        ha.Amendment(
            effective=date(2019, 1, 1),
            signed_on=date(2018, 12, 3),
            replace=(BY_PAIR,),
            add=(HOMES,),
            territory=TOWN,
        ),
        """\
amendment signed on 3 December 2018, in effect from 1 January 2019: replaces balance; adds \
homes; new territory The town
avenant signé le 3 décembre 2018, applicable à partir du 1er janvier 2019 : remplace balance ; \
ajoute homes ; nouveau territoire The town
<Amendment signed on 2018-12-03, in effect from 2019-01-01: replaces balance; adds homes; new \
territory The town>""",
    ),
    "a charter": (
        ha.RelocationCharter(
            "c",
            "Charter",
            [ROOMS],
            refusals=1,
            months=None,
            indicators=[attrs.evolve(ROOMS, code="more")],
        ),
        """\
Charter (c): tests rooms; indicators more; 1 refusal; months not known
Charter (c) : conditions rooms ; indicateurs more ; 1 refus ; mois non connu
<RelocationCharter c: tests rooms; indicators more; 1 refusal; months not known>""",
    ),
    "a test of a charter": (
        ROOMS,
        """\
enough rooms (rooms): rooms of the dwelling offered at least 3
enough rooms (rooms) : nombre de pièces du logement proposé : au moins 3
<OfferTest rooms: rooms of the dwelling offered at least 3>""",
    ),
    "a territory that changes": (
        ha.Territory(
            "t",
            "T",
            "list",
            communes=Timeline(
                {
                    date(2018, 1, 1): frozenset(("33063",)),
                    date(2019, 1, 1): frozenset(("33001", "33002", "33003", "33063")),
                }
            ),
        ),
        """\
T (t): from 1 January 2018, commune 33063; from 1 January 2019, 4 communes
T (t) : à partir du 1er janvier 2018, commune 33063 ; à partir du 1er janvier 2019, 4 communes
<Territory t: T, list; 4 communes; 1 earlier list>""",
    ),
    "all but a department": (
        Members(ALL, {"33": NOTHING, "75": Coverage(None)}, {}),
        """\
everywhere, not department 33, perhaps department 75
partout, hors département 33, peut-être département 75
<Members everywhere, not department 33, perhaps department 75>""",
    ),
    "nowhere": (
        Members(NOTHING, {}, {}),
        """\
nowhere
nulle part
<Members nowhere>""",
    ),
}


def with_plain_spaces(words: str) -> str:
    """French words with plain spaces; that before a semicolon must be the narrow one."""
    assert not {"\u00a0;", " ;"} & {words[index : index + 2] for index in range(len(words))}
    return words.replace("\u202f;", " ;").replace("\u00a0", " ")


def test_an_agreement_is_read_at_one_look() -> None:
    """Who, when, where, for whom, what is promised in words, on what, in both languages."""
    assert str(AMENDED) == AMENDED.say("en") == IN_ENGLISH
    assert with_plain_spaces(AMENDED.say("fr")) == IN_FRENCH
    assert repr(AMENDED) == (
        "<Agreement gironde-2018: protocol, 2018-2020, Gironde; 2 parties, 2 contingents, "
        "3 publics, 2 commitments, 2 undertakings, 1 amendment>"
    )


def test_an_agreement_says_only_what_it_states() -> None:
    """The kind when it is stated, the day of signature when it is known, no empty list."""
    bare = attrs.evolve(
        AGREEMENT,
        kind=None,
        signed_on=date(2018, 1, 15),
        contingents=(),
        publics=(),
        commitments=(),
        undertakings=(),
    )
    assert str(bare) == (
        "Gironde protocol of 2018 (gironde-2018)\n"
        "  parties: État (préfet de Nouvelle-Aquitaine, préfet de la Gironde); "
        "Action Logement Services\n"
        "  signed on: 15 January 2018\n"
        "  term: 2018-2020\n"
        "  territory: Gironde (33): department 33"
    )
    assert repr(bare) == "<Agreement gironde-2018: 2018-2020, Gironde; 2 parties>"


@pytest.mark.parametrize("name", SPOKEN)
def test_a_part_says_itself_in_both_languages(name: str) -> None:
    """A line for a reader, printed in English, and its essentials for a prompt."""
    part, told = SPOKEN[name]
    en, fr, shown = told.splitlines()
    assert str(part) == part.say("en") == en
    assert with_plain_spaces(part.say("fr")) == fr
    assert repr(part) == shown
