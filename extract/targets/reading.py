"""One sentence's quantities, each read against its neighbours: what is measured or counted, and from which value."""

from __future__ import annotations

from itertools import pairwise

from extract import patterns as re
from extract.facts import Span
from extract.prose import CLAUSE_BREAK, clause_end, clause_start
from extract.quantities import Quantity
from extract.records import record
from extract.targets.bases import OF_PART, base_in_bracket, begins, without_base, without_start
from extract.targets.figures import is_capacity, is_class, is_figure_of_speech, is_size, sums_up
from extract.targets.heads import clean_head
from extract.targets.nouns import IN_BRACKETS, bare_noun, counts_things, noun_behind, qualifies
from extract.targets.words import attribute, measure, measured_of, only_verb, pattern

_SHORT = 2
_AIMS = re.compile("力争(?:到|在|实现)|争取(?:到|实现)")
_DUE_BY = re.compile(
    r"(?:到|至|力争|确保)(?P<y>20\d\d)年(?![\d的])(?:年?[底末])?|(?P<before>20\d\d)年(?:年?[底末])?前|(?:^|(?<=[，,。；;\s]))(?P<in>20\d\d)年(?=[，,])|[“\"]?十[四五六]五[”\"]?期?末"
)
_YEAR_BESIDE = re.compile(r"(?P<y>20\d\d)年[底末]?$")
_ROUGHLY = re.compile("(?:以上|以下|以内|左右)?")
_SEPARATOR = re.compile(r"、|/$|以及|及其|(?<![普涉危])及|(?<![总饱])和|(?<!参)与|(?<![合兼])并(?![购网])")
# Behind a quantity: the clause is over, or another item follows; a bracket may explain the unit (3万辆(标准车)).
_BY_YEAR = re.compile(r"(?:到|至|力争|争取)20\d\d年(?:底|末)?")
_THERE = re.compile(
    "(?P<noun>[^，,。；;、]{2,16}?)(?:率先|规模化|全面|逐步)*(?:开展|推广|实施|部署|应用|试点|布局|建设)"
)
_DONE = re.compile(
    rf"$|[(（]其中|[(（][^()（）\n\d]{{1,12}}[)）](?=$|[{re.escape(CLAUSE_BREAK)}、])|[{re.escape(CLAUSE_BREAK)}、)）”\"\]】]|/(?=\d)|以及|和|及(?!其)|并|且|的?(?:目标|水平|规模|新?台阶|大关|关口)(?=$|[{re.escape(CLAUSE_BREAK)}])|的?(?:年均)?(?:增长|增速|速度)(?=$|[{re.escape(CLAUSE_BREAK)}])"
)
_RANKED = re.compile("级的?(?P<noun>[^，,。；;、的\\d]{2,20})(?=$|[，,。；;])")
_LABEL = re.compile(r"[“\"‘「][^”\"’」\n]{0,8}$")
_RANK = re.compile(r"(?:前|第|列|名列|位列|排名)$")
_CREATION_ONLY = re.compile(r"(?:一批|若干)")
_THINGS = re.compile(
    "(?!其中|获|现有|共)[\u4e00-\u9fff“”]{0,10}(?:企业|人才|平台|中心|基地|实验室|工厂|车间|园区|产品|品牌|机构|充电桩|加氢站|场景)"
    # 新增企业55家,其中专精特新企业7家
    "|其中(?!现有|已|获|共)[\u4e00-\u9fffA-Za-z0-9“”（）()]{2,16}"
)
_YEARLY = re.compile("(?:年均|逐年)(?:增长|递增|提高|提升|下降|降低|增加)$")
# 2个产业集群产值规模: what the count in front of the measured thing counts.
_COUNTED_NOUN = re.compile(r"^[^的]{0,12}?(?:产业集群|产业链|集群|园区|企业|产业|领域)(?=.{2})")
_PARTED = re.compile(rf"[{re.escape(CLAUSE_BREAK)}、]")
# 同比增长15%, 较2024年分别提高6个百分点: what grows was named before.
_ONLY_GROWTH = re.compile(
    r"(?:较20\d\d年(?:底|末)?|较法定\w{0,4}|同比|累计|平均|再|分别|共|各|总体|每年)*(?:增长|递增|增加|增幅|增速|提高|提升|上升|扩大|下降|递减|降低|减少|降幅|缩短|压缩|压减)*"
)
_GROWTH_TAIL = re.compile(
    r"(?<=..)(?:较20\d\d年(?:底|末)?|比20\d\d年)?(?:年均|同比|累计)?(?:增长|增速|增幅|提高|提升|下降|降低)$"
)
# 100支以上高支精纺纱: a count of yarn, not of things.
_UNITS_OF = {"支": re.compile(r"[^，,。；;、]{0,10}(?:队|基金|团队|力量|股票|专班)")}
# 清理低效用地,每年盘活3000亩: what it is done to was named before.
_DONE_TO = frozenset({"完成", "盘活", "整备", "处置", "改造", "腾退", "供应", "拆除"})
# 带动上下游企业5000家以上“链式”转型: what is counted stands in front, what it does behind.
_DOES = re.compile(
    r"(?:转型|升级|上云|上云用云|改造|应用|投产|达产|落地|上市|开工|入驻|就业|增收|出海|入库|入规|升规|纳统)$"
)
_WHOLE = frozenset({"总数", "总量", "数量", "总规模", "累计数"})
# 10个主业突出、技术先进的大企业: what they are like comes first.
_GROWING = re.compile(r"(?P<what>[^的、]{2,16}?)(?:快速|加快|持续|不断|稳步|进一步|显著|明显|大幅|加速|集聚|发展|壮大)")
_COVERS = "覆盖"
# 5个安置点群众搬得出、稳得住: how those fare that are there.
_THEY_DO = re.compile("[一-鿿]得[出住起好]|能致富")
_ONLY_TIME = re.compile(r"(?:(?:[到至在]|力争)*20\d\d年[底末]?[，,]?)?(?:力争|进一步)*")
# Of what it is the growth stands before it.
_BARE_GROWTH = re.compile("(?:年均|同比|累计)?(?:增长|增速|递增|增长率|增幅)")
# 产值过1000亿元的企业实现“破零”: none before, no figure.
_FIRST_OF_ALL = re.compile('的[^，,。；;]{2,8}(?:实现|取得)?[“"]?(?:破零|零的?突破)')
_FIRST_ONE = re.compile('(?P<what>[^，,。；;、]{2,20}?)(?:实现|取得)?[“"]?(?:零的?突破|破零)[”"]?[、，,]?$')
_BUILT = re.compile(
    r"(?<=..)(?:全部|均|全面)(?:接入|纳入|实现|完成|通过|达到)[^，,。]*$|(?<=..)(?:全部|全面|基本|陆续|如期|均|集中|顺利)*(?:建成(?:投产|投用|运营|运行|达产)?|投入(?:使用|运营|运行)|投产(?:达产)?|投用|竣工(?:投产)?|完工|挂牌|开工(?:建设)?|落地)$"
)
_BY_THEN = re.compile(r"20\d\d年|[年月]底|年内|年末")
# 新增用地80%以上投向四大组团: of what the share is stands in front.
_GOES_TO = re.compile("(?:主要|优先|集中)?(?:投向|用于|投入|投资于|布局|安排|集中|向|来自|落户|配置)")
_DOER = re.compile(r"(?:企业|项目|单位|农户|机构|产品|园区|设备|人员|劳动力|人|户)$")
# 医药、食品、木制品三大行业产值: the items of the list are nothing that is measured by itself.
COLLECTIVE = re.compile(r"(?:[一二三四五六七八九十两\d]+[大个类家]|等)")
_WORTH = 8
_LIKE_TOO = re.compile("、[^，,。；;\\d]{2,24}的[^，,。；;、的]{2,10}(?=$|[，,。；;])")
_OF_WHOM = re.compile(r"(?:以上|左右)?级?的?(?:龙头|骨干|工业)?(?:企业|项目|集群|园区|产业|产品)(?:、|和|及|与)")


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


