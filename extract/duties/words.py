"""The words that say who has what part: labels, verbs, what stands around them (``roles.csv``, ``duty_words.csv``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import cast

from extract import patterns as re
from extract.facts import Role, Span
from extract.prose import alternation, any_of, words_for
from extract.records import record
from seeds.tables import rows


@record
class Word:
    """A role word with its role (None where it names a person or a time) and the term that it stands for."""

    text: str
    role: Role | None
    term: str


# The end of a public body's name, and what may stand behind it: words without one give no body a duty.
NAMES_BODY = re.compile(
    r"部门|(?:管理|监管|监督|主管|审计|检察|公安)机构(?=[、，,负要应牵会配参])|(?:有关|相关|责任|市直|省直|县直|区直|各)单位(?=[按协配负牵依根分具统共组承落])|(?:供电|电网)企业(?=[牵负会配要应按依具])|[局厅委办部署院会](?=的?(?:主要|工作|具体)*(?:职责|职能))|(?<=[会委指组部议班])(?:各|其他)?成员单位(?=[按协配负依根在结做要应须])|街道(?=[、，,牵负会配要应须])|各街道|政府|机关|海关|办事处|小组(?!长|成员为)|(?:工作|推进|专责|攻坚|协调)组(?=[、，,牵负会配应要须参协主按具组承统为是受定由和每]|办)|联席会议(?=[负要应定每])|专班|支行|分行|公司|(?:党校|[馆台社])(?=[牵负会配承要应按参等加做])|(?<=[局厅委])[一-鿿]{2,8}[处科股](?=[、，,牵负配承要按每])|等(?:骨干|龙头|重点)?(?:企业|媒体)|管委会|各(?:设区的?|地级以上|省辖)?[省市县区州盟旗镇乡地]|[一-鿿](?:一|二|三)?[司处科](?=[牵负会配承])|[省市县区州盟旗镇乡](?=[、，,牵负会配分结参于]|协[办助]|[要应须](?!求|点|素|闻|件|害|急|用))"
    r"|[市县区州旗镇乡](?=重点[做抓]好|轮流|(?:承担|履行|落实)(?:属地|主体|相应|主要|具体|领导|管理)*(?:责任|职责)|为责任主体|是[^，,。；;]{0,12}责任主体|在(?:20|每))"
    r"|由[一-鿿、（）()]{2,40}[市县区州盟旗镇乡)）](?=承担|(?:组织|具体|抓好|统筹|分别|共同|各自|按职责分工|负责)*(?:落实|实施|推进|负责|建设|承担))"
    r"|(?:防指|大学|[一-鿿][协院]|银行|商行|集团|协会|联合会|商会|学会)(?=[、，,牵负会配应要参协主按具组承统为是受充加认深密围立依利制建推联结在根])"
    r"|[局厅委办部署院队会站社所室联心](?=[\n、，,。：:；;（(）)会牵负应要按和及与等配参协主对须需在依根共分具统积结监指是为作组定落安提拟编制审商承做抓建开完推细明强每同统逐适保出公发参于维跟督实全履切执受进支优总双予给于主率带报上办跟向遵加充认深密着围立大聚紧研引鼓培打搭梳规争谋设成召起征核检查评验拨兑宣解联选招扶帮巩扩持通以将利调]|$)"
)

SHARED = "按职责分工负责"
# 负责解释和组织实施: explained and carried out.
ONLY = "(?![和及与并、，]{1,2}(?:负责|具体|组织)*(?:实施|落实|执行))"
# 负责人, 负责制, 负责任: a person, a system, a virtue; 负责人工智能平台, 负责制订计划, 负责任务分解: a duty.
NO_VERB = rf"(?!{any_of('duty_words', 'object')})[人制任]"


@cache
def role_words(position: str) -> dict[str, Word]:
    """Return the role words that stand as ``label`` or as ``verb``, by their text."""
    return {
        r["word"]: Word(r["word"], cast("Role | None", r["role"] or None), r["term"])
        for r in rows("roles")
        if position in r["position"].split("|")
    }


# 责任单位: what somebody is, and that it is a body. From the rows of the table others are made (市级牵头部门, 责任部门和单位).
_BODIES = ("单位", "部门", "机关", "主体", "机构", "处室", "科室")
_JOINED = tuple(f"{a}{joint}{b}" for joint in "和及与、" for a, b in (("单位", "部门"), ("部门", "单位")))
_BODY = f"(?:{'|'.join((*_JOINED, *_BODIES))})(?:[(（](?:{'|'.join(_BODIES)})[)）])?(?:[及和与](?:职责|任务)?分工)?"
_LEVEL = "[省市州盟县区旗镇]级|[省市州盟县区旗]直|[省市州盟县区旗](?=牵头|责任|配合)"
_MATTER = "(?:[此该本]项)?(?:工作|任务)的?|责任|业务|行业|政策"
_RANK = f"(?:第[一二三四]|总|分|主(?=牵头)|共同|联合|具体|直接|主要|一般|{_LEVEL}|各|其他|有关|相关|{_MATTER}){{0,2}}"


@cache
def _stems() -> dict[str, Word]:
    """Return what a label says of a body, without the word for it: 牵头, 责任, 配合."""
    words = {text: word for text, word in role_words("label").items() if word.role and text.endswith(_BODIES)}
    return {text[:-2]: word for text, word in sorted(words.items(), key=lambda item: item[0].endswith("单位"))}


@cache
def label_words() -> str:
    """Return a regular expression for every label: those of the table, and what is made of their parts."""
    stems = alternation(_stems())
    return rf"(?:{alternation(role_words('label'))}|{_RANK}(?:{stems})(?:[(（](?:{stems})[)）])?(?:[省市县区州]直|[省市县区州]级)?{_BODY})"


@cache
def _made() -> re.Pattern[str]:
    stems = alternation(_stems())
    return re.compile(rf"{_RANK}(?P<stem>{stems})(?:[(（](?:{stems})[)）])?(?:[省市县区州]直|[省市县区州]级)?{_BODY}")


@lru_cache(maxsize=256)
def label_word(text: str) -> Word | None:
    """Return what a label says of those behind it, None where the words are no label."""
    word = role_words("label").get(text)
    made = _made().fullmatch(text) if word is None else None
    return word if made is None else replace(_stems()[made["stem"]], text=text)


def label_of(text: str) -> Word:
    """Return what a label says.

    Raises
    ------
    KeyError
        Where the words are no label.
    """
    word = label_word(text)
    if word is None:
        raise KeyError(text)
    return word


# 【责任单位】市科技局, （责任单位）市科技局
_SET = ("【", "（", "(")
# What sets a line apart: ——责任单位：, ★牵头单位：.
_MARKS = "—–-·•*＊★☆●○◆◇■□▲△▶►※"
MARKS_BEFORE = re.escape(_MARKS)


@cache
def label_pattern() -> re.Pattern[str]:
    """Match a label with its colon; a number may stand before it, 为 in the colon's place (牵头单位为市科技局)."""
    words = label_words()
    # Printed wide: 责 任 单 位：
    wide = "|".join("[ 　]{1,2}".join(word) for word in role_words("label") if len(word) == 4)
    return re.compile(
        rf"\s*(?:\d{{1,2}}[.、]|[①-⑳]|[{MARKS_BEFORE}]{{1,2}})?\s*(?P<set>[【（(])?(?P<word>{words}|{wide})"
        # 【责任单位】市科技局, and no 【责任单位：市科技局】; 责任单位（第一个为牵头单位）：; **责任单位**：
        r"(?(set)[】）)]\s*[:：]?\s*|[*＊]{0,2}(?:(?:[(（][^()（）\n]{2,20}[)）])?\s*[:：]\s*|\s*(?:为(?!主)|是(?![否主由]))\s*|\s*(?:——|→)\s*"
        # 协同单位 杭州市政府
        r"|(?<=[位门关体构室工])[ 　\t]+(?=[省市州县区自国各中人团]"
        r"|[一-鿿]{2,20}?(?:政府|[局厅委办]|海关|公司|集团|大学|研究院|中心|实验室|[分支]行|[市区县旗州])(?:[、，,；;（(\s]|$))))"
    )


