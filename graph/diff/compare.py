"""What changed between two documents, as rows: sections, agencies, instruments, targets, technologies, clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts import Agency, Cluster, Responsibility, Section, Span, Target, Technology
from graph.comparing import SAME_INDICATOR, Concepts, plain_value, same_indicator
from graph.corpus import quoted
from graph.diff.align import ALIKE, Match, align, excerpts, own_text, wording
from graph.diff.change import Change
from graph.diff.measures import instrument_changes
from graph.iris import fold
from graph.tasks import tasks_of
from graph.writer import Reading

LABELS = {"lead": "牵头", "responsible": "负责", "support": "配合", "joint": "会同", "supervise": "督导"}


@dataclass(frozen=True, slots=True)
class Diff:
    """Two documents, which section answers which, and what changed."""

    old: Reading
    new: Reading
    matches: tuple[Match, ...]
    changes: tuple[Change, ...]


def diff(old: Reading, new: Reading) -> Diff:
    """Hold two documents against each other.

    Agencies of one place are compared by name, a reformed one with its successor; agencies of two places (a province and
    its city) by their functional line, so that 省发展改革委 is answered by 市发展改革委.
    """
    matches = tuple(align(old, new))
    found = [
        *_sections(old, new, matches),
        *_agencies(old, new, matches),
        *instrument_changes(old, new, matches),
        *_targets(old, new),
        *_clusters(old, new),
        *_technologies(old, new),
    ]
    return Diff(old, new, matches, tuple(found))


def _opening(reading: Reading, section: Section) -> str:
    """Return the first words of a section for a row; the page has all of them."""
    text = " ".join(own_text(reading, section).split())
    words = text if len(text) <= 120 else text[:119] + "…"
    return f"〔摘编，非原文〕{words}" if reading.facts.document.digest and words else words


def _sections(old: Reading, new: Reading, matches: tuple[Match, ...]) -> Iterator[Change]:
    for match in matches:
        one, other = match.old, match.new
        if one is None and other is not None:
            words = _opening(new, other)
            yield Change("section", "added", other.title, "", other.path, "", other.title, None, "", words)
        elif other is None and one is not None:
            words = _opening(old, one)
            if match.into is not None:
                sides = (one.path, match.into.path, one.title, match.into.title)
                there = _opening(new, match.into)
                yield Change("section", "merged", one.title, *sides, round(match.score, 2), words, there)
                continue
            yield Change("section", "removed", one.title, one.path, "", one.title, "", None, words, "")
        elif one is not None and other is not None:
            before, after = own_text(old, one), own_text(new, other)
            same = wording(f"{one.title}。{before}", f"{other.title}。{after}")
            sides = (one.path, other.path, one.title, other.title)
            openings = (_opening(old, one), _opening(new, other))
            if match.moved:
                yield Change("section", "moved", other.title, *sides, round(match.score, 2), *openings)
            if same < 1:
                changed = _reworded(old, one, new, other) if same >= ALIKE else openings
                yield Change("section", "reworded", other.title, *sides, round(same, 2), *changed)


def _reworded(old: Reading, one: Section, new: Reading, other: Section) -> tuple[str, str]:
    """Return what changed in two sections, with some words around it."""
    heads = ("", "") if one.title == other.title else (f"{one.title}。", f"{other.title}。")
    texts = [
        f"{head}{' '.join(own_text(reading, section).split())}"
        for head, reading, section in zip(heads, (old, new), (one, other), strict=True)
    ]
    found = excerpts(*texts)
    marks = [
        "〔摘编，非原文〕" if r.facts.document.digest and w else "" for r, w in zip((old, new), found, strict=True)
    ]
    return marks[0] + found[0], marks[1] + found[1]


class _Bodies:
    """Says under which key an agency of either document is compared."""

    def __init__(self, old: Reading, new: Reading) -> None:
        self.by_line = old.facts.document.jurisdiction != new.facts.document.jurisdiction
        self.agencies: dict[str, Agency] = {}
        self.successor: dict[str, str] = {}
        names = {a.canonical for a in new.facts.agencies}
        for agency in (*old.facts.agencies, *new.facts.agencies):
            self.agencies[agency.canonical] = agency
        for agency in old.facts.agencies:
            later = [b for change in agency.changes for b in change.bodies] + list(agency.current)
            hits = [body for body in later if body in names]
            if agency.canonical not in names and len(set(hits)) == 1:
                self.successor[agency.canonical] = hits[0]

    def key(self, canonical: str) -> str:
        agency = self.agencies.get(canonical)
        if self.by_line and agency is not None and agency.line:
            return f"条线 {agency.line}"
        return self.successor.get(canonical, canonical)

    def name(self, old: str | None, new: str | None) -> str:
        return " → ".join(dict.fromkeys(filter(None, (old, new))))


_Parts = dict[str, tuple[set[str], Responsibility]]


def _parts(reading: Reading, section: Section | None, bodies: _Bodies) -> _Parts:
    """Return who has which roles in a section's own duties."""
    found: _Parts = {}
    if section is None:
        return found
    for duty in reading.facts.responsibilities:
        if duty.path != section.path or not section.extent.start <= duty.task.start < section.extent.end:
            continue
        key = bodies.key(duty.canonical)
        if key in found:
            found[key][0].add(duty.role)
        else:
            found[key] = ({duty.role}, duty)
    return found


