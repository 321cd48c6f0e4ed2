"""The frame with new columns: the checks, the stages, and what was made on the way taken away."""

from collections.abc import Mapping

from housing_agreements.adapters.frames.kleene import Answer, Part
from housing_agreements.adapters.frames.reading import Reader
from housing_agreements.adapters.frames.tables import Frame

__all__ = ("column_of_answer", "worked_out")


def column_of_answer(reader: Reader, answer: Answer) -> Part:
    """An answer as a nullable column, also where it is the same for all rows."""
    stages = reader.stages
    if isinstance(answer, Part):
        return answer
    if answer is None:
        return stages.unknown
    if not reader.table.by_pandas:
        return Part(stages.api.lit(answer))
    # pandas makes a nullable column only of one.
    return stages.joined(lambda null: null | True if answer else null & False, stages.unknown)


def worked_out(reader: Reader, made: Mapping[str, Part]) -> Frame:
    """The frame with the columns made, and none of those on the way."""
    frame = reader.frame()
    for stage in reader.stages.made:
        frame = frame.with_columns(*stage)
    frame = frame.with_columns(*(part.expr.alias(name) for name, part in made.items()))
    extra = (*reader.extra, *(each for each in reader.stages.names if each not in reader.extra))
    return frame.drop(*extra) if extra else frame
