"""Records are frozen dataclasses, however quickly they are made."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from extract.facts import Mention, Span
from extract.records import record

MENTION = Mention(1, 3, "汽车", Span(0, 9), Span(1, 3), "some.rule")


def test_fields_are_set_and_defaults_kept() -> None:
    assert (MENTION.start, MENTION.quote, MENTION.confidence, MENTION.why) == (1, "汽车", 1.0, None)
    assert Mention(*dataclasses.astuple(MENTION)[:3], Span(0, 9), Span(1, 3), rule="some.rule") == MENTION


def test_they_stay_frozen_hashable_replaceable_and_picklable() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        MENTION.start = 2  # type: ignore[misc]
    assert dataclasses.replace(MENTION, why="because").why == "because"
    assert pickle.loads(pickle.dumps(MENTION)) == MENTION  # noqa: S301
    assert len({Span(1, 2), Span(1, 2), Span(1, 3)}) == 2


def test_wrong_arguments_are_told() -> None:
    with pytest.raises(TypeError):
        Span(1)  # type: ignore[call-arg]


def test_what_is_more_than_a_plain_field_is_refused() -> None:
    with pytest.raises(TypeError, match="plain fields"):

        @record
        class Lists:
            items: list[int] = dataclasses.field(default_factory=list)
