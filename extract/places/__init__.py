"""What a policy assigns to districts, zones and parks: one row for each place and object.

A clause names places (支持福田、南山等区…, 依托X片区…, A区重点发展…, or a heading that is a place) and says what is to
grow there. Bare words for a cluster (集聚区) stand for the cluster that the section is about; how good a place
shall be (创新高地) is nothing that grows. Named parks in a list of projects stand for themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extract import patterns as re
from extract.areas import Area, area_at, is_place, lies_outside, list_at, may_name_place, sort_of_park, zone_of
from extract.clusters import extents, stem, without_verbs
from extract.facts import Cluster, District, Responsibility, Section, Span
from extract.outline import Outline
from extract.places.hosts import NO_SECTION, ZONES, with_hosts
from extract.places.lines import PlaceLines
from extract.places.objects import read_objects, relation_of
from extract.places.reader import read_sentence
from extract.places.rows import PICTURE, Row, Setting, before
from extract.places.topics import industry_at, industry_of
from extract.prose import is_kind, masked, without_duties
from extract.tables import shares, without_bodies
from seeds.places import find, region_of, spans_provinces

__all__ = ["find_districts", "with_hosts"]

_ZONE_KIND = re.compile("(?:国家级?)?(?:(?:经济技术|高新技术产业|高新技术|经济)?开发区|高新区|经开区)$")
# Names an area at the end of a name only, so that alone it is no sign of one.
_VALLEY = "谷"
_SHORT = 2
_CELL = re.compile(r"(?<![^\t|\s])[^\t|\s](?:[^\t|\n]*[^\t|\s])?")
_SERIAL = re.compile(r"\d{1,3}[.、．]?|[一二三四五六七八九十]{1,3}、?")
_MEMBERS = re.compile("[^（(]+[（(](?P<list>[^()（）]+)[)）][。：:]?")
_GROUP = "组团"
_CELL_MARKS = " \t　|"
_SENTENCE = re.compile(r"[^。！？!?\n]+")


def _cluster_of(section: Section | None, clusters: tuple[Cluster, ...]) -> tuple[Cluster | None, bool]:
    """Return the cluster that a section is about, and whether it or a section above it is its own."""
    path = section.path if section else ""
    while path:
        for cluster in clusters:
            if (
                cluster.path == path
                and cluster.at.rule not in NO_SECTION
                and not cluster.at.rule.startswith("cluster.prose")
            ):
                return cluster, True
        path = path.rpartition("/")[0]
    # 海洋食品产业链: its text sets out to grow 海洋食品产业集群.
    about = stem(without_verbs(section.title.rstrip("。：:"))) if section else ""
    for cluster in clusters:
        if (
            section
            and cluster.path == section.path
            and cluster.at.rule == "cluster.prose"
            and stem(cluster.name) == about
        ):
            return cluster, True
    whole = [c for c in clusters if c.at.rule == "cluster.title"]
    return (whole[0] if whole else None), False


def find_districts(
    outline: Outline,
    jurisdiction: str | None,
    clusters: tuple[Cluster, ...],
    duties: tuple[Responsibility, ...] = (),
) -> tuple[District, ...]:
    """Find what a policy assigns to places below its jurisdiction.

    Parameters
    ----------
    outline
        The policy's outline.
    jurisdiction
        Full name of the place whose policy it is; None where it is unknown or the country.
    clusters
        The policy's clusters, for sections that speak of 集聚区 alone.
    duties
        Who is to act: the brackets that say so name no places (福州海关).

    Returns
    -------
    tuple of District
        One row for each (section, place, object), in order of the text.
    """
    text = without_bodies(without_duties(masked(outline.text), duties), [row for _, row in outline.rows])
    reader = _SectionReader(outline, text, jurisdiction, clusters)
    out: list[District] = []
    for path, body in outline.stretches():
        section = outline.section_at(body.start)
        if is_kind(outline, section, "status") or is_kind(outline, section, "idea"):
            continue
        seen: set[tuple[str, str]] = set()
        for row in reader.rows(section, body):
            key = (row.district, row.object)
            if key not in seen and not _is_whole(row.district, jurisdiction):
                seen.add(key)
                at = outline.page.mention(row.start, row.end, row.rule)
                out.append(District(path, row.district, row.relation, row.object, at))
        # 徐州市工程机械集群: the name says where.
        for named in clusters:
            if named.districts and named.path == path and body.start <= named.at.start < body.end:
                own_places = (d for d in named.districts if (d, named.name) not in seen)
                out += [District(path, d, "supports_cluster", named.name, named.at) for d in own_places]
    rows_of = {(row.district, row.object) for row in out}
    for named in clusters:
        # The table of an attachment stands in no section.
        if named.at.rule == "cluster.row":
            more = (d for d in named.districts if (d, named.name) not in rows_of)
            out += [District(named.path, d, "supports_cluster", named.name, named.at) for d in more]
    out += _of_columns(outline, jurisdiction)
    # What a figure alone says of a place counts where its section, or one below it, says nothing else of it.
    spoken_of = [(row.district, row.path) for row in out if row.at.rule != PICTURE]
    return tuple(
        row
        for row in out
        if row.at.rule != PICTURE
        or not any(name == row.district and (path + "/").startswith(row.path + "/") for name, path in spoken_of)
    )


def _printed(name: str, jurisdiction: str | None, text: str) -> str:
    """Return the name of a place as its policy has it: that of its zone, or 黔西县 where the short name is that of 黔西市 today."""
    before = name[:-1] + "县"
    former = find(before, jurisdiction) if name[-1:] in ("市", "区") else None
    if former is not None and former.until is not None and before in text and name not in text:
        return before
    return zone_of(name, jurisdiction, text)


class _SectionReader:
    """Reads what a policy's stretches say of places, sentence by sentence."""

    def __init__(self, outline: Outline, text: str, jurisdiction: str | None, clusters: tuple[Cluster, ...]) -> None:
        self.text, self.jurisdiction, self.clusters = text, jurisdiction, clusters
        self.cells = _cell_starts(outline)
        self.names = frozenset(c.name for c in clusters)
        self.lines = extents(outline, clusters)

    def rows(self, section: Section | None, body: Span) -> Iterator[Row]:
        """Yield what a section's own text says of places, in its order."""
        text, jurisdiction = self.text, self.jurisdiction
        cluster, own = _cluster_of(section, self.clusters)
        of_section = setting = Setting(jurisdiction, cluster.name if cluster else None, own, self.names)
        inside = [(span, item) for span, item in self.lines if span in body]
        start = body.start
        subject: tuple[Area, ...] = ()
        if section is not None:
            start, subject = section.at.start, _heading_places(text, section, jurisdiction)
        lines_of = PlaceLines()
        near: list[Row] = []
        for base, end in _sentences(text, start, body.end, self.cells, jurisdiction):
            if not (subject or lines_of.places) and not may_name_place(text[base:end], jurisdiction):
                continue
            if inside:
                item = next((item for span, item in inside if span.start <= base < span.end), None)
                setting = Setting(jurisdiction, item.name, True, self.names) if item is not None else of_section
            of_line = lines_of.at(text, base, end, jurisdiction)
            if of_line is None:
                # A line that names places and nothing else is the heading of what stands below or behind it.
                continue
            about = tuple(replace(area, start=area.start - base, end=area.end - base) for area in of_line or subject)
            near = before(near, base)
            said = tuple((row.district, row.start - base) for row in near)
            for row in self._sentence(base, end, setting, about, said, section, body):
                moved = row.moved(base, _printed(row.district, jurisdiction, text))
                near.append(moved)
                yield moved

    def _sentence(
        self,
        base: int,
        end: int,
        setting: Setting,
        about: tuple[Area, ...],
        said: tuple[tuple[str, int], ...],
        section: Section | None,
        body: Span,
    ) -> tuple[Row, ...]:
        """Read one sentence; the places of ``about``, ``said`` and of the rows are counted from its beginning."""
        # The end of the text ends a sentence as a line break does.
        words = self.text[base : end + 1] if end < len(self.text) else self.text[base:] + "\n"
        found = _read_cells(words, setting) or read_sentence(words, setting, about, said)
        if setting.own or any(row.object != setting.cluster for row in found):
            return found
        # 1.生物医药产业。重点布局在A区: what is said of places alone is said of the industry, not the document's.
        industry = industry_at(self.text, body, base) or industry_of(section)
        if not industry or any(c.at.rule != "cluster.title" and base <= c.at.start < end for c in self.clusters):
            return found
        of_industry = replace(setting, cluster=industry, own=True)
        return _plain(read_sentence(words, of_industry, about, said)) or found


