"""Technologies, products, materials, equipment and specialised services that sections set out to grow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from extract.facts import Span, Technology
from extract.outline import Outline
from extract.prose import any_of, is_kind, masked
from extract.technologies.frames import Force, Frame, flatten, frames
from extract.technologies.items import Verdict, is_term, verdict, without_sector
from extract.technologies.lists import Listing, listings

_QUIET = ("status", "goal", "idea")
_MAX_NAME = 60
_LONG_TITLE = 30
_BARE_WORD = 2
# What speaks for a candidate, in points: its own last word, its verb, the words behind its list, its mates.
_OWN = {
    Verdict.STOP: -6.0,
    Verdict.ABSTRACT: -1.0,
    Verdict.GENERIC: -1.5,
    Verdict.STAGE: -2.5,
    Verdict.OBJECT: 0.0,
    Verdict.UNKNOWN: 0.5,
    Verdict.LIKELY: 1.0,
    Verdict.ACTION: 1.5,
    Verdict.HEAD: 2.0,
    Verdict.TERM: 3.0,
}
_VERB: dict[Force, float] = {"strong": 1.0, "weak": 0.0, "build": 0.0, "field": -0.5, "none": -9.0}
_LABEL_FOR = 1.5
_LABEL_AGAINST = -4.0
_SHARED = 1.0
_LABEL_END = 14
_GENERAL = re.compile(r"(?:产业集群|产业链|产业|集群|工程|行业|领域|技术|装备|设备|产品|物资|服务|业)+$")
_MATES = 1.5
_MATES_LEAST = -0.5
# Items built alike (高压气态储氢、固态储氢) are kinds of one thing.
_ALIKE = 0.5
_NEEDED = 2.0


@cache
def _label_for() -> re.Pattern[str]:
    return re.compile(any_of("tech_tails", "for"))


@cache
def _label_against() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('tech_tails', 'against')})(?:$|[的和与及].*|.{{1,4}}$)")


@cache
def _label_place() -> re.Pattern[str]:
    """Return the start of words that say that a list names places (等区, 等地)."""
    return re.compile(r"各?(?:区|市|县|镇|地|省|国)(?!域|面|块|下|产|内)")


@cache
def _void() -> re.Pattern[str]:
    return re.compile(any_of("tech_stops", "clause"))


@cache
def _aimless() -> re.Pattern[str]:
    """Return what follows a field that is named for something else than technology (围绕…, 争创…)."""
    return re.compile(rf"[,，]?[^,，。；;\n]{{0,24}}?(?:{any_of('tech_stops', 'field')})")


def _label(listing: Listing, force: Force) -> float:
    """Weigh the words behind a list: 等技术, 技术攻关 speak for it, 等企业 against it."""
    label = listing.label
    against = _label_against().search(label, max(0, len(label) - _LABEL_END))
    if _label_place().match(label) or (against and (not label.endswith("服务") or "模式" in label)):
        return _LABEL_AGAINST
    if force == "field" and label.removeprefix("重点").startswith("行业"):
        return _LABEL_AGAINST
    return _LABEL_FOR if _label_for().search(label) else 0.0


def _chosen(listing: Listing, frame: Frame, text: str) -> Iterator[Span]:
    """Yield the items of a list that are technologies."""
    spans = []
    for span in listing.items:
        words = span.of(text)
        name = without_sector(words.strip())
        start = span.start + len(words) - len(words.lstrip())
        spans.append(Span(start, start + len(name)))
    names = [span.of(text) for span in spans]
    verdicts = [verdict(name) for name in names]
    surroundings = _VERB[frame.force] + _label(listing, frame.force)
    surroundings += _SHARED if listing.rule in ("shared_head", "category") else 0.0
    # What a list of services names may be any service; what stands beside a specific name is specific.
    lifted = {Verdict.STOP} if "服务" in listing.label else set()
    if len(names) > 1 and max(verdicts) >= Verdict.HEAD:
        lifted |= {Verdict.GENERIC, Verdict.ABSTRACT}
    total = sum(_OWN[v] for v in verdicts)
    ends = Counter(name[-_BARE_WORD:] for name in names)
    for span, name, kind in zip(spans, names, verdicts, strict=True):
        if not (2 <= len(name) <= _MAX_NAME or is_term(name)):
            continue
        own = _OWN[Verdict.OBJECT if kind in lifted and len(name) > _BARE_WORD else kind]
        mates = 0.0
        if len(names) > 1:
            mates = max(_MATES_LEAST, min(_MATES, (total - _OWN[kind]) / (len(names) - 1) - 0.5))
        if kind >= Verdict.UNKNOWN and ends[name[-_BARE_WORD:]] > 1:
            mates += _ALIKE
        if own + surroundings + mates >= _NEEDED:
            yield span


def _stems(title: str) -> tuple[str, ...]:
    """Return what a heading is about, without its general nouns (智能传感器产业集群 → 智能传感器)."""
    words = (_GENERAL.sub("", part) for part in re.split(r"[,，、。和与及]", title))
    return tuple(word for word in words if len(word) > 1)


def _repeats(name: str, title: str, stems: tuple[str, ...]) -> bool:
    """Tell whether a phrase only repeats the document's industry or the heading, praise and general noun apart."""
    bare = _GENERAL.sub("", name)
    return name in title or bare in stems or (len(bare) > 1 and bare != name and bare in title) or name.endswith(stems)


def _read(text: str, flat: str, span: Span) -> Iterator[tuple[Span, str]]:
    for frame in frames(flat, span):
        if frame.force == "none" or _void().search(flat, frame.clause.start, frame.clause.end):
            continue
        if frame.force == "field" and _aimless().match(flat, frame.clause.end, span.end):
            continue
        for listing in listings(flat, frame.body.start, frame.body.end):
            for found in _chosen(listing, frame, text):
                yield found, f"technologies.{frame.force}.{listing.rule}"


def find_technologies(outline: Outline, title: str) -> tuple[Technology, ...]:
    """Find what each section says to develop, break through, promote, apply or support.

    Parameters
    ----------
    outline
        The outline of the policy.
    title
        The policy's title; what only repeats it is no row.

    Returns
    -------
    tuple of Technology
        One row for each item and section, in the order of the text.
    """
    text = outline.page.text
    flat = flatten(masked(text))
    by_start = {section.body.start: section for section in outline.sections}
    out: list[Technology] = []
    for path, span in outline.stretches():
        section = by_start.get(span.start) if path else None
        if any(is_kind(outline, section, kind) for kind in _QUIET):
            continue
        start = span.start
        if section is not None and section.at.end - section.at.start <= _LONG_TITLE:
            start = section.at.end
        stems = _stems(section.at.quote[:_LONG_TITLE]) if section is not None else ()
        seen: set[str] = set()
        sentence = Span(0, 0)
        for at, rule in _read(text, flat, Span(start, span.end)):
            name = at.of(text)
            if name in seen or "\n" in name or (rule.endswith("object") and _repeats(name, title, stems)):
                continue
            seen.add(name)
            if at not in sentence:
                sentence = outline.page.sentence(at)
            out.append(Technology(path, name, outline.page.mention(at.start, at.end, rule, sentence)))
    return tuple(out)