def _agencies(old: Reading, new: Reading, matches: tuple[Match, ...]) -> Iterator[Change]:
    bodies = _Bodies(old, new)
    for match in matches:
        before, after = _parts(old, match.old, bodies), _parts(new, match.new, bodies)
        for key in dict.fromkeys((*before, *after)):
            was, now = before.get(key), after.get(key)
            if was and now and was[0] == now[0]:
                continue
            kind = "role" if was and now else "gained" if now else "lost"
            name = bodies.name(was[1].canonical if was else None, now[1].canonical if now else None)
            yield Change(
                "agency",
                kind,
                name,
                match.old.path if match.old else "",
                match.new.path if match.new else "",
                _roles(was, match.old),
                _roles(now, match.new),
                None,
                quoted(old, was[1].at.evidence) if was else "",
                quoted(new, now[1].at.evidence) if now else "",
            )


def _roles(part: tuple[set[str], Responsibility] | None, section: Section | None) -> str:
    if part is None or section is None:
        return ""
    return f"{'、'.join(LABELS[role] for role in LABELS if role in part[0])}：{section.title}"


def counts(result: Diff) -> list[tuple[str, int, int, int, int]]:
    """Return for each agency its tasks in the old and in the new document, and how many it gained and lost."""
    bodies = _Bodies(result.old, result.new)
    tasks: tuple[dict[str, set[tuple[str, Span]]], ...] = (defaultdict(set), defaultdict(set))
    names: dict[str, list[str | None]] = {}
    for side, reading in enumerate((result.old, result.new)):
        for task in tasks_of(reading):
            for duty in task.duties:
                key = bodies.key(duty.canonical)
                tasks[side][key].add((task.path, task.span))
                names.setdefault(key, [None, None])[side] = duty.canonical
    moves: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for change in result.changes:
        if change.layer == "agency" and change.kind in {"gained", "lost"}:
            moves[bodies.key(change.name)][change.kind == "lost"] += 1
    rows: list[tuple[str, int, int, int, int]] = [
        (bodies.name(*names[key]), len(tasks[0][key]), len(tasks[1][key]), moves[key][0], moves[key][1])
        for key in names
    ]
    return sorted(rows, key=lambda row: (-(row[1] + row[2]), row[0]))


def _target(target: Target | None) -> str:
    if target is None:
        return ""
    year = f"{target.year}年" if target.year else ""
    return f"{year}{target.indicator}{target.comparator}{target.value:g}{target.unit}"


def _targets(old: Reading, new: Reading) -> Iterator[Change]:
    left, right = list(old.facts.targets), list(new.facts.targets)
    scored = sorted(
        (
            (same_indicator(a, b) - 5 * (a.year != b.year), i, j)
            for i, a in enumerate(left)
            for j, b in enumerate(right)
        ),
        reverse=True,
    )
    paired: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in scored:
        if score >= SAME_INDICATOR - 5 and i not in paired and j not in taken:
            paired[i] = (j, score)
            taken.add(j)
    for i, a in enumerate(left):
        if i not in paired:
            sentence = quoted(old, a.at.evidence)
            yield Change("target", "removed", a.indicator, a.path, "", _target(a), "", None, sentence, "")
            continue
        b = right[paired[i][0]]
        before, after = plain_value(a)[0], plain_value(b)[0]
        if before == after and a.year == b.year and a.comparator == b.comparator:
            continue
        kind = "raised" if after > before else "lowered" if after < before else "changed"
        yield Change(
            "target",
            kind,
            b.indicator,
            a.path,
            b.path,
            _target(a),
            _target(b),
            round(min(100.0, paired[i][1] + 5 * (a.year != b.year)) / 100, 2),
            quoted(old, a.at.evidence),
            quoted(new, b.at.evidence),
        )
    for j, b in enumerate(right):
        if j not in taken:
            sentence = quoted(new, b.at.evidence)
            yield Change("target", "added", b.indicator, "", b.path, "", _target(b), None, "", sentence)


def _technologies(old: Reading, new: Reading) -> Iterator[Change]:
    yield from _only(old, new, "out")
    yield from _only(new, old, "in")


def _only(one: Reading, other: Reading, kind: str) -> Iterator[Change]:
    """Yield the technologies of one document that the other doesn't name, each once."""
    known = Concepts([other])
    seen: set[str] = set()
    for technology in one.facts.technologies:
        name = fold(technology.concept or technology.name)
        if name in seen or known.has(technology):
            continue
        seen.add(name)
        yield _one_sided("technology", kind, technology, one)


def _one_sided(layer: str, kind: str, row: Technology | Cluster, reading: Reading) -> Change:
    sentence = quoted(reading, row.at.evidence)
    if kind == "out":
        return Change(layer, kind, row.name, row.path, "", row.name, "", None, sentence, "")
    return Change(layer, kind, row.name, "", row.path, "", row.name, None, "", sentence)


def _clusters(old: Reading, new: Reading) -> Iterator[Change]:
    for one, other, kind in ((old, new, "out"), (new, old, "in")):
        known = {fold(c.name) for c in other.facts.clusters}
        seen: set[str] = set()
        for cluster in one.facts.clusters:
            if fold(cluster.name) not in known | seen:
                seen.add(fold(cluster.name))
                yield _one_sided("cluster", kind, cluster, one)
    by_name = {fold(c.name): c for c in old.facts.clusters}
    for cluster in new.facts.clusters:
        before = by_name.get(fold(cluster.name))
        if before is not None and set(before.districts) != set(cluster.districts):
            yield Change(
                "cluster",
                "districts",
                cluster.name,
                before.path,
                cluster.path,
                "、".join(before.districts),
                "、".join(cluster.districts),
                None,
                quoted(old, before.at.evidence),
                quoted(new, cluster.at.evidence),
            )
