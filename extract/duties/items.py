"""Lists that name a body before each item: 1.市公安局：维护现场秩序. Whatever the item says is that body's to do.

Such items need no word of duty: that the body stands before the colon, in a list of others, says whose the task is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract import patterns as re
from extract.duties import phrases
from extract.duties.lists import leading_names
from extract.duties.nobody import is_person
from extract.duties.parts import Part
from extract.duties.phrases import FORBIDDEN
from extract.duties.words import NAMES_BODY, label_pattern, role_words, verb_of, verb_pattern
from extract.facts import Responsibility, Role, Span
from extract.names import Name, Sharing, are_known, looks_like_agency, names_several
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim
from extract.prose import any_of
from extract.records import record
from extract.resolve import LEVEL_WORDS, Context, resolve

# The names, what parts them from what they do; a heading of names alone has its duties in the line below.
_HEAD = re.compile(r"(?P<names>[^:：。；;\n]{2,60})(?:[:：。](?P<said>[^\n]*)|$)")
# Whom a letter speaks to, how somebody is reached, what is told of a body in the news.
_NO_TASK = re.compile(
    r"[你贵我](?:单位|局|委|厅|办|部|院|公司)|现将|关于[^，,。]{0,40}(?:函|请示|报告|通知|意见|收悉)|《|经(?=研究|审核|审查|核查|查)|兹"
    r"|(?:联系|负责)(?:人|电话|方式|地址)|电话|地址|传真|邮(?:编|箱|政编码)|网址|微信公众号|\d[\d\-—]{6,}|牵头(?:领导|人)|(?:无|略|/)$"
    r"|(?:20\d\d年)?(?:\d{1,2}[—\-至])?\d{1,2}月(?!(?:底|末|\d{0,2}日)?[^，,。]{0,4}(?:前|起))(?![^，,。]{0,6}(?:集中|组织|开展))"
    r"|[^，,。；;]{0,6}(?:同志|女士|先生)"
)
# What is told of a body, not what it is to do.
_TELLS = re.compile(
    r"\d{7,}|荣?获(?:得|评)?[^，,。]{0,12}(?:奖|表扬|称号|先进)|得分|排名|通报表扬|未反馈|原则同意|无意见|没有[^，,。]{0,6}意见|已采纳|进度滞后"
    r"|^(?:现有|目前|去年|上年|今年以来|全年(?:新增|完成|实现))|位于|同比|居全[省市国]|占比\d|周[一二三四五]至周"
)
# Headings over lists of other things than tasks.
_OTHER_LIST = re.compile(
    r"联系(?:方式|电话|人)|通讯录|网址|情况$|回顾|(?:工作|主要|取得的?)成效|表彰|得分|排名|获奖|名单|(?:存在|主要)的?问题"
    r"|意见(?:采纳|反馈|建议|征集)|发言|成员$|简介|现状|概况|(?:资金|指标)分配"
)
# 南山区：重点发展…: what is to grow in a place is no duty of it.
_PLACE = re.compile("(?:[省市州盟县旗镇乡村园港城带圈]|(?<!军分)(?<!警备)区|片区|街道|新城|基地|集群|组团)(?:[)）])?$")
# 金融机构：加大信贷投放: of bodies that are many only those of government are told what to do so.
_GOVERNS = re.compile("政府|管委会|部门|成员单位|办事处|机关")
# 省级制造业创新中心 is what is to be built.
_PLATFORM = re.compile(
    "(?:中心|研究院|研究室|实验室|平台|联盟|公司|集团|大学|学院|学校|医院|银行|站|园|馆|院)$|^[省市州县区国]家?级"
)
_ENDS = re.compile("[局厅委办部署院队会社室]|中心|政府|部门|机关")
_DUTIES = re.compile(f"{phrases.DUTIES_ARE.pattern}$")
_INNER = re.compile(
    r"(?<=[。；; 　])(?:(?P<names>[省市州盟县区旗各][^:：。；;，,\s]{2,24})|(?P<number>[(（]\d{1,2}[)）])(?P<numbered>[^:：。；;，,\s]{2,24}))[:：]"
)
_MIN_INNER = 3
_HAN = re.compile("[一-鿿]")
# The last character of a sentence and what stands between it and the items below.
IN_PROSE = frozenset({"duties.prose", "duties.said"})
_OPENS = {rule: re.compile(r"[^\n]?[:：]\s*") for rule in IN_PROSE} | {"duties.item": re.compile(r"[^\n]?[:：]?\s*")}
OPENING = frozenset(_OPENS)
_MIN_WORDS = 4


def head_of(text: str, line: Span) -> tuple[Span, Span] | None:
    """Return the names before the colon of a line and what stands behind it, None where the line has not that form."""
    number = number_at(text, line.start)
    start = trim(text, Span(number.end if number else line.start, line.end)).start
    match = _HEAD.match(text, start, line.end)
    if match is None or NAMES_BODY.search(text, start, match.end("names")) is None:
        return None
    words = match["names"]
    if (duties := _DUTIES.search(words)) is not None:
        words = words[: duties.start()]
    names = trim(text, Span(start, start + len(words)))
    words = names.of(text)
    if label_pattern().match(text, start) or not looks_like_agency(words) or _PLACE.search(words):
        return None
    said = trim(text, Span(*match.span("said"))) if match["said"] is not None else Span(line.end, line.end)
    return names, said


def parted(text: str, line: Span) -> Iterator[Span]:
    """Yield the items that a page ran together in one line (…。 市规划局：做好…。 市公安局：疏导…), else the line itself."""
    heads = [line.start]
    colons = sum(text.count(mark, line.start, line.end) for mark in ":：")
    for match in _INNER.finditer(text, line.start, line.end) if colons >= _MIN_INNER - 1 else ():
        kind = "numbered" if match["number"] else "names"
        if looks_like_agency(match[kind]) and not label_pattern().match(text, match.start(kind)):
            heads.append(match.start())
    if len(heads) < _MIN_INNER:
        heads = heads[:1]
    for start, end in pairwise((*heads, line.end)):
        yield trim(text, Span(start, end))


@record
class Item:
    """One item: the names, what they do, and the whole of it; ``below`` where that stands in the line below the names.

    Where it stands in items of their own below the names, the whole is the line of the names, and ``said`` is empty.
    """

    names: Span
    said: Span
    whole: Span
    below: bool


def find_items(text: str, lines: list[Span], told: Collection[int] = ()) -> Iterator[Item]:
    """Yield the items of such lists.

    Parameters
    ----------
    text
        The page.
    lines
        The lines of a policy, in order.
    told
        Where bodies stand that have a duty in a sentence: a line that begins with one is of the list too.
    """
    heads = [head_of(text, line) for line in lines]
    for i, (line, head) in enumerate(zip(lines, heads, strict=True)):
        if head is None:
            continue
        names, said = head
        number = number_at(text, line.start) if names.start > line.start else None
        numbered, inner = number is not None, None
        if said.start == said.end:
            # （一）市林业局, its duties in the line below, or in items below.
            below = lines[i + 1] if numbered and i + 1 < len(lines) else None
            if below is None or heads[i + 1] is not None:
                continue
            inner = number_at(text, below.start)
            if (":" in line.of(text)) if inner is None else number is None or inner.style.rank <= number.style.rank:
                continue
            said = below if inner is None else trim(text, Span(inner.end, below.end))
        elif not numbered and not any(
            lines[j].start in told or ((near := heads[j]) is not None and near[1].end > near[1].start)
            for j in (i - 1, i + 1)
            if 0 <= j < len(lines)
        ):
            continue
        words = said.of(text)
        if (
            len(_HAN.findall(words)) < _MIN_WORDS
            or _NO_TASK.match(words)
            or _TELLS.search(words)
            or is_person(re.split("[，,。；;]", words)[0])
            or label_pattern().match(words)
        ):
            continue
        if inner is not None:
            # That they are duties is told by the word or by other headings that are names.
            yield Item(names, Span(line.end, line.end), Span(names.start, line.end), below=names.end == line.end)
        else:
            yield Item(names, said, Span(names.start, said.end), below=said.start >= line.end)


def lists_tasks(headings: Sequence[str]) -> bool:
    """Tell whether lists below headings can be of tasks: not of contacts, results, members, opinions."""
    return not any(_OTHER_LIST.search(heading) for heading in headings)


def opening(outline: Outline, rows: Sequence[Responsibility]) -> list[Responsibility]:
    """Return duties of which those that a sentence gives with a colon (市财政局履行以下职责：) have the items below for their task.

    Items that have clauses of their own are tasks of their own, and the sentence is none but theirs.
    """
    text = outline.text
    stated = sorted(row.at.evidence.start for row in rows if row.at.rule not in _OPENS)
    out = []
    for row in rows:
        end, section = row.task.end, outline.section_at(row.task.start)
        opens = _OPENS.get(row.at.rule)
        if opens is not None and section is not None and opens.fullmatch(text, end - 1, section.body.end):
            below = Span(section.body.end, section.extent.end)
            first = bisect_left(stated, below.start)
            if below.start < below.end and (first == len(stated) or stated[first] >= below.end):
                row = replace(row, task=Span(row.task.start, below.end))
        out.append(row)
    return out


def find_subjects(text: str, lines: list[Span], context: Context) -> Iterator[list[Item]]:
    """Yield the lists of which every numbered item begins with its subject: 三、市林业局… 四、市水利局….

    Parameters
    ----------
    text
        The page.
    lines
        The lines of a policy, in order.
    context
        Jurisdiction and date of the policy.
    """
    run: list[Item] = []
    kind = None
    for line in lines:
        number = number_at(text, line.start)
        if number is None:
            continue
        start = trim(text, Span(number.end, line.end)).start
        names, at = (
            leading_names(text, Span(start, line.end), context) if _starts(text, start, line.end) else ([], start)
        )
        if names and text[at : at + 1] in (":", "："):
            # One of them in the other form: the list goes on.
            continue
        goes_on = bool(names) and at < line.end and text[at] not in "的、和与及：:，,。；;（("
        if run and (not goes_on or number.style.kind != kind):
            yield run
            run = []
        kind = number.style.kind
        if goes_on:
            run.append(Item(Span(start, at), Span(at, line.end), Span(start, line.end), below=False))
    if run:
        yield run


def _starts(text: str, start: int, end: int) -> bool:
    """Tell whether words may begin with the name of a body."""
    levelled = text.startswith((*LEVEL_WORDS, "各", "县级以上", "国", "团"), start)
    return levelled and _ENDS.search(text, start, min(end, start + 40)) is not None


# 乡村振兴服务中心：负责…: what it has to do says that it is a body.
_PLAINLY_NAMED = re.compile("[一-鿿]{2,12}(?:[局委办站队所社]|中心|办公室)")
_ADVERBS = re.compile(r"(?:[^，,。；;]{0,12}(?:职责|职能|分工|规定|要求)[，,]?)?")


# （五）会同市财政局下达项目计划
_JOINED_BY = re.compile("(?:会同|会商|联合|商(?=[省市州盟县区旗自国]))")


def joined_by(text: str, item: Span, context: Context) -> Part | None:
    """Return who joins the body under whose duties an item stands, None where the item does not begin with that."""
    number = number_at(text, item.start)
    match = _JOINED_BY.match(text, trim(text, Span(number.end, item.end)).start) if number is not None else None
    names = leading_names(text, Span(match.end(), item.end), context)[0] if match is not None else []
    return Part(tuple(names), "joint", "会同") if names else None


def read_item(text: str, names: Span, said: Span, context: Context) -> Part | None:
    """Return the part that an item gives to the bodies before it, None where they are none that is known."""
    found: list[Name] = Sharing(context).read(text, names)
    if not found or not all(looks_like_agency(n.agency) for n in found):
        return None
    told = text.startswith("负责", said.start) and all(_PLAINLY_NAMED.fullmatch(n.agency) for n in found)
    if not told and not are_known(found, context):
        return None
    if any(names_several(n.agency) and _GOVERNS.search(n.agency) is None for n in found):
        return None
    if not told and any(_PLATFORM.search(n.agency) and not resolve(n.agency, context).known for n in found):
        return None
    start = _ADVERBS.match(text, said.start, said.end).end()  # type: ignore[union-attr]
    if FORBIDDEN.match(text, start, said.end) is not None:
        return None
    adverb = re.compile(rf"(?:{any_of('duty_words', 'adverb')})*").match(text, start, said.end)
    match = verb_pattern().match(text, start, said.end) or (
        verb_pattern().match(text, adverb.end(), said.end) if adverb is not None else None
    )
    role: Role = "responsible"
    term = role_words("verb")["负责"].term
    if match is not None and (word := verb_of(match)).role in ("lead", "support", "supervise"):
        role, term = word.role or role, word.term
    return Part(tuple(found), role, term)
