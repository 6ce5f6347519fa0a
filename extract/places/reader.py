"""Reads sentences for what they assign to places, clause by clause."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.areas import Area, Areas, any_verb, known_at, list_at
from extract.facts import Span
from extract.places.gathering import Gathering
from extract.places.objects import read_objects, relation_of
from extract.places.patterns import (
    ALIKE,
    AROUND,
    AS_CORE,
    BELT,
    BY_MEANS,
    CLAUSE,
    CLUSTER_THERE,
    EACH,
    ELSEWHERE,
    FACILITY,
    GOES_ON,
    HAS,
    INNER_PARK,
    LABEL,
    LAID,
    NAMING_PREP,
    OPENING,
    PEER,
    PROJECTS,
    SPREADS,
    SUBJECT_PREPS,
    THROUGH,
    TOWN_OR_PARK,
    USING,
    WITH,
    any_word,
    bare,
    toward,
    verbs,
)
from extract.places.rows import NEAR, Row, Setting
from extract.prose import clause_end


@lru_cache(maxsize=8192)
def read_sentence(
    words: str, setting: Setting, subject: tuple[Area, ...], said: tuple[tuple[str, int], ...]
) -> tuple[Row, ...]:
    """Read one sentence by itself; all places count from its beginning.

    Parameters
    ----------
    words
        The sentence with the mark that ends it.
    setting
        What the section tells.
    subject
        The places that the heading names.
    said
        The districts of the rows shortly before, and where these begin.

    Returns
    -------
    tuple of Row
        In order of the text.
    """
    reader = _Reader(words, setting, said)
    reader.sentence(Span(0, len(words) - 1), subject)
    return tuple(reader.rows)


class _Reader(Gathering):
    """Reads one sentence."""

    def sentence(self, span: Span, subject: tuple[Area, ...]) -> None:
        """Read one sentence; ``subject`` are the places that the heading names."""
        lasting = bool(subject)
        once = said = apart = False
        waiting = bool(subject)
        axes: tuple[Area, ...] = ()
        figure = False
        drawn: tuple[Area, ...] = ()
        figured = 0
        position = span.start
        while (match := CLAUSE.search(self.text, position, span.end)) is not None:
            opening = OPENING.match(self.text, match.start(), match.end())
            start = opening.end() if opening else match.start()
            position = end = match.end()
            frame = self.frame(start, end, span.end)
            if frame is None and self.parks(start, end):
                continue
            if frame is not None:
                areas, prep = frame
                if areas.end > end:
                    position = end = clause_end(self.text, areas.end, span.end)
                if not areas.found:
                    subject, lasting, waiting = (), False, False
                    continue
                # 以A为核心、以B为两翼: places of one figure.
                if prep == "以" and axes and len(self.rows) == figured:
                    areas = Areas((*axes, *areas.found), areas.end, areas.grouped)
                figured = len(self.rows)
                axes = areas.found if prep == "以" and areas.end >= end else ()
                # 以A、B为核心,建设…,重点发展…: all of it is said of them.
                figure = bool(axes) and not self.own
                drawn = axes or drawn
                inner = (
                    bool(subject)
                    and (subject[0].known or (lasting and prep == "建设" and subject[0].name.endswith(TOWN_OR_PARK)))
                    and not any(a.known or self.elsewhere(a) for a in areas.found)
                    and not (not prep and lasting and all(PEER.search(a.name) for a in areas.found))
                )
                # 支持A区发展X,建设Y产业园: the park is A's, whether or not more is said of A.
                if inner and (lasting or (said and prep == "建设")):
                    for area in areas.found:
                        self.add(subject, "park", area.name, area.start, area.end, "place.inner")
                else:
                    subject = areas.found
                    lasting = not prep or bool(SUBJECT_PREPS.search(prep))
                once = bool(self.own and prep and not inner and not SUBJECT_PREPS.search(prep))
                before = len(self.rows)
                stop = self.predicate(subject, areas.end, end, first=True)
                if (
                    self.own
                    and not prep
                    and not inner
                    and len(self.rows) == before
                    and ALIKE.fullmatch(self.text, areas.end, end)
                ):
                    # A区、B区特色发展: they grow what the section is about.
                    self.supports(areas.found)
                # One place with a thing of its own has that; a group of them (等区) hosts the cluster as well.
                if once and (areas.grouped or not any(row.rule == "place.object" for row in self.rows[before:])):
                    self.supports(areas.found, before)
                # 以A、B为主要承载地,重点发展…: they host the section's cluster, what follows is the cluster's.
                said = len(self.rows) > before
                apart = len(areas.found) > 1 and EACH.search(self.text, areas.end, end) is not None
                waiting = stop is not True and not (
                    prep == "以" and self.own and areas.end >= end and len(areas.found) > 1
                )
                # 依托A打造X产业集群,发展…: the cluster is A's, what follows is the document's.
                if prep == "依托" and self.rows and self.rows[-1].object.endswith("集群") and self.rows[-1].end <= end:
                    if self.rows[-1].start >= areas.end:
                        subject, lasting, waiting = (), False, False
                        continue
                if stop is True or (self.own and stop is False and areas.end < end):
                    subject = subject if lasting else ()
                continue
            if self.laid(start, end, span) or self.toward(start, end):
                subject, lasting = (), False
                continue
            if said and (SPREADS if lasting else ELSEWHERE).match(self.text, start, end):
                subject, lasting, waiting = (), False, False
            if subject and (waiting or lasting):
                before = len(self.rows)
                done = self.predicate(subject, start, end) if not once or waiting else None
                if said and not lasting and (apart or not GOES_ON.match(self.text, start, end)):
                    # 支持A发展X,建设Y产业园: behind what A is to do only a park is still said of A.
                    self.rows[before:] = [
                        row for row in self.rows[before:] if row.relation in ("park", "supports_cluster")
                    ]
                said = said or len(self.rows) > before
                if done is None and not lasting and not figure:
                    subject = ()
                waiting = lasting or figure
        # 以A、B为核心,C、D为支撑: where nothing more is said of them they host what the document is about.
        if not self.own and all(row.relation == "supports_cluster" for row in self.rows):
            said_of = {row.district for row in self.rows}
            self.supports(tuple(area for area in drawn if area.name not in said_of))

    def laid(self, start: int, end: int, sentence: Span) -> bool:
        """Read where something is laid out: 主要布局在A、B; 重点发展区域:A、B; False where nothing is."""
        text = self.text
        word = LAID.match(text, start, end)
        named = LABEL.search(text, sentence.start, start) if word is None else None
        if word is None and named is None:
            return False
        areas = list_at(text, word.end() if word else start, sentence.end, self.jurisdiction, named=False)
        before = len(self.rows)
        if areas is not None and (of := CLUSTER_THERE.match(text, areas.end, sentence.end)) is not None:
            # 布局在A、B的X产业集群要加快建设
            self.add(areas.found, "supports_cluster", of["name"], of.start("name"), of.end("name"), "place.laid")
            return True
        if areas is None or not (areas.end >= end or areas.grouped or bare().match(text[areas.end : end])):
            return False
        if self.own:
            self.supports(areas.found)
        elif word is not None:
            # 发展X、Y,布局在A、B: what the clause before names.
            done = text.rfind("，", sentence.start, start - 1), text.rfind(",", sentence.start, start - 1)
            clause = max(*done, sentence.start - 1) + 1
            verb = verbs().search(text, clause, start - 1)
            for name, a, b in read_objects(text, verb.end(), start - 1) if verb else ():
                self.add(areas.found, "focus", name, a, b, "place.laid")
        return len(self.rows) > before

    def frame(self, start: int, end: int, limit: int) -> tuple[Areas, str] | None:
        """Read places at the beginning of a clause: 支持A、B等区…, A区重点发展…; with the preposition."""
        text = self.text
        # 天山北坡带以A、B为节点: the figure that the places make is named first.
        belt = BELT.match(text, start, end)
        start = belt.end() if belt else start
        prep = any_word("prep").match(text, start, end)
        if prep is not None:
            areas = list_at(text, prep.end(), limit, self.jurisdiction, named=bool(NAMING_PREP.match(prep[0])))
            areas = self.together(areas, limit) if areas is not None else None
            if areas is not None:
                end = max(end, clause_end(text, areas.end, limit))
                rest = text[areas.end : end]
                projects = PROJECTS.search(text, areas.end, end) is not None
                if prep[0] == "以":
                    park = INNER_PARK.match(rest)
                    at = park.end() if park is not None and areas.found[-1].known else 0
                    core = AS_CORE.match(rest, at)
                    if core is None:
                        return None
                    return Areas(areas.found, areas.end + core.end(), areas.grouped), prep[0]
                if prep[0] == "依托" and all(a.known for a in areas.found) and HAS.fullmatch(rest):
                    return Areas(areas.found, end, areas.grouped), prep[0]
                using = USING.match(rest) or (FACILITY.match(rest) if prep[0] == "依托" else None)
                if using is not None and all(a.known for a in areas.found):
                    return Areas(areas.found, areas.end + using.end(), areas.grouped), prep[0]
                if not rest or areas.grouped or any_verb().match(rest):
                    return areas, prep[0]
                if self.project_of(areas, end):
                    return Areas((), end, areas.grouped), prep[0]
                if not projects and (self.park_behind(areas.end, end) or all(a.known for a in areas.found)):
                    return areas, prep[0]
            if prep[0] == "以" and self.own:
                return self.axis(prep.end(), end)
            return None
        areas = list_at(text, start, limit, self.jurisdiction)
        if areas is None:
            return None
        end = max(end, clause_end(text, areas.end, limit))
        rest = text[areas.end : end].lstrip()
        behind = text[end : end + 1]
        through = self.through(areas, end)
        if through is not None:
            return through, ""
        using = USING.match(rest)
        if using is not None and all(a.known or a.name.endswith(TOWN_OR_PARK) for a in areas.found):
            return Areas(areas.found, areas.end + using.end(), areas.grouped), ""
        if all(a.known for a in areas.found) and BY_MEANS.fullmatch(rest):
            return Areas(areas.found, end, areas.grouped), ""
        core = AS_CORE.fullmatch(rest)
        if core is not None and all(a.known for a in areas.found):
            return Areas(areas.found, end, areas.grouped), "以"
        if any_verb().match(rest) or (not rest and (behind in "：:" or areas.grouped)):
            return areas, ""
        return None

    def together(self, areas: Areas, limit: int) -> Areas:
        """Leave out with whom places are to do something: 与四川达州共建…, 与上海嘉定区协同发展…."""
        text = self.text
        first = areas.found[0]
        for n, area in enumerate(areas.found[1:], 1):
            joint = text[area.start - 1] if area.start else ""
            if joint in "与同" and not self.within(area) and self.within(first):
                areas = Areas(areas.found[:n], area.start - 1, areas.grouped)
                break
        if not all(a.known for a in areas.found):
            return areas
        whom = WITH.match(text, areas.end, limit)
        return Areas(areas.found, whom.end(), areas.grouped) if whom is not None else areas

    def through(self, areas: Areas, end: int) -> Areas | None:
        """Read places of a region through which it does something: 长三角依托上海、杭州发展…, 西部以A、B为节点,发展…."""
        word = THROUGH.match(self.text, areas.end, end)
        inner = list_at(self.text, word.end(), end, self.jurisdiction, named=False) if word is not None else None
        if word is None or inner is None or not all(a.known for a in (*areas.found, *inner.found)):
            return None
        core = AS_CORE.match(self.text, inner.end, end) if word[0] == "以" else None
        at = core.end() if core is not None else inner.end
        if (word[0] == "以") != (core is not None) or not (at >= end or any_verb().match(self.text, at, end)):
            return None
        return Areas((*inner.found, *areas.found), at, areas.grouped)

    def axis(self, start: int, end: int) -> tuple[Areas, str] | None:
        """Read 以A—B—C为主轴: the known places among them."""
        core = AS_CORE.search(self.text, start, end)
        if core is None:
            return None
        found, at = [], start
        while at < core.start():
            area = known_at(self.text, at, core.start(), self.jurisdiction)
            if area is not None and (at == start or self.text[at - 1] in "—–-、和及"):
                found.append(area)
            at = area.end if area is not None else at + 1
        return (Areas(tuple(found), core.end(), False), "以") if found else None

    def toward(self, start: int, end: int) -> bool:
        """Read 推动X向A、B等区集聚: what moves and where to."""
        text = self.text
        for word in toward().finditer(text, start + 1, end):
            areas = list_at(text, word.end(), end, self.jurisdiction, named=False)
            if areas is None or not (areas.grouped or areas.found[0].end - areas.found[0].start > 2):
                continue
            verbs = re.match(r"(?:推动|引导|支持|促进|鼓励|加快)*", text[start : word.start()])
            at = start + (verbs.end() if verbs else 0)
            thing = text[at : word.start()].strip("主要重点优先")
            if self.own and (self._is_own(thing) or "产业" not in thing):
                self.supports(areas.found)
            elif bare().match(text[areas.end : end]) or not text[areas.end : end]:
                for name, a, b in read_objects(text, at, word.start()):
                    self.add(areas.found, "focus", name, a, b, "place.toward")
            elif any_verb().match(text, areas.end, end):
                self.predicate(areas.found, areas.end, end)
            elif thing:
                continue
            return True
        return False

    def predicate(self, areas: tuple[Area, ...], start: int, end: int, *, first: bool = False) -> bool | None:
        """Read what places are to do; True where it ends the matter, None where it is no predicate."""
        text = self.text
        if start >= end:
            return False
        park = self.park_behind(start, end) if first and not any_verb().match(text, start, end) else None
        if park is not None and any(a.known for a in areas):
            name = park[0].strip('“”"')
            at = text.find(name, start)
            self.add(areas[-1:], "park", name, at, at + len(name), "place.park")
            start = park.end()
        around = AROUND.match(text, start, end)
        start = around.end() if around else start
        chain = verbs().match(text, start, end)
        if chain is None:
            return None
        at = chain.end()
        thing = text[at:end]
        if thing.startswith("成") or (text[end - 2 : end] == "企业" and "等" not in thing):
            return False
        if bare().match(text[start:end]):
            if not self.own:
                self.supports(areas)
            return True
        if self.cluster is not None and self._is_own(thing) and thing not in self.names - {self.cluster}:
            if not self.own:
                self.supports(areas)
            return True
        before = len(self.rows)
        if thing in self.names:
            self.add(areas, "supports_cluster", thing, at, end, "place.object")
            return len(self.rows) == before and self.own
        found = list(read_objects(text, at, end, stage_counts=self.fresh(areas, at)))
        each = EACH.search(text, start, at) is not None and len(found) == len(areas)
        for i, (name, a, b) in enumerate(found):
            self.add(areas[i : i + 1] if each else areas, relation_of(name), name, a, b, "place.object")
        return len(self.rows) == before and self.own

    def fresh(self, areas: tuple[Area, ...], at: int) -> bool:
        """Tell whether nothing was said of a place in the words before, so that a bare stage is its object."""
        if not areas:
            return False
        rows = (*self.said, *((row.district, row.start) for row in self.rows))
        return not any(district == areas[0].name and start > at - NEAR for district, start in rows)

    def _is_own(self, thing: str) -> bool:
        name = self.cluster or ""
        base = re.sub(r"(?:战略性新兴)?(?:产业集群|集群|产业)$", "", name)
        return bool(base) and bool(
            re.search(
                rf"{re.escape(base)}(?:战略性新兴)?(?:产业)?(?:集群|集聚区|聚集区|产业|集聚发展|产业基地|产业高地)$",
                thing,
            )
        )
