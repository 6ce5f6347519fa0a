"""Lists of bodies in running text: the longest one that begins at a place and holds names that a rule knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from extract import patterns as re
from extract.brackets import split
from extract.duties import phrases
from extract.duties.orders import MUST
from extract.duties.words import verb_of, verb_pattern
from extract.facts import Span
from extract.names import RUNS_ON, Name, Sharing, are_known, is_known, is_plain_institution, looks_like_agency
from extract.prose import any_of, words_for
from extract.resolve import Context

# A list so long may hold one name that is not known.
_LONG = 3


# Words whose first character a name may end with.
_WITHIN = frozenset(
    [f"办{then}" for then in "法理事学证好税结案展班"]
    + [f"部{then}" for then in "署分位件"]
    + [f"所{then}" for then in "在有属需"]
    + [
        "委托",
        "社会",
        "科技",
        "科学",
        "科研",
        "科普",
        "股份",
        "股权",
        "处理",
        "处置",
        "处罚",
        "局面",
        "局限",
        "院校",
        "院士",
        "关键",
        "关系",
        "关注",
        "关联",
        "行业",
        "行动",
        "行使",
        "投资",
        "会商",
        "会同",
    ]
)


_LONG_WORDS = ("长期", "长三角", "长江", "长效")

_KIND = "(?![^、]{0,6}(?:有关|相关|其他|各))[一-鿿]{2,7}(?:部门|单位)"
_KINDS_NEXT = re.compile(
    f"(?:、|以及|[和及与])(?P<names>{_KIND}(?:(?:、|以及|[和及与]){_KIND})*)(?=[建制开推落组加共做完强提保协负按进实研编签定联])"
)
_GROUP = re.compile("小组|专班|指挥部|联席会议|委员会")
# What an office is and has: 市政府办公室副主任.
_OFFICE = ("办公室", "办公厅", "办公会", "办公用", "办公自", "办公系", "办主任", "办副主任")


@dataclass(slots=True)
class NameLists:
    """The lists of one sentence; ``strange`` gathers the names in them that no rule knows."""

    text: str
    context: Context
    strange: list[Span] = field(default_factory=list)

    def read(self, start: int, end: int, *, behind: bool = False) -> tuple[list[Name], int]:
        """Return the longest list of known agencies that begins at ``start``, and where it ends.

        ``behind`` tells whether others have a part already, so that plain institutions are bodies too.
        """
        text = self.text
        stop = phrases.NAMES_END.search(text, start, end)
        limit = stop.start() if stop else end
        runs_on = RUNS_ON.search(text, start, limit)
        # 市政府推进职能转变协调小组: a group may be called by what it is to do.
        if runs_on is not None and _GROUP.search(text, runs_on.end(), limit) is None:
            limit = runs_on.end()
        found = self._ending(start, limit, end, behind, strange=False)
        if found is None and text.count("、", start, limit) >= _LONG - 1:
            found = self._ending(start, limit, end, behind, strange=True)
        return found or ([], start)

    def _ending(
        self, start: int, limit: int, end: int, behind: bool, *, strange: bool
    ) -> tuple[list[Name], int] | None:
        """Return the longest list that ends before ``limit``; ``strange`` lets one in it be unknown."""
        text = self.text
        for at in self._ends(start, limit):
            names = Sharing(self.context).read(text, Span(start, at))
            odd: list[Name] = []
            if strange:
                names, odd = self._without_strange(names)
            if phrases.PERSON.match(text, at, end) or phrases.TWO_IN_ONE.match(text, at, end):
                continue
            if names and all(looks_like_agency(n.agency) for n in names) and self._are_known(names, at, behind):
                self.strange += [name.at for name in odd if name.at not in self.strange]
                tail = phrases.TAIL.match(text, at, end)
                if tail is None and (kinds := _KINDS_NEXT.match(text, at, end)) is not None:
                    # 会同市科技局、数据提供部门和运营单位建立机制: by what they do.
                    more = Sharing(self.context).read(text, Span(kinds.start("names"), kinds.end()))
                    return [*names, *more], kinds.end()
                if tail is not None or not text.startswith("、", at):
                    return names, tail.end() if tail else at
                more, at = self._unknown(at, end)
                return [*names, *more], at
        return None

    def _without_strange(self, names: list[Name]) -> tuple[list[Name], list[Name]]:
        """Part the odd name that no rule knows from a long list (a copy has spun 发展改革委 into 进展改革委)."""
        if len(names) < _LONG or not all(looks_like_agency(n.agency) for n in names):
            return names, []
        known = [n for n in names if is_known(n.agency, self.context) or is_plain_institution(n.agency)]
        odd = [n for n in names if n not in known]
        plain = all(phrases.ODD_NAME.fullmatch(n.printed) for n in odd)
        return (known, odd) if plain and _LONG * len(odd) <= len(names) else (names, [])

    def _unknown(self, at: int, end: int) -> tuple[list[Name], int]:
        """Set aside what is not known behind the bodies of a list (市商务局、万达广场、市财政局负责); return who else is."""
        verb = verb_pattern().search(self.text, at, end)
        said = verb.start() if verb is not None and verb_of(verb).role is not None else at
        pieces = (
            [Span(piece.start, piece.end) for piece in split(self.text, Span(at + 1, said), "、")] if said > at else []
        )
        if not pieces or not all(phrases.PLAIN_NAME.fullmatch(self.text, p.start, p.end) for p in pieces):
            return [], at
        known: list[Name] = []
        for piece in pieces:
            names = Sharing(self.context).read(self.text, piece)
            if names and all(is_known(n.agency, self.context) or is_plain_institution(n.agency) for n in names):
                known += names
            elif piece not in self.strange:
                self.strange.append(piece)
        return known, said

    def _are_known(self, names: list[Name], at: int, behind: bool) -> bool:
        """Tell whether names are bodies: known ones, or institutions (延边大学参加) behind others that have a part."""
        if are_known(names, self.context):
            return True
        if all(phrases.TOWN.fullmatch(n.agency) for n in names):
            # 留坝镇负责…, 双墩镇人民政府配合…, 会同岗集镇…: a town that no table has.
            return (
                behind
                or names[-1].agency.endswith(("政府", "办事处"))
                or self._governs(at)
                or MUST.match(self.text, at) is not None
            )
        # 园区公司配合提供厂房信息: in a zone its firms are told as its bureaus are.
        zone = self.context.jurisdiction is not None and self.context.jurisdiction.level == "zone"
        return (behind or (zone and self._governs(at))) and all(is_plain_institution(n.agency) for n in names)

    def _governs(self, at: int) -> bool:
        """Tell whether a verb of duty stands behind names."""
        found = verb_pattern().match(self.text, at)
        return found is not None and verb_of(found).role is not None

    def _ends(self, start: int, limit: int) -> Iterator[int]:
        """Yield the places where the last name of a list may end, the farthest first."""
        text, pattern, last = self.text, _name_end(), _last_characters()
        for at in range(min(limit, start + 160), start + 1, -1):
            if (
                text.startswith("长", at)
                and text[at - 1] in "局厅处科部署院会所站室"
                and not text.startswith(_LONG_WORDS, at)
            ):
                # 市经信局局长
                continue
            within = text[at - 1 : at + 1] in _WITHIN and not text.startswith("社会同", at - 1)
            if within or text.startswith(_OFFICE, at) or text.startswith(_OFFICE, at - 1):
                # 市政府办公室副主任, 市财政局制定办法: a name does not end within a word.
                continue
            if text[at - 1] in last and pattern.search(text, max(start, at - 4), at):
                yield at


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(word[-1] for word in words_for("name_words", "end")) | frozenset("门)）〕")


@cache
def _name_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('name_words', 'end')}|部门|[)）〕])\Z")


def leading_names(text: str, span: Span, context: Context) -> tuple[list[Name], int]:
    """Return the known bodies that words begin with, and where what is said of them begins."""
    return NameLists(text, context).read(span.start, span.end)