@cache
def label_hint() -> re.Pattern[str]:
    """Match where a label may end: a cheap test before :func:`label_pattern` is tried all along a line."""
    # Each way begins with a letter of its own: so a place where none begins is passed over at once.
    ends = alternation(
        (*(word[-2:] for word in role_words("label")), *_BODIES, *(f"{a}{b}" for a in " 　" for b in "位门关"))
    )
    return re.compile(rf"(?P<end>{ends})(?:\s*[:：]|[为是】—→(（）)*]|[ 　\t])")


@cache
def _label_starts() -> frozenset[str]:
    return frozenset(
        (
            *(word[0] for word in role_words("label")),
            *_MARKS,
            *"第总分共联具直主各其有相一工任责业行政此该本省市州盟县区旗镇【（(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
        )
    )


def opening_label(words: str) -> re.Match[str] | None:
    """Return the label that words without white space before them begin with, None where they begin otherwise."""
    return label_pattern().match(words) if words[0] in _label_starts() or words[0].isdigit() else None


def has_label(text: str, span: Span) -> bool:
    """Tell whether a stretch of text may hold a label at all."""
    return _may_hold_label(span.of(text))


@lru_cache(maxsize=8192)
def _may_hold_label(words: str) -> bool:
    sure = ":" in words or "：" in words or any(body in words for body in _BODIES)
    return sure and label_hint().search(words) is not None


