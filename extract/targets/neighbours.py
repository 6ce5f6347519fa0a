"""The quantities of one sentence beside one another: which are read, and what of the sentence belongs to each."""

from __future__ import annotations

from itertools import pairwise

from extract import patterns as re
from extract.facts import Span
from extract.prose import CLAUSE_BREAK, clause_end, clause_start
from extract.quantities import Quantity
from extract.targets.bases import base_in_bracket, begins
from extract.targets.figures import is_class, is_figure_of_speech
from extract.targets.nouns import IN_BRACKETS, qualifies
from extract.targets.splits import BRACKET

# Behind a quantity: the clause is over, or another item follows; a bracket may explain the unit (3万辆(标准车)).
DONE = re.compile(
    rf"$|[(（]其中|{BRACKET}|[(（][^()（）\n\d]{{1,12}}[)）](?=$|[{re.escape(CLAUSE_BREAK)}、])|[{re.escape(CLAUSE_BREAK)}、)）”\"\]】]|/(?=\d)|以及|和|及(?!其)|并|且|的?(?:目标|水平|规模|新?台阶|大关|关口)(?=$|[{re.escape(CLAUSE_BREAK)}])|的?(?:年均)?(?:增长|增速|速度)(?=$|[{re.escape(CLAUSE_BREAK)}])"
)
_SEPARATOR = re.compile(r"、|/$|以及|及其|(?<![普涉危])及|(?<![总饱])和|(?<!参)与|(?<![合兼])并(?![购网])")
_PARTED = re.compile(rf"[{re.escape(CLAUSE_BREAK)}、]")
# 3个投资亿元以上、能够带动产业发展的项目
_LIKE_TOO = re.compile("、[^，,。；;\\d]{2,24}的[^，,。；;、的]{2,10}(?=$|[，,。；;])")
# 营业收入超10亿元企业、高新技术企业分别达到6家、110家: a name in a list that is counted behind it.
_OF_WHOM = re.compile(r"(?:以上|左右)?级?的?(?:龙头|骨干|工业)?(?:企业|项目|集群|园区|产业|产品)(?:、|和|及|与)")
# How far an amount may stand behind the count of the things that it tells of.
_WORTH = 8
# How far two quantities of one item may stand apart.
_NEAR = 25


class Neighbours:
    """The quantities of a sentence that are read, without those that only say something of another one.

    Attributes
    ----------
    found
        The quantities, in order.
    was
        By the place of a quantity in ``found``: the value that its goal starts from, told in a bracket, and its year.
    starts
        By the place of a quantity in ``found``: the quantity that its goal starts from (从1800亿元提高到2600亿元).
    """

    def __init__(self, text: str, span: Span, found: list[Quantity]) -> None:
        self.text, self.span = text, span
        self.found = found = [q for q in found if not (is_figure_of_speech(text, q, DONE) or is_class(text, q))]
        kept = [i for i in range(len(found)) if not self._qualifies(i)]
        steps = [(i, j) for i, j in pairwise(kept) if begins(text, found[i], found[j], span.start)]
        first = {i for i, _ in steps}
        # 达到80%(2022年为70%)
        was = {j: (i, told[0]) for i, j in pairwise(kept) if (told := base_in_bracket(text, found[i], found[j]))}
        self.found = [found[i] for i in kept if i not in first and i not in was]
        self.was = {self.found.index(found[i]): (found[j].value, year) for j, (i, year) in was.items()}
        self.starts = {self.found.index(found[j]): found[i] for i, j in steps if j not in first}

    def _qualifies(self, i: int) -> bool:
        """Tell whether an amount only says which things are counted: 年产值超10亿元企业20家, 5家左右百亿级企业."""
        q = self.found[i]
        if q.kind not in ("money", ""):
            return False
        if i and self.found[i - 1].kind == "count":
            if qualifies(self.text, self.found[i - 1].tail, q.lead, clause_end(self.text, q.tail, self.span.end)):
                return True
            if _LIKE_TOO.match(self.text, q.tail, self.span.end) and q.lead - self.found[i - 1].tail <= _WORTH:
                return True
        if DONE.match(self.text, q.tail, self.span.end):
            return False
        if _OF_WHOM.match(self.text, q.tail, self.span.end):
            end = clause_end(self.text, q.tail, self.span.end)
            if "分别" in self.text[q.tail : end]:
                return True
        return self.counts_beside(i)

    def bounds(self, i: int) -> tuple[int, int]:
        """Return the stretch that belongs to quantity ``i``: its clause, less what belongs to its neighbours."""
        q = self.found[i]
        start = clause_start(self.text, q.lead, self.span.start)
        end = clause_end(self.text, q.tail, self.span.end)
        if i and self.found[i - 1].tail > start:
            between = self.text[self.found[i - 1].tail : q.lead]
            cuts = list(_SEPARATOR.finditer(between))
            start = self.found[i - 1].tail
            if cuts:
                first = cuts[0] if DONE.match(between) else cuts[-1]
                start += first.end()
        if i + 1 < len(self.found) and self.found[i + 1].lead < end:
            between = self.text[q.tail : self.found[i + 1].lead]
            cuts = list(_SEPARATOR.finditer(between))
            end = q.tail + cuts[-1].start() if cuts else self.found[i + 1].lead
        return start, max(end, q.tail)

    def joined(self, i: int, j: int) -> bool:
        """Tell whether two quantities stand in one item, so that one qualifies the other's noun."""
        a, b = sorted((i, j))
        if a < 0 or b >= len(self.found):
            return False
        if self.found[b].kind == "count" and DONE.match(self.text, self.found[a].tail, self.span.end):
            return False
        between = IN_BRACKETS.sub("", self.text[self.found[a].tail : self.found[b].lead])
        return len(between) <= _NEAR and not _PARTED.search(between)

    def counts_beside(self, i: int) -> bool:
        """Tell whether a count stands in one item with quantity ``i``, on either side."""
        return any(self.joined(i, j) and self.found[j].kind == "count" for j in (i - 1, i + 1))
