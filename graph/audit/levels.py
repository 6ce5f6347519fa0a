"""Checks between documents: what was passed down, taken up or dropped, and targets that disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.facts import Section, Span, Target, Technology
from graph.audit.model import Finding, Place, finding, head, place
from graph.audit.pairs import SAME_SUBJECT, Pair, alike
from graph.comparing import SAME_INDICATOR, Concepts, plain_value, same_indicator
from graph.corpus import titled
from graph.iris import fold
from graph.outline import Outline
from graph.similarity import Similarity
from graph.tasks import tasks_of
from graph.writer import Reading

# Below this a pair of items shares hardly more than the words of any policy: of the tasks of the tried provincial plan
# those that the city's plan takes up scored 0.13 to 0.42, the one that it leaves out 0.09.
COUNTERPART = 0.12
_NAMED = 12
_MOST = 2 / 3


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A task of the superior document and the item of the subordinate one that is most like it."""

    pair: Pair
    at: Place
    other: Place
    score: float


def counterparts(pair: Pair) -> list[Counterpart]:
    """Return for each task of the superior document the most similar item of the subordinate's documents."""
    upper = _task_texts(pair.upper)
    lower = [item for reading in pair.lower for item in _item_texts(reading)]
    similarity = Similarity([words for _, words in upper], [words for _, words in lower])
    found = []
    for i, (at, _) in enumerate(upper):
        best = similarity.best(i)
        if best is not None:
            found.append(Counterpart(pair, at, lower[best[0]][0], best[1]))
    return found


def _words(title: str, body: str) -> str:
    # A heading says in few words what the text below is about: it counts twice.
    return f"{title}。{title}。{body}"


def _task_texts(reading: Reading) -> list[tuple[Place, str]]:
    out: list[tuple[Place, str]] = []
    for task in tasks_of(reading):
        words = task.span.of(reading.text)
        # The clause names agencies, which differ between a province and a city and say nothing of the task.
        for clause in {d.at.evidence for d in task.duties}:
            words = words.replace(clause.of(reading.text), "")
        title = task.section.title if task.section else ""
        at = place(reading, task.path, title, _opening(reading, task.span, task.section))
        out.append((at, _words(title, words)))
    return out


def _item_texts(reading: Reading) -> list[tuple[Place, str]]:
    clauses = {d.at.evidence for d in reading.facts.responsibilities}
    out: list[tuple[Place, str]] = []
    for section in reading.facts.sections:
        words = section.body.of(reading.text)
        for clause in (c for c in clauses if c in section.body):
            words = words.replace(clause.of(reading.text), "")
        at = place(reading, section.path, section.title, _opening(reading, section.body, section))
        out.append((at, _words(section.title, words)))
    return out


def _opening(reading: Reading, span: Span, section: Section | None) -> Span:
    """Return the first sentence behind the heading: what a reader knows the item by."""
    text = reading.text
    inside = section is not None and span.start <= section.at.start < span.end
    start = section.at.end if section is not None and inside else span.start
    start += len(text[start : span.end]) - len(text[start : span.end].lstrip("。:： \n\t"))
    end = text.find("。", start, span.end)
    # A row of a table is all heading.
    return Span(start, end + 1 if end >= 0 else span.end) if start < span.end else span


def level_findings(pair: Pair, matched: Sequence[Counterpart], threshold: float = COUNTERPART) -> Iterator[Finding]:
    """Yield what the subordinate document of a pair does not take up, and what it adds.

    Where the titles alone make a pair and most tasks have no counterpart, the pair is none: that is one notice.
    """
    missing = [match for match in matched if match.score < threshold]
    if missing and not pair.named and len(missing) > _MOST * len(matched):
        message = (
            f"{len(matched)} 项任务中 {len(missing)} 项在下级 {len(pair.lower)} 件文件中没有相近条目，或非落实关系"
        )
        yield finding("no-counterpart", head(pair.upper), message, "", head(pair.lower[0]), None, "notice")
        return
    for match in missing:
        message = (
            f"下级 {len(pair.lower)} 件文件中最相近的是“{match.other.path} {match.other.section}”，"
            f"相似度 {match.score:.2f}"
        )
        yield finding("no-counterpart", match.at, message, match.at.section, match.other, match.score)
    yield from _clusters(pair)
    yield from _technologies("technology-dropped", pair.upper, pair.lower)
    for lower in pair.lower:
        yield from _technologies("technology-new", lower, (pair.upper,))
        yield from _targets_between(pair.upper, lower)