@lru_cache(maxsize=512)
def _is_whole(district: str, jurisdiction: str | None) -> bool:
    """Tell whether a place is that whose policy it is, or lies outside it: what grows there is no share of a part."""
    if jurisdiction is not None and (jurisdiction in (district, region_of(district)) or spans_provinces(district)):
        return True
    return _is_itself(district, jurisdiction) or lies_outside(district, jurisdiction)


def _of_columns(outline: Outline, jurisdiction: str | None) -> Iterator[District]:
    """Yield the tasks of tables in which each district has a column: its cell says what its share is."""
    for path, row in outline.rows:
        for name, cell in shares(outline.text, row):
            if not lies_outside(name, jurisdiction):
                at = outline.page.mention(cell[0].start, cell[-1].end, "place.column", evidence=row.extent)
                yield District(path, name, "focus", row.title.of(outline.text), at)


def _cell_starts(outline: Outline) -> tuple[int, ...]:
    """Return where the cells of the tables of tasks begin: what one says ends with it, whatever parts it from the next."""
    starts = {span.start for _, row in outline.rows for _, cell in row.cells for span in cell[:1]}
    return tuple(sorted(starts))


def _sentences(
    text: str, start: int, end: int, cells: tuple[int, ...], jurisdiction: str | None
) -> Iterator[tuple[int, int]]:
    """Yield where sentences stand; a row of a table whose first cell names no places is one for each cell."""
    for match in _SENTENCE.finditer(text, start, end):
        base, stop = match.span()
        if not cells:
            yield base, stop
            continue
        cuts = cells[bisect_right(cells, base) : bisect_left(cells, stop)]
        if cuts and _places_first(match[0], jurisdiction) is not None:
            cuts = ()
        for at, following in pairwise((base, *cuts, stop)):
            yield at, at + len(text[at:following].rstrip(_CELL_MARKS) if following < stop else text[at:following])