class Sentence:
    """One sentence with its quantities: reads each against its neighbours."""

    def __init__(
        self,
        text: str,
        span: Span,
        found: list[Quantity],
        goal: bool,
        subject: str | None,
        present: int | None = None,
        before: Reading | None = None,
    ) -> None:
        self.text, self.span, self.goal, self.subject = text, span, goal, subject
        self.present, self.before = present, before
        self.last: Reading | None = None
        self.unit = ""
        # Where the clause ends that counted things last.
        self.counted = -1
        # The same where the things stand before their number.
        self.headed = -1
        self.found = found = [q for q in found if not (is_figure_of_speech(text, q, _DONE) or is_class(text, q))]
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
            # 3个投资亿元以上、能够带动产业发展的项目
            if _LIKE_TOO.match(self.text, q.tail, self.span.end) and q.lead - self.found[i - 1].tail <= _WORTH:
                return True
        if _DONE.match(self.text, q.tail, self.span.end):
            return False
        # 营业收入超10亿元企业、高新技术企业分别达到6家、110家: a name in a list that is counted behind it.
        if _OF_WHOM.match(self.text, q.tail, self.span.end):
            end = clause_end(self.text, q.tail, self.span.end)
            if "分别" in self.text[q.tail : end]:
                return True
        return any(self._joined(i, j) and self.found[j].kind == "count" for j in (i - 1, i + 1))

    def _bounds(self, i: int) -> tuple[int, int]:
        """Return the stretch that belongs to quantity ``i``: its clause, less what belongs to its neighbours."""
        q = self.found[i]
        start = clause_start(self.text, q.lead, self.span.start)
        end = clause_end(self.text, q.tail, self.span.end)
        if i and self.found[i - 1].tail > start:
            between = self.text[self.found[i - 1].tail : q.lead]
            cuts = list(_SEPARATOR.finditer(between))
            start = self.found[i - 1].tail
            if cuts:
                first = cuts[0] if _DONE.match(between) else cuts[-1]
                start += first.end()
        if i + 1 < len(self.found) and self.found[i + 1].lead < end:
            between = self.text[q.tail : self.found[i + 1].lead]
            cuts = list(_SEPARATOR.finditer(between))
            end = q.tail + cuts[-1].start() if cuts else self.found[i + 1].lead
        return start, max(end, q.tail)

    def _joined(self, i: int, j: int) -> bool:
        """Tell whether two quantities stand in one item, so that one qualifies the other's noun."""
        a, b = sorted((i, j))
        if a < 0 or b >= len(self.found):
            return False
        if self.found[b].kind == "count" and _DONE.match(self.text, self.found[a].tail, self.span.end):
            return False
        between = IN_BRACKETS.sub("", self.text[self.found[a].tail : self.found[b].lead])
        return len(between) <= 25 and not _PARTED.search(between)

    def _counts(self, q: Quantity) -> bool:
        """Tell whether a quantity is of a kind that goals are made of, and no label, rank or figure of speech."""
        text = self.text
        if q.kind == "" and not q.comparator:
            return False
        if _LABEL.search(text, max(0, q.lead - 9), q.lead) and text[q.end : q.end + 1] != "“":
            return False
        if _RANK.search(text, max(0, q.start - 3), q.start):
            return False
        if q.unit in _UNITS_OF and not _UNITS_OF[q.unit].match(text, q.tail):
            # 组建服务队10支: the thing may stand in front.
            return bool(_UNITS_OF[q.unit].search(text, clause_start(text, q.lead, self.span.start), q.lead))
        after = text[q.tail : q.tail + 6]
        if after.startswith("》"):
            return False
        more = text[q.end - len(q.unit) - 1 : q.end - len(q.unit)] in ("多", "余")
        compared = q.comparator is not None and text[q.lead : q.start] != "为" and not more
        if counts_things(text, q.tail):
            return True
        return not (q.kind in ("count", "ratio") and not compared and pattern("not_counted").match(after))

    def read(self, i: int) -> Reading | None:
        """Read quantity ``i``; None where it is no goal."""
        reading = self._read(i)
        if reading is not None and reading.rule == "target.measured" and not _BARE_GROWTH.fullmatch(reading.indicator):
            self.last, self.unit = reading, self.found[i].unit
        return reading

    def _aims(self, clause: int) -> bool:
        """Tell whether the sentence said before a clause that it is about what is to be reached (力争…)."""
        return _AIMS.search(self.text, self.span.start, clause) is not None

    def _of_whole(self, clause: int, start: int) -> str:
        """Return what a total is of: 新开通基站15万个以上,总数达到30万个; 绿色工厂加快建设,数量达到30家."""
        if self.last is not None and self.last.end <= start:
            return self.last.indicator
        before = clause_start(self.text, max(clause - 1, self.span.start), self.span.start)
        named = _GROWING.match(clean_head(self.text[before : max(clause - 1, before)], self.subject))
        return named["what"] if named is not None else ""

    def _dated(self, lead: int) -> bool:
        """Tell whether a deadline to come stands before a quantity: 到2027年,能耗下降9%."""
        if self.present is None:
            return False
        # 销售收入2025年900亿元
        beside = _YEAR_BESIDE.search(self.text, max(lead - 7, self.span.start), lead)
        if beside is not None and int(beside["y"]) >= self.present:
            return True
        before = list(_DUE_BY.finditer(self.text, self.span.start, lead))
        if not before:
            return False
        year = before[-1]["y"] or before[-1]["before"] or before[-1]["in"]
        return not year or int(year) >= self.present

    def _goes_on(self, q: Quantity, start: int) -> bool:
        """Tell whether a share follows right behind another that is to be reached: 利用率达到100%,复用率95%."""
        last = self.last
        if q.kind != "share" or last is None or not last.stated:
            return False
        return 0 <= start - last.end <= 1 and "%" in self.text[last.end - 1 : last.end + 1]

    def _ranked(self, i: int, clause: int) -> Reading | None:
        """Read how large something is to become: 到2025年建成2500亿元级产业集群; 千亿级 is a figure of speech."""
        text, q = self.text, self.found[i]
        noun = _RANKED.match(text, q.tail, self.span.end)
        if noun is None or q.kind not in ("money", "") or q.written != "digit":
            return None
        counted = any(self._joined(i, j) and self.found[j].kind == "count" for j in (i - 1, i + 1))
        if counted or not (self._dated(q.lead) or self.goal) or not pattern("verb").search(text, clause, q.lead):
            return None
        return Reading(noun["noun"], q.lead, noun.end(), True, "target.measured")

    def _read(self, i: int) -> Reading | None:
        text, q = self.text, self.found[i]
        if not self._counts(q):
            return None
        start, end = self._bounds(i)
        clause = clause_start(text, q.lead, self.span.start)
        head, behind = text[start : q.lead], text[q.tail : end]
        base = self.starts.get(i)
        before, since = self.was.get(i, (None, None))
        grown = ""
        if base is not None:
            before = base.value
            head, since = without_start(text[clause_start(text, base.start, self.span.start) : base.start])
        else:
            head, grown, year = without_base(head, is_ratio=q.kind == "ratio")
            since = year or since
        done = bool(_DONE.match(text[q.tail : end] if end > q.tail else "")) or (
            end == q.tail and bool(_DONE.match(text[q.tail : q.tail + 2]))
        )
        # 不低于92.5%(即全年污染不超过27天): a bracket explains the value.
        explained = IN_BRACKETS.match(behind)
        done = (
            done
            or OF_PART.match(text, q.tail) is not None
            or (explained is not None and _ROUGHLY.fullmatch(behind, explained.end()) is not None)
        )
        # 突破30项技术: what compares an amount is a verb before a count.
        verb = bool(pattern("verb").search(text, clause, q.lead)) or text[q.lead : q.start] == "突破"
        # 能量密度超过400Wh/kg的电池 tells of a product; where nothing follows a year that it is to be reached by, it is a goal.
        due = _BY_YEAR.search(text, max(clause - 12, self.span.start), q.lead) is not None or self._dated(q.lead)
        aimed = done and q.comparator is not None and due
        quality = (
            q.kind != "count"
            and pattern("attribute").search(text, max(start, q.lead - 6), q.lead) is not None
            and not aimed
        )
        if text[q.tail : q.tail + 1] == "级":
            return self._ranked(i, clause)
        if quality:
            return None
        if done:
            if i and self.found[i - 1].kind == "count" and self._joined(i - 1, i):
                head = _COUNTED_NOUN.sub("", head)
            indicator = clean_head(head, self.subject)
            # 到2025年建成工厂16家,到2027年建成41家
            same = self.last is not None and self.unit == q.unit and only_verb().fullmatch(indicator) is not None
            if _ONLY_GROWTH.fullmatch(indicator) or indicator in _DONE_TO or same:
                indicator = ""
            # 上市公司实现零的突破、达到1户
            first = _FIRST_ONE.search(text, clause, q.lead)
            indicator = clean_head(first["what"], self.subject) if first is not None else indicator
            if (
                len(indicator) < 2
                and self.last is not None
                and (clause > self.last.end or text[self.last.end : start] in ("、", "/", "，", ","))
                and "。" not in text[self.last.end : clause]
            ):
                indicator = _GROWTH_TAIL.sub("", self.last.indicator)
            elif len(indicator) < 2 and self.before is not None and _ONLY_TIME.fullmatch(text, self.span.start, q.lead):
                # 到2024年,产值突破3000亿元；到2025年达到4000亿元
                indicator = _GROWTH_TAIL.sub("", self.before.indicator)
            elif len(indicator) < 2:
                # 实现增加值…, 突破…: the measured thing stands in the clause before.
                earlier = text[
                    clause_start(text, max(clause - 1, self.span.start), self.span.start) : max(clause - 1, 0)
                ]
                indicator = clean_head(earlier, self.subject) if clause > self.span.start else ""
            if len(indicator) < 2:
                return None
            if indicator in _WHOLE:
                indicator = self._of_whole(clause, start) + indicator
            # 引进领军人才10名,高技能人才1.2万人: the verb of the clause before; 年均增长10% is no figure of one year.
            near = self.headed >= 0 and clause - self.headed <= 1
            goes_on = near and q.kind == "count" and _THINGS.fullmatch(head) is not None
            stated = q.comparator is not None or verb or self.goal or self._aims(clause) or goes_on
            stated = stated or _YEARLY.search(head) is not None or self._goes_on(q, start)
            stated = stated or self._dated(q.lead)
            # 高新技术企业净增 | 100家: a cell of its own in the row of a task.
            stated = stated or (
                q.lead == start and text[start - 1 : start] == "\t" and text[q.tail : q.tail + 1] == "\t"
            )
            if q.kind == "count" and (verb or goes_on):
                self.headed = clause_end(text, q.tail, self.span.end)
            at = text.find(indicator, start, q.lead)
            at = at if at >= 0 else text.find(indicator.removesuffix(grown), start, q.lead) if grown else -1
            return Reading(indicator, at if at >= 0 else q.lead, q.tail, stated, "target.measured", before, since)
        if q.kind == "money" or q.kind == "":
            if _FIRST_OF_ALL.match(text, q.tail, self.span.end):
                return None
            if not (verb and _CREATION_ONLY.search(text, clause, q.lead)) and not behind.startswith("的"):
                if not (self.goal and verb):
                    return None
            indicator = clean_head(head.rsplit("的", 1)[-1], self.subject)
            named = measure().search(indicator)
            if named is None:
                return None
            at = text.rfind(named[0], start, q.lead)
            return Reading(named[0], at, end, True, "target.threshold")
        if behind.startswith("的") and q.kind == "share" and head.endswith(_COVERS):
            # 网络覆盖80%以上的产区: what covers is measured.
            indicator = clean_head(head, self.subject)
            at = text.find(indicator, start, q.lead)
            if len(indicator) > len(_COVERS) and at >= 0:
                return Reading(indicator, at, q.tail, verb or self.goal, "target.measured")
        if behind.startswith("的"):
            noun = text[q.tail + 1 : end]
            following = self.found[i + 1] if i + 1 < len(self.found) and self._joined(i, i + 1) else None
            if following is not None:
                noun = text[following.tail : clause_end(text, following.tail, self.span.end)]
            of_them = attribute().search(head)
            due = q.kind == "share" and self._dated(q.lead)
            indicator = noun + (of_them[0] if of_them else "")
            if len(indicator) < _SHORT:
                # 日加工能力500吨以上的生产线3条: what those counted behind it are like.
                return None
            at = of_them.start() + start if of_them else q.lead
            finish = clause_end(text, q.tail, self.span.end)
            # 建设容量不低于10万千瓦时的储能电站: how large they are that are to be built, outside what tells goals.
            stated = self.goal or due or (verb and (q.kind != "measure" or following is not None))
            return Reading(indicator, at, finish, True, "target.attribute") if stated else None
        if is_size(text, q, clause) or is_capacity(text, q, self.span):
            return None
        noun = noun_behind(text, q.tail, end, clause_end(text, q.tail, self.span.end))
        counted = clean_head(head, self.subject)
        if (_DOES.search(noun) and _DOER.search(counted)) or (q.kind == "share" and _GOES_TO.match(noun) and counted):
            at = text.rfind(counted, start, q.lead)
            return Reading(counted, at, q.tail, True, "target.measured") if verb or self.goal else None
        built = _BUILT.search(noun)
        if built is not None and (self.goal or _BY_THEN.search(text, self.span.start, q.lead)):
            noun, verb = noun[: built.start()], True
        measured = i + 1 < len(self.found) and end == self.found[i + 1].lead and measured_of().search(noun) is not None
        if measured or _THEY_DO.search(noun):
            # 2个集群产值分别超过70亿元、30亿元: what is measured of them comes next.
            return None
        noun = bare_noun(noun)
        if len(noun) < 2 or sums_up(text, q, noun, clause):
            return None
        there = _THERE.match(noun) if head.endswith("在") and q.comparator is not None else None
        if there is not None:
            # 在不少于1000家养老机构开展试点
            return Reading(there["noun"], q.lead, q.tail + len(there["noun"]), True, "target.counted")
        # 打造A、B2个千亿级集群,C、D2个百亿级集群: the verb of the clause before.
        since = self.counted if self.span.start < self.counted <= clause else -1
        goes_on = since >= 0 and pattern("verb").search(text, since, q.lead) is None
        stated = verb or goes_on or (self.goal and q.comparator is not None)
        self.counted = clause_end(text, q.tail, self.span.end) if stated else -1
        return Reading(noun, q.lead, end, stated, "target.counted") if stated else None
