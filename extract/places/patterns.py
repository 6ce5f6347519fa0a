"""The tables of this layer as compiled patterns."""

from __future__ import annotations

import re
from functools import cache

from extract.prose import alternation, any_of, words_for


@cache
def any_word(use: str, *, start: str = "", end: str = "") -> re.Pattern[str]:
    """Return the pattern of the words of one use."""
    return re.compile(f"{start}(?:{any_of('place_words', use)}){end}")


@cache
def verbs() -> re.Pattern[str]:
    """Return the pattern of a chain of verbs that says what a place is to do."""
    return re.compile(
        rf"(?:{any_of('place_words', 'verb')}|和|并|、(?=(?:{any_of('place_words', 'verb')})))*(?:{any_of('place_words', 'verb')})"
    )


@cache
def bare() -> re.Pattern[str]:
    """Return the pattern of bare words for a cluster (特色产业集聚区)."""
    return re.compile(
        rf"(?:{any_of('place_words', 'verb')}|和|并)*?"
        rf"(?:(?:一批|若干|特色|专业|产业|各具特色的|相关)*(?:{any_of('place_words', 'bare')}))+(?:建设)?$"
    )


@cache
def tail() -> re.Pattern[str]:
    """Return the pattern of the stages and categories that an object ends in."""
    stages = alternation(w for w in words_for("place_words", "stage") if w not in words_for("place_words", "whole"))
    return re.compile(
        rf"(?:{stages}|及|和|与|的|型)*(?:{any_of('place_words', 'tailword')})+$|(?<!增材)(?<!生物)(?<!减材)(?<!智能)(?:{any_of('place_words', 'make')})$"
    )


@cache
def stage_only() -> re.Pattern[str]:
    """Return the pattern of words that name stages of a value chain and nothing else."""
    return re.compile(rf"(?:{any_of('place_words', 'stage')}|{any_of('place_words', 'tailword')}|和|及|与|、|的)*$")


@cache
def generic() -> re.Pattern[str]:
    """Return the pattern of words that say nothing of an industry."""
    return re.compile(rf"(?:{any_of('cluster_words', 'generic')})*$")


@cache
def park_name() -> re.Pattern[str]:
    """Return the pattern of the name of a park that runs on to a verb or a mark."""
    return re.compile(
        rf"(?:[“\"](?![一二三四五六七八九十\d])[^、，,。“”\"]{{2,16}}?[”\"]|[^、，,。“”\"]{{1,16}}?(?:{any_of('place_words', 'park')}))"
        rf"(?=(?:{any_of('place_words', 'verb')})|[、和及等，,。；;]|$)"
    )


@cache
def toward() -> re.Pattern[str]:
    """Return the pattern of the words behind which stands where something moves."""
    return re.compile(any_of("place_words", "toward"))