def _plain(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return rows but for that of a short name alone, which may be part of another word: 支持|牡丹|精深加工."""
    alone = len({row.district for row in rows}) == 1 and all(row.end - row.start <= _SHORT for row in rows)
    return () if alone else rows


def _places_first(words: str, jurisdiction: str | None) -> tuple[tuple[Area, ...], list[re.Match[str]]] | None:
    """Return the places that fill the first cell of a line of a table, and its other cells; None where they don't."""
    if "\t" not in words and "|" not in words:
        return None
    cells = list(_CELL.finditer(words.rstrip("\n。")))
    if len(cells) > 1 and _SERIAL.fullmatch(cells[0][0]):
        cells = cells[1:]
    if len(cells) <= 1:
        return None
    first, *others = cells
    areas = list_at(words, first.start(), first.end(), jurisdiction)
    if areas is None or areas.end < first.end() or not all(map(is_place, areas.found)):
        return None
    return areas.found, others


def _read_cells(words: str, setting: Setting) -> tuple[Row, ...]:
    """Read a line of a table whose first cell names places and nothing else: what its other cells list is theirs."""
    line = _places_first(words, setting.jurisdiction)
    if line is None:
        return ()
    places, others = line
    return tuple(
        Row(area.name, relation_of(name), name, start, end, "place.cell")
        for cell in others
        for name, start, end in read_objects(words, cell.start(), cell.end())
        for area in places
    )


def _heading_places(text: str, section: Section, jurisdiction: str | None) -> tuple[Area, ...]:
    """Return the places that a heading names and nothing else: 1.南山区。, (二)苏州工业园区:."""
    start, end = section.at.start, section.at.end
    words = text[start:end]
    if _VALLEY not in words and not may_name_place(words, jurisdiction):
        return ()
    areas = list_at(text, start, end, jurisdiction)
    if areas is None or (areas.end < end and text[areas.end] not in "：:，,—（(-"):
        return ()
    if any(not area.known and sort_of_park().fullmatch(area.name) for area in areas.found):
        return ()
    members = _MEMBERS.fullmatch(text, areas.found[-1].start, end)
    if members is not None and not areas.found[-1].known:
        # 城南片区(A镇、B镇): an area that no table knows is its members.
        inside = list_at(text, *members.span("list"), jurisdiction)
        if inside is not None and inside.end >= members.end("list") and all(map(is_place, inside.found)):
            return (*areas.found[:-1], *inside.found)
    return tuple(_without_group(text, area, jurisdiction) for area in areas.found)


def _without_group(text: str, area: Area, jurisdiction: str | None) -> Area:
    """Return the place that a heading makes a group of its plan of: 滨湖科学城|组团."""
    stop = area.end - len(_GROUP)
    whole = area_at(text, area.start, stop, jurisdiction) if text[stop : area.end] == _GROUP else None
    return whole if whole is not None and whole.end == stop else area


def _is_itself(name: str, jurisdiction: str | None) -> bool:
    """Tell whether a zone's document names the zone another way: 西宁开发区 in one of 西宁经济技术开发区."""
    if jurisdiction is None or not jurisdiction.endswith(ZONES):
        return False
    return _ZONE_KIND.sub("", name) == _ZONE_KIND.sub("", jurisdiction) and name.endswith(ZONES)