# 第一牵头责任单位和部门: no label is longer.
_LONGEST_LABEL = 14


def find_labels(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Yield every label in a stretch of text, the longest that ends at a place; looked for from its end on."""
    if not has_label(text, span):
        return
    for hint in label_hint().finditer(text, span.start, span.end):
        stop = hint.end("end")
        first = max(span.start, stop - _LONGEST_LABEL)
        starts = [start for start in range(first, stop - 1) if label_word(text[start:stop]) is not None]
        if hint["end"][0] in " 　":
            starts = list(range(max(span.start, stop - 10), stop - 6))
        starts = [start - 1 if text[start - 1 : start] in _SET and start > span.start else start for start in starts]
        match = next((m for start in starts if (m := label_pattern().match(text, start, span.end))), None)
        if match is not None:
            yield match


@cache
def bare_label_pattern() -> re.Pattern[str]:
    """Match a label that lost its colon (牵头单位省科技厅): the whole words only, a name must follow."""
    words = alternation(word for word in role_words("label") if word.endswith(("单位", "部门", "机关")))
    return re.compile(rf"\s*(?P<word>{words})(?=[省市州县区自国中团各有相])")


@cache
def short_label_pattern() -> re.Pattern[str]:
    """Match a label of two characters, which counts in brackets and cells only (牵头：市科技局)."""
    return re.compile(rf"\s*(?P<word>{alternation(role_words('short'))})\s*[:：]\s*")


@cache
def verb_end_pattern() -> re.Pattern[str]:
    """Match a verb at the end of a segment, with what may stand between it and the last name, and behind it."""
    adverb, tail = any_of("duty_words", "adverb"), any_of("duty_words", "tail")
    words = alternation(role_words("verb"))
    titles = alternation(word for word in role_words("label") if word.endswith(("单位", "部门", "机关")))
    return re.compile(rf"(?:{adverb})*?(?:(?P<word>{words})(?:{tail})*|(?:作为|为|是)(?P<title>{titles}))$")


# A verb with all that may stand around it is no longer than this.
_LONGEST = 40


@cache
def _last_characters() -> frozenset[str]:
    tails = words_for("duty_words", "tail")
    return frozenset(word[-1] for word in (*role_words("verb"), *tails, "单位", "部门", "机关"))


def verb_at_end(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the verb that ends a stretch of text, None where none does."""
    if start >= end or text[end - 1] not in _last_characters():
        return None
    return verb_end_pattern().search(text, max(start, end - _LONGEST), end)


@cache
def verb_pattern() -> re.Pattern[str]:
    """Match a verb that says what somebody does, with the adverbs before it, anywhere in running text."""
    adverb = any_of("duty_words", "adverb")
    return re.compile(
        rf"(?:{adverb})*?(?P<word>{alternation(role_words('prose'))})(?!室|局(?!部)|处(?![理置罚分])|厅|署|队(?!伍)|科(?![技学研普创])|部门(?!预算|决算|数据|信息|联动|会商)|单位(?!产品|能耗|增加值|面积)|组(?![织建]))"
        # 市政府主管副秘书长: a person
        r"(?!(?<=主管)(?:领导|副?(?:省|市|州|县|区|局|秘书)长))"
    )


@cache
def duty_pattern() -> re.Pattern[str]:
    """Match a verb that speaks of a duty behind a name and what it is to be done by (要落实资金, 做好服务)."""
    adverb = any_of("duty_words", "adverb")
    return re.compile(rf"(?:{adverb})*?(?P<word>{alternation(role_words('duty'))})")


def verb_of(match: re.Match[str]) -> Word:
    """Return the role word of a match; 按职责 before it makes the responsibility shared."""
    if match.groupdict().get("title"):
        return role_words("label")[match["title"]]
    position = "verb" if match["word"] in role_words("verb") else "prose"
    word = role_words(position)[match["word"]]
    if word.role == "responsible" and re.search("职责|分工|职能", match[0]):
        return Word(word.text, word.role, SHARED)
    return word


# Verbs that speak of duties wherever they stand; the others do at the end of a bracket only.
_STRONG = re.compile(
    "牵头|牵总|抓总|负责|主抓|协抓|包抓|配合|督导|督办|督查|职责|分工|组织落实|组织实施|抓好落实|协同|总责|主责"
)


@cache
def sign() -> re.Pattern[str]:
    """Match any sign that a bracket may hold a duty clause."""
    labels = label_words()
    short = alternation(role_words("short"))
    ends = alternation(w for w in role_words("verb") if _STRONG.search(w))
    return re.compile(
        rf"(?:{labels})(?:(?:[(（][^()（）]{{2,20}}[)）])?\s*[:：]|[为是 　](?=[省市州县区自国各中人团]))"
        rf"|(?:^|[;；,，。])\s*(?:{short})\s*[:：]|(?:{ends})(?![室办局](?:[、，,；;]|$))|(?:参与|参加|落实|实施|协助|协办|会办|指导|监督|主办|承办|支持|推进|执行|办理|跟进|挂帅)[。;；]?$"
        r"|(?:以上|上述|以下|下列|下述|各项|后续)[^，,。；;、]{0,8}(?:均|都)(?:涉及|包括|包?含|由|需|须)"
        r"|(?:均|都)(?:为|是|作为)(?:(?:以下|下列)?(?:各项|全部|所有)[^，,。；;、]{2,6}的)?(?:责任|牵头|配合|参与|协办)(?:单位|部门)"
        rf"|[省市县区州](?:[一-鿿]{{2,}})[，,]?(?:会同|联合(?=[省市县区州国])|参与|指导|(?<=[局厅委部])商(?=[省市县区州国]))"
    )


# One of these stands in every clause: brackets without them are no clauses, and most are without.
_HINTS = (
    "牵头", "牵总", "抓总", "负责", "配合", "主抓", "协抓", "包抓", "会办", "单位", "部门", "机关", ":", "：", "落实", "实施", "督", "协", "参", "会同", "职责",
    "分工", "指导", "监", "主办", "承办", "支持", "推进", "执行", "办理", "责任", "抓好", "跟进", "挂帅", "总责", "主责", "局商", "厅商", "委商", "涉及",
    "包括", "联合",
)  # fmt: skip


def is_signal(words: str) -> bool:
    """Tell whether words hold a sign that they may be a duty clause."""
    return any(hint in words for hint in _HINTS) and sign().search(words) is not None


@cache
def note_words() -> dict[str, Word]:
    """Return the role words that may stand alone in a bracket behind a name."""
    return role_words("label") | role_words("note") | role_words("verb")


@cache
def note_pattern() -> re.Pattern[str]:
    """Match the words of a bracket behind a name that speak of its part: 牵头; 市税务局配合提供数据."""
    words = alternation(note_words())
    labels = label_words()
    return re.compile(rf"^(?:{words})$|^.{{3,40}}(?:牵头|负责|配合|参与|协助|督导|提供)|^(?:{labels})\s*[:：]")
