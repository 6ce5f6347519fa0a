"""What stretches of the text are about one cluster each: lines and sentences that name it first."""

from __future__ import annotations

from collections.abc import Iterator

from extract import patterns as re
from extract.clusters.words import stem
from extract.facts import Cluster, Span
from extract.outline import Outline
from extract.prose import at_lines, masked

# Where the words for an aspect end, and what a sentence says before them: that is looked at only where they stand.
_ASPECT = re.compile("(?:方面|领域|部分|板块|为例)[，,：:]")
_ASPECT_OF = re.compile(r"[\s　]*(?:其中[，,]?)?(?:在|以)?(?P<name>[\u4e00-\u9fffA-Za-z\d]{2,16})")
_BREAKS = "。；;\n"
_TOPIC = (
    r"[\u4e00-\u9fffA-Za-z\d]{2,16}?(?:产业集群|集群|产业链|产业)%s"
    r"(?:%s(?:主要)?是以|(?=(?:主要|重点|着重|核心|优先|着力|将|要|应)*(?:以|由|依托|布局|分布|形成|构建|打造|建设|承载|发展)|[：:]))"
)
_TOPIC_LINE = re.compile(r"[\s　]*(?P<name>" + _TOPIC % (")", "(?P<all>)"))
_NEXT_TOPIC = re.compile(r"[；;]" + _TOPIC % ("", ""))
_GOES_ON = re.compile('其中|具体|[“"]|[一二三四五六]是|同时')
_SENTENCE_END = re.compile("[。\n]")


def extents(outline: Outline, clusters: tuple[Cluster, ...]) -> tuple[tuple[Span, Cluster], ...]:
    """Return what lines of the text are about one cluster each (——新能源产业集群。依托…), in order of the text.

    Such a stretch ends where the next begins, or its section.
    """
    items = [c for c in clusters if c.at.rule == "cluster.item"]
    found = []
    for n, cluster in enumerate(items):
        section = outline.section_at(cluster.at.start)
        end = section.body.end if section is not None else outline.preamble.end
        following = _line_start(outline, items[n + 1]) if n + 1 < len(items) else end
        found.append((Span(_line_start(outline, cluster), min(end, following)), cluster))
    return (*found, *_aspects(outline, clusters))


def _line_start(outline: Outline, cluster: Cluster) -> int:
    """Return where the line begins that names a cluster first: blanks and marks stand before the name."""
    return outline.text.rfind("\n", 0, cluster.at.start) + 1


def _aspects(outline: Outline, clusters: tuple[Cluster, ...]) -> Iterator[tuple[Span, Cluster]]:
    """Yield the sentences that say first which cluster they are about: 新材料方面,A县重点发展…; 以白酒为例,…."""
    text, by_stem = masked(outline.text), _by_stem(clusters)
    begin = outline.span.start
    for match in _ASPECT.finditer(text, begin, outline.span.end) if by_stem else ():
        start = max(begin, *(text.rfind(mark, begin, match.start()) + 1 for mark in _BREAKS))
        said = _ASPECT_OF.fullmatch(text, start, match.start())
        cluster = by_stem.get(stem(said["name"])) if said is not None else None
        if cluster is not None:
            ends = _SENTENCE_END.search(text, match.end(), outline.span.end)
            yield Span(start, ends.start() if ends else outline.span.end), cluster


def topic_lines(outline: Outline, clusters: tuple[Cluster, ...]) -> Iterator[tuple[Span, Cluster]]:
    """Yield the stretches of lines that begin with a cluster's name and go on about it.

    X产业形成以A为核心的格局。其中,A重点发展…; X产业集群是以A为中心,…。B建设成….
    """
    text, by_stem = masked(outline.text), _by_stem(clusters)
    for match in at_lines(_TOPIC_LINE, text, outline.span) if by_stem else ():
        cluster = by_stem.get(stem(match["name"]))
        if cluster is None:
            continue
        line = text.find("\n", match.end(), outline.span.end)
        line = line if line >= 0 else outline.span.end
        following = _NEXT_TOPIC.search(text, match.end(), line)
        line = following.start() if following is not None else line
        end = text.find("。", match.end(), line)
        while 0 <= end < line - 1 and (match["all"] is not None or _GOES_ON.match(text, end + 1)):
            end = text.find("。", end + 1, line)
        yield Span(match.start(), end if end >= 0 else line), cluster


def _by_stem(clusters: tuple[Cluster, ...]) -> dict[str, Cluster]:
    return {stem(c.name): c for c in reversed(clusters) if c.at.rule not in ("cluster.title", "cluster.item")}
