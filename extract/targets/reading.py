"""One sentence's quantities, each read against its neighbours: what is measured or counted, and from which value."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Span
from extract.prose import clause_end, clause_start
from extract.quantities import Quantity
from extract.records import record
from extract.targets.bases import OF_PART, of_whole, without_base, without_start
from extract.targets.figures import is_capacity, is_size, may_be_goal, sums_up
from extract.targets.heads import clean_head
from extract.targets.neighbours import DONE, Neighbours
from extract.targets.nouns import BUILT, BY_THEN, IN_BRACKETS, bare_noun, noun_behind
from extract.targets.splits import in_bracket, is_of_year
from extract.targets.words import attribute, measure, measured_of, only_verb, pattern, set_out
from extract.targets.years import is_dated

_SHORT = 2
_AIMS = re.compile("力争(?:到|在|实现)|争取(?:到|实现)")
_ROUGHLY = re.compile("(?:以上|以下|以内|左右)?")
_BY_YEAR = re.compile(r"(?:到|至|力争|争取)20\d\d年(?:底|末)?")
# 在不少于1000家养老机构开展试点: what is counted is where it is done.
_THERE = re.compile(
    "(?P<noun>[^，,。；;、]{2,16}?)(?:率先|规模化|全面|逐步)*(?:开展|推广|实施|部署|应用|试点|布局|建设)"
)
# 建成2500亿元级产业集群
_RANKED = re.compile("级的?(?P<noun>[^，,。；;、的\\d]{2,20})(?=$|[，,。；;])")
_CREATION_ONLY = re.compile(r"(?:一批|若干)")
# 引进领军人才10名,高技能人才1.2万人: the verb of the clause before holds.
_THINGS = re.compile(
    "(?!其中|获|现有|共)[\u4e00-\u9fff“”]{0,10}(?:企业|人才|平台|中心|基地|实验室|工厂|车间|园区|产品|品牌|机构|充电桩|加氢站|场景)"
    # 新增企业55家,其中专精特新企业7家
    "|其中(?!现有|已|获|共)[\u4e00-\u9fffA-Za-z0-9“”（）()]{2,16}"
)
_ABOUT = frozenset({"约", "约为", "大约", "约达"})
_YEARLY = re.compile("(?:年均|逐年)(?:增长|递增|提高|提升|下降|降低|增加)$")
# 2个产业集群产值规模: what the count in front of the measured thing counts.
_COUNTED_NOUN = re.compile(r"^[^的]{0,12}?(?:产业集群|产业链|集群|园区|企业|产业|领域)(?=.{2})")
# 同比增长15%, 较2024年分别提高6个百分点: what grows was named before.
_ONLY_GROWTH = re.compile(
    r"(?:较20\d\d年(?:底|末)?|较法定\w{0,4}|同比|累计|平均|再|分别|共|各|总体|每年)*(?:增长|递增|增加|增幅|增速|提高|提升|上升|扩大|下降|递减|降低|减少|降幅|缩短|压缩|压减)*"
)
_GROWTH_TAIL = re.compile(
    r"(?<=..)(?:较20\d\d年(?:底|末)?|比20\d\d年)?(?:年均|同比|累计)?(?:增长|增速|增幅|提高|提升|下降|降低)$"
)
# 清理低效用地,每年盘活3000亩: what it is done to was named before.
_DONE_TO = frozenset({"完成", "更换", "更新", "盘活", "整备", "处置", "改造", "腾退", "供应", "拆除"})
# 带动上下游企业5000家以上“链式”转型: what is counted stands in front, what it does behind.
_DOES = re.compile(
    r"(?:转型|升级|上云|上云用云|改造|应用|投产|达产|落地|上市|开工|入驻|就业|增收|出海|入库|入规|升规|纳统)$"
)
_WHOLE = frozenset({"总数", "总量", "数量", "总规模", "累计数"})
# 绿色工厂加快建设,数量达到30家
_GROWING = re.compile(r"(?P<what>[^的、]{2,16}?)(?:快速|加快|持续|不断|稳步|进一步|显著|明显|大幅|加速|集聚|发展|壮大)")
# 网络覆盖80%以上的产区: what covers is measured.
_COVERS = "覆盖"
# 5个安置点群众搬得出、稳得住: how those fare that are there.
_THEY_DO = re.compile("[一-鿿]得[出住起好]|能致富")
# 到2024年,产值突破3000亿元；到2025年达到4000亿元: nothing but the time stands before the second amount.
_ONLY_TIME = re.compile(r"(?:(?:[到至在]|力争)*20\d\d年[底末]?[，,]?)?(?:力争|进一步)*")
# Of what it is the growth stands before it.
_BARE_GROWTH = re.compile("(?:年均|同比|累计)?(?:增长|增速|递增|增长率|增幅)")
# 产值过1000亿元的企业实现“破零”: none before, no figure.
_FIRST_OF_ALL = re.compile('的[^，,。；;]{2,8}(?:实现|取得)?[“"]?(?:破零|零的?突破)')
# 上市公司实现零的突破、达到1户
_FIRST_ONE = re.compile('(?P<what>[^，,。；;、]{2,20}?)(?:实现|取得)?[“"]?(?:零的?突破|破零)[”"]?[、，,]?$')
# 新增用地80%以上投向四大组团: of what the share is stands in front.
_GOES_TO = re.compile(
    "(?:新?建设|建成|配建|配置|配备|安装|预留|采用|执行|落实|使用|接入|(?:主要|优先|集中)?(?:投向|用于|投入|投资于|布局|安排|集中|向|来自|落户|配置))"
)
_DOER = re.compile(r"(?:企业|项目|单位|农户|机构|产品|园区|设备|人员|劳动力|人|户)$")


@record
class Reading:
    """How one quantity is read: its indicator, where the quote begins and ends, and whether words say it is a goal."""

    indicator: str
    start: int
    end: int
    stated: bool
    rule: str
    baseline: float | None = None
    baseline_year: int | None = None


@record
class _Around:
    """A quantity with what of its sentence belongs to it.

    ``number`` is its place among those of the sentence; the stretch from ``start`` to ``end`` is its own, ``clause`` is
    where its clause begins. ``head`` are the words in front of it without what its goal starts from or is compared
    with, of which ``baseline`` and ``baseline_year`` are read and the word of growth ``grown`` (能耗较2020年下降).
    ``verb`` tells whether a word of work to be done stands before it.
    """

    number: int
    q: Quantity
    start: int
    end: int
    clause: int
    head: str
    behind: str
    verb: bool
    baseline: float | None
    baseline_year: int | None
    grown: str


class Sentence:
    """One sentence with its quantities: reads each against its neighbours.

    Parameters
    ----------
    text, span
        The text, and where the sentence stands in it.
    found
        Its quantities.
    goal
        Whether it, or its section, is about goals.
    subject
        The industry that the document's title names, which indicators leave out.
    present
        The first year that is not past, where known.
    before
        The sentence that this one goes on with, behind a semicolon or with 其中.
    """

    def __init__(
        self,
        text: str,
        span: Span,
        found: list[Quantity],
        goal: bool,
        subject: str | None,
        present: int | None = None,
        before: Sentence | None = None,
    ) -> None:
        self.text, self.span, self.goal, self.subject = text, span, goal, subject
        self.present, self.before = present, before.last if before is not None else None
        self.near = Neighbours(text, span, [of_whole(text, q, span.start) for q in found])
        self.found = self.near.found
        self.last: Reading | None = None
        self.unit = ""
        # What was told last that may be split by year, and its unit.
        self.whole: tuple[Reading, str] | None = before.whole if before is not None else None
        # Where the clause ends that counted things last.
        self.counted = -1
        # The same where the things stand before their number.
        self.headed = -1

    def read(self, i: int) -> Reading | None:
        """Read quantity ``i``; None where it is no goal."""
        reading = self._read(i)
        if reading is not None and reading.rule == "target.measured" and not _BARE_GROWTH.fullmatch(reading.indicator):
            self.last, self.unit = reading, self.found[i].unit
        if (
            reading is not None
            and reading.stated
            and not (self.whole and in_bracket(self.text, self.span.start, self.found[i].lead))
        ):
            self.whole = reading, self.found[i].unit
        return reading

    def _read(self, i: int) -> Reading | None:
        text, q = self.text, self.found[i]
        if not may_be_goal(text, q, self.span):
            return None
        around = self._around(i)
        if text.startswith("级", q.tail):
            return self._ranked(around)
        done = self._ends(around) or (around.behind[:1] in ("(", "（") and self._split(around) is not None)
        if self._is_quality(around, done):
            return None
        # 充放电时长不低于4小时配置储能: hours count no things.
        if done or (q.kind == "time" and not around.behind.startswith("的")):
            return None if is_capacity(text, q, self.span) else self._measured(around)
        if q.kind in ("money", ""):
            return self._threshold(around)
        if around.behind.startswith("的"):
            return self._covered(around) or self._attribute(around)
        if is_size(text, q, around.clause) or is_capacity(text, q, self.span):
            return None
        return self._counted(around)

    def _around(self, i: int) -> _Around:
        text, q = self.text, self.found[i]
        start, end = self.near.bounds(i)
        clause = clause_start(text, q.lead, self.span.start)
        baseline, since = self.near.was.get(i, (None, None))
        base, grown = self.near.starts.get(i), ""
        if base is not None:
            baseline = base.value
            head, since = without_start(text[clause_start(text, base.start, self.span.start) : base.start])
        else:
            head, grown, year = without_base(text[start : q.lead], is_ratio=q.kind == "ratio")
            since = year or since
        # 突破30项技术: what compares an amount is a verb before a count.
        verb = bool(pattern("verb").search(text, clause, q.lead)) or text[q.lead : q.start] == "突破"
        # 到2027年更新30辆公交车
        verb = verb or (set_out().search(text, clause, q.lead) is not None and self._dated(q.lead))
        return _Around(i, q, start, end, clause, head, text[q.tail : end], verb, baseline, since, grown)

    def _dated(self, lead: int) -> bool:
        return is_dated(self.text, self.span, lead, self.present)

    def _ends(self, around: _Around) -> bool:
        """Tell whether no noun follows a quantity, so that what stands in front is measured."""
        if DONE.match(around.behind) or OF_PART.match(self.text, around.q.tail):
            return True
        # 不低于92.5%(即全年污染不超过27天): a bracket explains the value.
        explained = IN_BRACKETS.match(around.behind)
        return explained is not None and _ROUGHLY.fullmatch(around.behind, explained.end()) is not None

    def _is_quality(self, around: _Around, done: bool) -> bool:
        """Tell whether a quantity says what a product is like: 能量密度超过400Wh/kg的电池.

        Where nothing follows and a year is named that it is to be reached by, it is a goal.
        """
        text, q = self.text, around.q
        if q.kind == "count" or not pattern("attribute").search(text, max(around.start, q.lead - 6), q.lead):
            return False
        due = _BY_YEAR.search(text, max(around.clause - 12, self.span.start), q.lead) or self._dated(q.lead)
        return not (done and q.comparator is not None and due)

    def _ranked(self, around: _Around) -> Reading | None:
        """Read how large something is to become: 到2025年建成2500亿元级产业集群; 千亿级 is a figure of speech."""
        text, q = self.text, around.q
        noun = _RANKED.match(text, q.tail, self.span.end)
        if noun is None or q.kind not in ("money", "") or q.written != "digit":
            return None
        if self.near.counts_beside(around.number) or not (self._dated(q.lead) or self.goal):
            return None
        if not pattern("verb").search(text, around.clause, q.lead):
            return None
        return Reading(noun["noun"], q.lead, noun.end(), True, "target.measured")

    def _measured(self, around: _Around) -> Reading | None:
        """Read what the words in front measure: 增加值突破600亿元."""
        text, q, head = self.text, around.q, around.head
        if around.number and self.found[around.number - 1].kind == "count":
            if self.near.joined(around.number - 1, around.number):
                head = _COUNTED_NOUN.sub("", head)
        split = self._split(around)
        indicator = split.indicator if split is not None else self._indicator(around, head)
        if len(indicator) < _SHORT:
            return None
        if indicator in _WHOLE:
            indicator = self._of_whole(around.clause, around.start) + indicator
        near = self.headed >= 0 and around.clause - self.headed <= 1
        goes_on = near and q.kind == "count" and _THINGS.fullmatch(head) is not None
        stated = goes_on or split is not None or self._says_goal(around, head)
        if q.kind == "count" and (around.verb or goes_on):
            self.headed = clause_end(text, q.tail, self.span.end)
        at = text.find(indicator, around.start, q.lead)
        if at < 0 and around.grown:
            at = text.find(indicator.removesuffix(around.grown), around.start, q.lead)
        begin = at if at >= 0 else q.lead
        return Reading(indicator, begin, q.tail, stated, "target.measured", around.baseline, around.baseline_year)

    def _split(self, around: _Around) -> Reading | None:
        """Return the reading of the whole that a quantity is one year's part of: 500台,其中2025年200台."""
        if self.whole is None:
            return None
        whole, unit = self.whole
        head = self.text[around.start : around.q.lead]
        return whole if is_of_year(head, around.q, whole.indicator, unit) else None

    def _indicator(self, around: _Around, head: str) -> str:
        """Return what is measured: what ``head`` names, else what was named before."""
        text, lead, clause, last = self.text, around.q.lead, around.clause, self.last
        indicator = clean_head(head, self.subject)
        # 到2025年建成工厂16家,到2027年建成41家
        same = last is not None and self.unit == around.q.unit and only_verb().fullmatch(indicator) is not None
        if _ONLY_GROWTH.fullmatch(indicator) or indicator in _DONE_TO or same:
            indicator = ""
        first = _FIRST_ONE.search(text, clause, lead) if text.find("零", clause, lead) >= 0 else None
        if first is not None:
            indicator = clean_head(first["what"], self.subject)
        if len(indicator) >= _SHORT:
            return indicator
        if last is not None and "。" not in text[last.end : clause]:
            if clause > last.end or text[last.end : around.start] in ("、", "/", "，", ","):
                return _GROWTH_TAIL.sub("", last.indicator)
        if self.before is not None and _ONLY_TIME.fullmatch(text, self.span.start, lead):
            return _GROWTH_TAIL.sub("", self.before.indicator)
        # 实现增加值…, 突破…: the measured thing stands in the clause before.
        earlier = text[clause_start(text, max(clause - 1, self.span.start), self.span.start) : max(clause - 1, 0)]
        return clean_head(earlier, self.subject) if clause > self.span.start else ""

    def _of_whole(self, clause: int, start: int) -> str:
        """Return what a total is of: 新开通基站15万个以上,总数达到30万个; 绿色工厂加快建设,数量达到30家."""
        if self.last is not None and self.last.end <= start:
            return self.last.indicator
        before = clause_start(self.text, max(clause - 1, self.span.start), self.span.start)
        named = _GROWING.match(clean_head(self.text[before : max(clause - 1, before)], self.subject))
        return named["what"] if named is not None else ""

    def _says_goal(self, around: _Around, head: str) -> bool:
        """Tell whether words say that a measured value is to be reached."""
        text, q = self.text, around.q
        # 南北方向长约200米 tells what is there.
        told = q.comparator is not None and text[q.lead : q.start].strip() not in _ABOUT
        if told or around.verb or self.goal:
            return True
        # 抽检量达到5批次,其中种养环节2批次
        if self.last is not None and self.last.stated and text.startswith("其中", around.clause):
            return True
        # 力争…, said before the clause; 年均增长10% is no figure of one year.
        if _AIMS.search(text, self.span.start, around.clause) or _YEARLY.search(head):
            return True
        if self._goes_on(q, around.start) or self._dated(q.lead):
            return True
        # 高新技术企业净增 | 100家: a cell of its own in the row of a task.
        return q.lead == around.start and text[q.lead - 1 : q.lead] == "\t" and text.startswith("\t", q.tail)

    def _goes_on(self, q: Quantity, start: int) -> bool:
        """Tell whether a share follows right behind another that is to be reached: 利用率达到100%,复用率95%."""
        last = self.last
        if q.kind != "share" or last is None or not last.stated:
            return False
        return 0 <= start - last.end <= 1 and "%" in self.text[last.end - 1 : last.end + 1]

    def _threshold(self, around: _Around) -> Reading | None:
        """Read an amount that tells which things are to come about: 培育一批产值超10亿元的企业."""
        text, q = self.text, around.q
        if _FIRST_OF_ALL.match(text, q.tail, self.span.end):
            return None
        several = around.verb and _CREATION_ONLY.search(text, around.clause, q.lead) is not None
        if not (several or around.behind.startswith("的") or (self.goal and around.verb)):
            return None
        named = measure().search(clean_head(around.head.rsplit("的", 1)[-1], self.subject))
        if named is None:
            return None
        return Reading(named[0], text.rfind(named[0], around.start, q.lead), around.end, True, "target.threshold")

    def _covered(self, around: _Around) -> Reading | None:
        """Read the share of what is covered: 网络覆盖80%以上的产区."""
        q = around.q
        if q.kind != "share" or not around.head.endswith(_COVERS):
            return None
        indicator = clean_head(around.head, self.subject)
        at = self.text.find(indicator, around.start, q.lead)
        if len(indicator) <= len(_COVERS) or at < 0:
            return None
        return Reading(indicator, at, q.tail, around.verb or self.goal, "target.measured")

    def _attribute(self, around: _Around) -> Reading | None:
        """Read a quantity of the things that are named behind it: 总面积5000亩以上的园区."""
        text, q, i = self.text, around.q, around.number
        noun = text[q.tail + 1 : around.end]
        counted = i + 1 < len(self.found) and self.near.joined(i, i + 1)
        if counted:
            following = self.found[i + 1]
            noun = text[following.tail : clause_end(text, following.tail, self.span.end)]
        of_them = attribute().search(around.head)
        indicator = noun + (of_them[0] if of_them else "")
        if len(indicator) < _SHORT:
            # 日加工能力500吨以上的生产线3条: what those counted behind it are like.
            return None
        # 建设容量不低于10万千瓦时的储能电站: how large they are that are to be built, outside what tells goals.
        built = around.verb and (q.kind != "measure" or counted)
        if not (built or self.goal or (q.kind == "share" and self._dated(q.lead))):
            return None
        at = of_them.start() + around.start if of_them else q.lead
        return Reading(indicator, at, clause_end(text, q.tail, self.span.end), True, "target.attribute")

    def _counted(self, around: _Around) -> Reading | None:
        """Read what the noun behind a quantity counts: 建设60个以上重点实验室."""
        text, q, verb, end = self.text, around.q, around.verb, around.end
        noun = noun_behind(text, q.tail, end, clause_end(text, q.tail, self.span.end))
        named = clean_head(around.head, self.subject)
        does = _DOES.search(noun) is not None and _DOER.search(named) is not None
        if does or (q.kind == "share" and _GOES_TO.match(noun) and named):
            if not (verb or self.goal):
                return None
            return Reading(named, text.rfind(named, around.start, q.lead), q.tail, True, "target.measured")
        built = BUILT.search(noun)
        if built is not None and (self.goal or BY_THEN.search(text, self.span.start, q.lead)):
            noun, verb = noun[: built.start()], True
        i = around.number
        measured = i + 1 < len(self.found) and end == self.found[i + 1].lead and measured_of().search(noun) is not None
        if measured or _THEY_DO.search(noun):
            # 2个集群产值分别超过70亿元、30亿元: what is measured of them comes next.
            return None
        noun = bare_noun(noun)
        if len(noun) < _SHORT or sums_up(text, q, noun, around.clause):
            return None
        there = _THERE.match(noun) if around.head.endswith("在") and q.comparator is not None else None
        if there is not None:
            return Reading(there["noun"], q.lead, q.tail + len(there["noun"]), True, "target.counted")
        # 打造A、B2个千亿级集群,C、D2个百亿级集群: the verb of the clause before.
        since = self.counted if self.span.start < self.counted <= around.clause else -1
        goes_on = since >= 0 and pattern("verb").search(text, since, q.lead) is None
        stated = verb or goes_on or (self.goal and q.comparator is not None)
        self.counted = clause_end(text, q.tail, self.span.end) if stated else -1
        return Reading(noun, q.lead, end, stated, "target.counted") if stated else None