def _clusters(pair: Pair) -> Iterator[Finding]:
    below = [c for reading in pair.lower for c in reading.facts.clusters]
    known = [fold(name) for c in below for name in (c.name, c.broader) if name]
    outline = Outline(pair.upper)
    seen: set[str] = set()
    for cluster in pair.upper.facts.clusters:
        name = fold(cluster.name)
        # A level below may give the cluster a name of its own: a third of the subject in common is enough, as for titles.
        taken = any(name in other or other in name or alike(name, other) >= SAME_SUBJECT for other in known)
        if name in seen or taken:
            continue
        seen.add(name)
        section = outline.find(cluster.path, cluster.at.start)
        at = place(pair.upper, cluster.path, section.title if section else "", cluster.at.evidence)
        near = "、".join(dict.fromkeys(c.name for c in below)) or "无"
        message = f"{pair.names}没有该集群；其集群：{near}"
        yield finding("cluster-dropped", at, message, cluster.name)


def _technologies(check: str, one: Reading, others: Sequence[Reading]) -> Iterator[Finding]:
    """Yield for each item the technologies that the other documents have nowhere."""
    known = Concepts(others)
    outline = Outline(one)
    missing: dict[int, list[Technology]] = defaultdict(list)
    total: dict[int, int] = defaultdict(int)
    sections: dict[int, Section | None] = {}
    for technology in one.facts.technologies:
        section = outline.find(technology.path, technology.at.start)
        key = section.at.start if section else -1
        sections[key] = section
        total[key] += 1
        if not known.has(technology):
            missing[key].append(technology)
    titles = "".join(f"《{titled(other.facts.document)}》" for other in others)
    for key, left in missing.items():
        names = list(dict.fromkeys(t.name for t in left))
        shown = "、".join(names[:_NAMED]) + ("……" if len(names) > _NAMED else "")
        section = sections[key]
        at = place(one, left[0].path, section.title if section else "", left[0].at.evidence)
        message = f"{total[key]} 项技术中 {len(left)} 项未见于{titles}：{shown}"
        yield finding(check, at, message, "、".join(names))


def _target_place(reading: Reading, target: Target) -> Place:
    section = Outline(reading).find(target.path, target.at.start)
    return place(reading, target.path, section.title if section else "", target.at.evidence)


def _shown(target: Target) -> str:
    year = f"{target.year}年" if target.year else "（未写年份）"
    return f"{year}{target.indicator}{target.comparator}{target.value:g}{target.unit}"


def _alike(one: Reading, other: Reading) -> Iterator[tuple[Target, Target, float]]:
    """Yield targets of two documents on one indicator; with two different years they are two targets."""
    for a in one.facts.targets:
        scored = [
            (same_indicator(a, b), b) for b in other.facts.targets if not (a.year and b.year and a.year != b.year)
        ]
        best = max(scored, key=lambda pair: pair[0], default=None)
        if best and best[0] >= SAME_INDICATOR:
            yield a, best[1], best[0] / 100


def _targets_between(superior: Reading, subordinate: Reading) -> Iterator[Finding]:
    for upper, lower, score in _alike(superior, subordinate):
        above, below = plain_value(upper)[0], plain_value(lower)[0]
        share = f"，下级为上级的 {below / above:.0%}" if above else ""
        message = f"上级 {_shown(upper)}；下级 {_shown(lower)}{share}"
        over = below > above
        yield finding(
            "target-levels",
            _target_place(subordinate, lower),
            message,
            lower.indicator,
            _target_place(superior, upper),
            score,
            "warning" if over else None,
        )


def target_findings(one: Reading, other: Reading) -> Iterator[Finding]:
    """Yield targets of two documents of one place that give different values for one indicator."""
    for a, b, score in _alike(one, other):
        if plain_value(a)[0] != plain_value(b)[0]:
            message = f"本文件 {_shown(a)}；《{titled(other.facts.document)}》{_shown(b)}"
            at, there = _target_place(one, a), _target_place(other, b)
            yield finding("target-differs", at, message, a.indicator, there, score)
