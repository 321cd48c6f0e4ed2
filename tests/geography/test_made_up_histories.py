"""What the history of the official code does not happen to hold is read right, too."""

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.geography.naive_history import NaiveHistory

from housing_agreements.geography._ground import NO_GROUND, join_grounds
from housing_agreements.geography._official_code import LAST_DAY, OfficialCode

DEPARTMENTS = ["01", "02"]
CITY = "01009"
ONE_DAY = timedelta(days=1)


class MadeUp:
    """A history that is drawn event by event, and the table that tells it."""

    def __init__(self) -> None:
        self.rows: dict[str, list[list[str]]] = {
            code: [["", "", "", ""]] for code in ("01001", "01002", "01003", "02001", "02002")
        }
        self.received: set[str] = set()
        self.touched: set[str] = set()
        self.number = 500

    def in_use(self) -> list[str]:
        """The communes in use that nothing happened to on the day, but for the city."""
        return [
            code for code, rows in self.rows.items() if not rows[-1][2] and code not in self.touched
        ]

    def possible(self) -> list[tuple[str, str, str]]:
        """The events that may happen now: what, to which code, and with which other one."""
        codes = self.in_use()
        lived_in = {code[:2] for code in codes}
        events = [("create", department, "") for department in lived_in]
        events += [("recode", code, department) for code in codes for department in DEPARTMENTS]
        events += [("merge", code, other) for code in codes for other in codes if other != code]
        for code in codes:
            # What is spread must be ground of its own.
            if code not in self.received and not self.rows[code][0][0]:
                if len(self.rows[code]) == 1:
                    events.append(("merge", code, CITY))
                near = [other for other in codes if other[:2] == code[:2] and other != code]
                events += [("suppress", code, other) for other in near[:1]]
        for code in self.rows.keys() - self.touched:
            host = self.holder(code)
            # Who has ground of its own keeps it.
            if host != code and host in codes and not self.rows[host][0][0]:
                events += [("restore", code, "r"), ("restore", code, "q"), ("seat", host, code)]
        return sorted(events)

    def holder(self, code: str) -> str:
        """The commune that has what a code has or had; nothing, if that is spread."""
        while code in self.rows and self.rows[code][-1][2]:
            code = self.rows[code][-1][3]
        return code

    def happen(self, event: tuple[str, str, str], day: str) -> None:
        """Write an event into the rows."""
        what, code, other = event
        if what in {"create", "recode"}:
            self.number += 1
            made = f"{other if what == 'recode' else code}{self.number}"
            self.rows[made] = [[day, "c" if what == "create" else "b", "", ""]]
            self.received.add(made)
            self.touched.add(made)
            other = made
        if what == "suppress":
            # Somebody stays who may have its ground.
            self.touched.add(other)
            other = ""
        if what in {"merge", "recode", "suppress", "seat"}:
            self.rows[code][-1][2:] = [day, other]
            self.received.add(other)
        if what in {"restore", "seat"}:
            again = other if what == "seat" else code
            self.rows[again].append([day, "b" if what == "seat" else other, "", ""])
            self.received.add(again)
            self.touched.add(again)
        self.touched.add(code)

    def table(self) -> dict[str, str]:
        """The table that tells it."""
        entries: dict[str, list[str]] = defaultdict(list)
        always: dict[str, list[str]] = defaultdict(list)
        entries["01"].append(f"{CITY[2:]}*101-103")
        for code, rows in self.rows.items():
            for start, manner, end, into in rows:
                began = f"+{start}{manner}" if start else ""
                ended = f"-{end}" + (f">{into}" if into else "") if end else ""
                told = entries if began or ended else always
                told[code[:2]].append(f"{code[2:]}{began}{ended}")
        return {
            department: f"{' '.join(always[department])}|{','.join(entries[department])}|{other}"
            for department, other in zip(DEPARTMENTS, reversed(DEPARTMENTS), strict=True)
        }


@st.composite
def tables(draw: st.DrawFn) -> dict[str, str]:
    """The tables of two departments that exchange communes, with a city of three districts."""
    history = MadeUp()
    year = 1950
    for _ in range(draw(st.integers(1, 7))):
        if draw(st.booleans()) or draw(st.booleans()):
            year += 1
            history.touched.clear()
        day = f"{year}-01-01"
        events = history.possible()
        if events:
            history.happen(draw(st.sampled_from(events)), day)
    return history.table()


@settings(max_examples=150)
@given(tables())
def test_made_up_histories_are_read_as_told_the_long_way(table: dict[str, str]) -> None:
    """Whatever happens to whom, each code has all, some or nothing of the ground of each other."""
    code, naive = OfficialCode(table), NaiveHistory(DEPARTMENTS, table)
    days = [date(1943, 1, 1), *map(date.fromisoformat, naive.days)]
    codes = [*naive.codes, *sorted(naive.districts)]
    sharers = {one: code.sharers(one) for one in codes}
    readings = [
        (one, day, frozenset(naive.cover(one, str(day))), code.reach(one, day).ground)
        for one in codes
        for day in days
    ]
    for one, day, pieces, ground in readings:
        for other, other_day, others, other_ground in readings:
            told = (table, one, day, other, other_day)
            assert ground.within(other_ground) == (pieces <= others), told
            assert ground.meets(other_ground) == bool(pieces & others), told
            assert other in sharers[one] or not pieces & others, told


@settings(max_examples=100)
@given(tables())
def test_made_up_communes_share_all_ground(table: dict[str, str]) -> None:
    """On each day those in use have all ground, and none has what another has."""
    code, naive = OfficialCode(table), NaiveHistory(DEPARTMENTS, table)
    days = [date.fromisoformat(day) for day in naive.days]
    everything = join_grounds(code.department_reach(one, days[0]).ground for one in DEPARTMENTS)
    for day in (date.min, *days, *(day - ONE_DAY for day in days), LAST_DAY):
        joint = NO_GROUND
        for department in DEPARTMENTS:
            communes = code.codes_in_use(department, day)
            grounds = [code.reach(one, day).ground for one in communes]
            if any(grounds):
                assert code.department_reach(department, day).ground == join_grounds(grounds)
            for ground in grounds:
                assert not ground.meets(joint)
                joint = joint | ground
        assert joint == everything
