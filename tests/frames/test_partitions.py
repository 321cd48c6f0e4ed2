"""A ledger in several partitions gives the tally of one pass."""

import importlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.frames.engines import ENGINES, engine
from tests.frames.ledgers import as_rows
from tests.rules.drawing import MOVING, agreement_of

from housing_agreements import Attribution, Per, Share, Stage, check_quotas
from housing_agreements import tally as one_by_one
from housing_agreements.frames import tally

AGREEMENT = agreement_of(
    Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/4", leaving_out=("moved",)),
    Share(
        "d", to=("q",), stage=Stage.SIGNED, at_least="1/3", territory=MOVING, per=(Per.LANDLORD,)
    ),
)
LEDGER = tuple(
    Attribution(
        f"E{line}", "ab"[line % 2], ("94068", "33063", "75056")[line % 3],
        decided_on=date(2018 + line % 3, 1 + line % 12, 1),
        signed_on=date(2020, 12, 31) if line % 4 else None,
        landlord=("office", "company", None)[line % 3],
        publics=frozenset({"p"} if line % 5 == 0 else ()),
        possible_publics=frozenset({"q"} if line % 7 == 0 else ()),
        tags=frozenset({"moved"} if line % 11 == 0 else ()),
        count=1 + line % 3,
    )
    for line in range(500)
)  # fmt: skip
ROWS = as_rows(AGREEMENT, LEDGER, production=False)
ON = date(2021, 6, 1)


def agree(frame: Any) -> None:
    """A frame gives the tally of one pass over the entries, and is judged alike."""
    found = tally(AGREEMENT, frame, publics="is_", tags="tag_")
    assert found == one_by_one(AGREEMENT, LEDGER)
    assert found.read.entries == len(LEDGER)
    assert check_quotas(AGREEMENT, found, on=ON) == check_quotas(AGREEMENT, LEDGER, on=ON)


@pytest.mark.parametrize("partitions", [2, 7])
def test_partitions_of_dask(partitions: int) -> None:
    """A frame of Dask in several partitions, none of them empty, gives the tally of one pass."""
    engine("dask")
    dask = importlib.import_module("dask.dataframe")
    frame = dask.from_pandas(ENGINES["pandas, by Arrow"](ROWS), npartitions=partitions)
    lengths = list(frame.map_partitions(len).compute())
    assert frame.npartitions == len(lengths) == partitions
    assert min(lengths) > 0
    assert sum(lengths) == len(LEDGER)
    agree(frame)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """The ledger in Spark, on two local threads, and its session as it was."""
    frame = engine("pyspark")(ROWS)
    session, kept = frame.sparkSession, {}
    for name in ("spark.sql.ansi.enabled", "spark.sql.session.timeZone"):
        kept[name] = session.conf.get(name)
    yield frame
    for name, value in kept.items():
        session.conf.set(name, value)


@pytest.mark.parametrize("partitions", [2, 5])
def test_partitions_of_spark(spark: Any, partitions: int) -> None:
    """A frame of Spark in several partitions, none of them empty, gives the tally of one pass."""
    frame = spark.repartition(partitions)
    lengths = frame.rdd.mapPartitions(lambda rows: [sum(1 for _ in rows)]).collect()
    assert frame.sparkSession.sparkContext.master == "local[2]"
    assert frame.rdd.getNumPartitions() == len(lengths) == partitions
    assert min(lengths) > 0
    assert sum(lengths) == len(LEDGER)
    agree(frame)


@pytest.mark.parametrize("ansi", ["true", "false"])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_settings_of_spark(spark: Any, ansi: str, zone: str) -> None:
    """ANSI mode and the time zone of the session change nothing."""
    spark.sparkSession.conf.set("spark.sql.ansi.enabled", ansi)
    spark.sparkSession.conf.set("spark.sql.session.timeZone", zone)
    agree(spark)
