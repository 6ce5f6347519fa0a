"""What a policy is called: titles that stand on lines of their own, titles that a notice or the news announces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import patterns as re
from extract.facts import Span
from extract.labels import head_data
from extract.outline import is_furniture
from extract.page import trim
from extract.site import behind_site, is_site
from seeds.tables import words

LINE = re.compile(r"[^\n]+")
PERIOD = re.compile(r"(20\d{2})\s*年?\s*(?:[-—–~～－至到]|——)\s*20\d{2}")
# 2035年远景目标 and 较2020年下降 are no years of work.
_YEAR = re.compile(r"(?<![较比于])(20\d{2})\s*年(?!第|修订|版|版本|远景|[)）])")
_BRACKETED = r"\s*[(（][^()（）\n]{1,30}[)）]"
_BRACKET = f"(?:{_BRACKETED})*"
_LAST_BRACKET = re.compile(f"{_BRACKETED}$")
_BRACKET_LINE = re.compile(
    r"[(（](?:[^()（）\n]{0,4}(?:19|20)\d{2}\s*(?:年)?\s*[-—–~至到]+[^()（）\n]{1,12}|试\s*行|暂\s*行|修\s*订[^()（）]{0,4}|征求意见稿|送审稿|草案|20\d{2}\s*年(?:版|度|修订)?)[)）]"
)
NOTICE_QUOTED = re.compile(
    r"(?:印发|发布|公布|下发|下达|转发)\s*《(?P<title>[^《》\n]{4,80})》"
    r"(?:[、和及与]*《[^《》\n]{4,80}》)*\s*(?:等\S{1,8})?(?:的)?\s*(?:通知|公告|印发|函)"
)
# 关于公开征求《…(征求意见稿)》意见的公告, 关于《…》公开征求意见的公告; 起草了《…》,现向社会公开征求意见
_SOLICITED = re.compile(r"(?:征求|征集)(?:对)?\s*《(?P<title>[^《》\n]{8,80})》[^\n。]{0,12}?(?:意见|建议)")
_DRAFTED = re.compile(
    r"《(?P<title>[^《》\n]{8,80})》\s*(?:[(（][^()（）\n]{1,30}[)）])?[,，\s][^\n。]{0,24}?(?:征求|征集)[^\n。]{0,16}?(?:意见|建议)"
)
# 现将《…》(以下简称《方案》)印发给你们; 我们编制了《…》,现印发给你们
_HANDED_OUT = re.compile(
    r"《(?P<title>[^《》\n]{4,80})》\s*(?:[(（][^()（）\n]{1,30}[)）])?"
    r"[,，。]?\s*(?:现(?:予以?)?)?(?:印发|转发|发布|公布|下发)"
)
_HANDS = ("现将", "现予", "编制了", "制定了", "制订了", "修订了", "起草了")
NOTICE_BARE = re.compile(r"关于(?:印发|发布|公布|下发)(?P<title>[^《》\n。,，;；:：]{4,70}?)的(?:通知|公告)")
APPROVED = re.compile(r"《(?P<title>[^《》\n]{4,80})》\s*(?:已经|已|经)[^。\n]{0,40}?(?:同意|通过|审定|批准|研究)")
ANNOUNCED = re.compile(r"(?:联合)?(?:发布|印发|出台|公布|下发|制定)\s*了?\s*《(?P<title>[^《》\n]{4,80})》")
# 七部门日前联合印发的《…》提出: what the news is about; 根据国务院印发的《…》 names another.
_SAYS = re.compile(
    r"(?:发布|印发|出台|公布)的\s*《(?P<title>[^《》\n]{4,80})》\s*(?:[(（][^()（）\n]{1,30}[)）])?\s*(?:提出|明确|指出|要求|显示|部署)"
)
# 国务院印发关于落实…的意见: news that name the policy without marks.
_ANNOUNCED_BARE = re.compile(
    r"(?:发布|印发|出台|公布)\s*了?\s*(?P<title>关于(?:《[^《》\n]+》|[^《》\n。,，;；:：]){4,70})(?=[。,，;；\n])"
)
# 工信部等部门印发某行业工作方案(2023—2024年)。 without marks and without 关于.
_ANNOUNCED_PLAIN = re.compile(
    r"(?:^|[。，,\n])\s*[一-鿿、]{1,40}?(?:部门?|委|局|厅|办|办公室|府|院|省|市|州|县|区|会)(?:日前|近日|联合|正式)*(?:发布|印发|出台|公布)了?"
    r"(?P<title>(?!关于)[一-鿿“”\d]{4,50}(?:[(（][^()（）\n]{1,24}[)）])*)(?=[。,，;；\n])"
)
# 《某合作区促进产业发展若干措施》今日正式公布
_RELEASED = re.compile(
    r"《(?P<title>[^《》\n]{4,80})》\s*(?:今日|昨日|近日|日前|正式|已|\d{1,2}月\d{1,2}日|\s)*(?:公布|发布|出台|印发)"
)
# What a page puts before the title on its line: 【规范性文件】, the number.
_BEFORE_TITLE = re.compile(
    r"(?:[^\n《》]{2,24}\d{1,2}月\d{1,2}日(?:联合)?(?:印发|发布|出台)\s*(?=《|关于)|第[一二三四五六七八九十\d]{1,3}篇[:：]|篇[一二三四五六七八九十\d]{1,3}[:：]|[^\n:：，,。；;]{1,30}[:：](?=\s*关于|\s*《)|[^\n:：，,。；;]{0,4}(?:标\s*题|名\s*称)\s*[:：]|【(?:[^【】\n]{2,24})】|\[(?:[^\[\]\n]{2,24})\]|[一-鿿]{1,12}\s*[〔\[(（]\s*(?:19|20)\d{2}\s*[〕\])）]\s*第?\d+\s*号)\s*(?=[《一-鿿])"
)
# An issuer on the line above a title that begins with it.
_TWICE = re.compile(r"(.{3,40})\d{0,8}\1")
_WHOLE_TEXT = re.compile(
    r"\s*[(（](?:全文|附全文|附件|节选|第[一二三四五六七八九十]{1,3}(?:篇|编|部分))[)）]$|(?<=》)\s*(?:全文|原文|正文)(?:如下|公布|发布)?[:：]?$"
)
# What a page puts behind it: who wrote it, when, how large it is to be shown.
_BYLINE = re.compile(
    r"(?:(?:信息|文章|稿件)?来源|作者|稿源|字号|字体|(?:发布|发文|更新)?(?:时间|日期)|编辑|责任编辑|浏览(?:次数|量)?|阅读(?:次数|量)?"
    r"|点击(?:次数|量|数)?)\s*[:：]|(?<=[ 　\t|])[(（\[【]?(?:20\d{2}[-年/.]\d{1,2}[-月/.]|打印|分享|收藏|关闭)|大 ?中 ?小"
    # …的通知(2023年5月11日)
    r"|[(（]20\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[)）]$"
    # …的指导意见 国办发〔2015〕73号
    r"|(?<=[ 　\t])[一-鿿]{1,12}\s*[〔\[(（]\s*(?:19|20)\d{2}\s*[〕\])）]\s*第?\d+\s*号$"
)
_BYLINE_OPENS = ("(", "（", "[", "【", "|")
# Every byline holds a colon, a blank, a day or what sets the size of letters.
_APART = re.compile("[:： 　\t|大日]")
_ENDS_WHOLE = (")", "）", "全文", "原文", "正文", "如下", "公布", "发布")
# A page that hands out files is headed by the name of one: …实施意见.docx
_FILE = re.compile(r"\.(?:docx?|pdf|wps|ofd|txt)$")
# A notice's line, whole or broken: 某市人民政府关于印发…实施意见 with 的通知 below.
_NOTICE_BEGINS = re.compile(r"(?:关于)?(?:印发|转发|批转|下发|公布|发布)")
# What no policy is called: menus, the page's own data, an addressee, a number.
_NO_FIRST_LINE = re.compile(
    r"^\s*(?:[-·•|∙]|[\d\s:.：/年月日-]+$|[^\n]{0,12}[>|][^\n]|.{0,3}$|[^\s:：]{2,6}\s*[:：]|[^\n]*(?:无障碍|发文机关|发文日期|发文字号|时效性|效力级别|施行日期|长者模式|关怀版|收藏|字号|当前位置|所在位置|面包屑))"
)
_ADDRESSEES = re.compile(r"\s*(?:各|有关|市政府各|省政府各|市直|省直)[^。\n]*[:：]\s*$")
_INTERPRETS = re.compile(r"》\s*(?:的)?(?:政策)?解读$")
_FOLDED = re.compile(r"[\s《》〈〉<>()（）—–―‐－~～\-]")
_MAX_TITLE = 90
# Where a text that has no title may be cut to have one.
_SENTENCE_ENDS = re.compile(r"[。；;！!？?]")
_PAUSES = re.compile(r"[，,：:\s]")
_SHORTEST = 8
_LEAD = 300
# A line that says whose a task is: the policy has begun.
CLAUSE = re.compile(r"\s*[(（〔【\[]?(?:牵头|责任|配合|主办|协办|主责)(?:单位|部门)[:：]")
# What the second line of a title begins with whose first line is the issuer.
_GOES_ON = ("关于", "印发", "转发", "批转", "公布", "发布", "《")
NUMBER_LINE = re.compile(r"[^\s。，,]{1,12}[〔\[(（]\s*(?:19|20)\d{2}\s*[〕\])）]\s*第?\d+\s*号")
ISSUERS_LINE = re.compile(r"(?:[一-鿿]{3,20}(?:委员会|常委会|政府|办公厅|办公室|委|部|厅|局|办|署|院|行)[ 　]*){1,4}")
# What no title holds: closing punctuation, a date, names set apart by spaces as in a signature, a menu, the cells of a
# table's row, the number of a group of them (五 保障措施).
_NO_TITLE = re.compile(
    r"[。;；!！?？]$|[:：]|\S[ 　]{2,}\S|^\s*(?:20\d{2}|二[〇○零Oo][一二三四五六七八九〇○零]{2})年\S{1,3}月|>|^\s*[-·•]|^附"
    r"|》\s*[已现业]|\S\t|^\s*[一二三四五六七八九十]{1,3}[ 　、]"
)
_NO_TITLE_END = ("。", ";", "；", ":", "：")
_LATER_ANNEX = re.compile(r"(?:^|\n)[ 　]*附[件表] ?(?:[2-9]|二|三|四|五)[:：]?\s*$")
# Only a line that begins as a title does is joined with the next one.
_TITLE_START = re.compile(r"(?:《|关于|[^\s\-]{2,25}关于|[^\s\-]{2,11}[省市区县州][^\s]{4,}|国务院|中共)")


@cache
def _title_line() -> re.Pattern[str]:
    kinds = "|".join(_kinds())
    return re.compile(rf"^[《]?[^。;；\n]{{3,}}?(?:{kinds}){_BRACKET}[》]?$")


@cache
def _last_letters() -> frozenset[str]:
    """Return what a title's line can end with: a kind of document, a bracket behind it, the mark that closes 《."""
    return frozenset((*(kind[-1] for kind in _kinds()), *")）》"))


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(sorted(words("kinds"), key=len, reverse=True))


def kind_of(title: str) -> str | None:
    """Return the kind of document that a title ends with (行动计划), the longest that fits."""
    found = _kind_at_end(title)
    while (last := _LAST_BRACKET.search(title)) is not None:
        title = title[: last.start()]
        found = max(found, _kind_at_end(title), key=len)
    return found or None


def _kind_at_end(words: str) -> str:
    return next((kind for kind in _kinds_by_letter().get(words[-1:], ()) if words.endswith(kind)), "")


@cache
def _kinds_by_letter() -> dict[str, tuple[str, ...]]:
    return {kind[-1]: tuple(k for k in _kinds() if k[-1] == kind[-1]) for kind in _kinds()}


def fold_title(title: str) -> str:
    """Return a title without white space, brackets and dashes, which pages print in many ways."""
    return _FOLDED.sub("", title)


def lines_of(text: str, start: int, end: int) -> list[Span]:
    """Return the lines of a stretch that are not blank, without the white space at their ends."""
    return [trim(text, Span(m.start(), m.end())) for m in LINE.finditer(text, start, end) if m[0].strip()]


def standalone(text: str, lines: list[Span]) -> Iterator[tuple[str, Span]]:
    """Yield titles that stand on lines of their own, up to three lines joined."""
    pattern, last_letters = _title_line(), _last_letters()
    for i, line in enumerate(lines):
        if i > 0 and lines[i - 1].of(text) == "|":
            # A cell of a table whose bars stand on lines of their own.
            continue
        words_so_far, start = "", line.start
        for j in range(i, min(i + 3, len(lines))):
            part = lines[j].of(text)
            if not words_so_far and len(part) < 2 * _MAX_TITLE:
                start, part = _cleared(text, lines[j])
            elif _APART.search(part) is not None and (byline := _BYLINE.search(part)) is not None:
                part = _before_byline(part, byline.start())
            stop = (start if j == i else lines[j].start) + len(part)
            if len(part) > _MAX_TITLE or part.endswith(_NO_TITLE_END) or _NO_TITLE.search(part) or is_furniture(part):
                break
            if j == i + 1 and not _TITLE_START.match(words_so_far):
                break
            if j == i + 1 and is_site(words_so_far):
                break
            if j == i + 1 and ISSUERS_LINE.fullmatch(words_so_far) and not part.startswith(_GOES_ON):
                break
            words_so_far += part
            if len(words_so_far) <= _MAX_TITLE and words_so_far[-1:] in last_letters and pattern.match(words_so_far):
                # Years and 试行 often stand in brackets on a line of their own below.
                if j + 1 < len(lines) and _BRACKET_LINE.fullmatch(lines[j + 1].of(text)):
                    words_so_far += lines[j + 1].of(text)
                    stop = lines[j + 1].end
                yield _unquoted(words_so_far), Span(start, stop)
                break


def _cleared(text: str, line: Span) -> tuple[int, str]:
    """Return where the words of a line begin behind what a page puts before a title, and the words themselves."""
    start = behind_site(text, line.start, line.end)
    words_of = text[start : line.end]
    head = words_of[:31]
    marked = words_of[:1] in ("【", "[") or "号" in head or ":" in head or "：" in head or "日" in head
    byline = _BYLINE.search(words_of) if _APART.search(words_of) is not None else None
    before = _before_byline(words_of, byline.start()) if byline is not None else ""
    if kind_of(before) is not None:
        words_of = before
        line = Span(line.start, start + len(words_of))
    if not marked and not words_of.endswith(_ENDS_WHOLE):
        return start, words_of
    while (label := _BEFORE_TITLE.match(text, start, line.end)) is not None:
        start = label.end()
    words_of = text[start : line.end]
    whole = _WHOLE_TEXT.search(words_of)
    return start, words_of[: whole.start()] if whole else words_of


def _before_byline(words: str, at: int) -> str:
    """Return what stands before a byline, without the bracket or the bar that it begins with and the blanks around it."""
    before = words[:at].rstrip()
    return (before[:-1] if before.endswith(_BYLINE_OPENS) else before).rstrip(" 　\t|")


def _unquoted(title: str) -> str:
    """Return a title without the 《》 around the whole of it (《政府工作报告》分工方案 keeps its own)."""
    if title.startswith("《") and title.endswith("》") and "》" not in title[1:-1]:
        return title[1:-1] or title
    if title.startswith("《") and "》" not in title:
        return title[1:] or title
    return title


def _printed(text: str, lines: list[Span], title: str) -> tuple[str, Span] | None:
    """Return an announced title as the page prints it on lines of its own, the last place of several."""
    wanted = fold_title(title)
    for i in range(len(lines) - 1, -1, -1):
        said = ""
        for j in range(i, min(i + 4, len(lines))):
            said += _cleared(text, lines[j])[1] if j == i else lines[j].of(text)
            if len(fold_title(said)) > len(wanted):
                break
            if fold_title(said) == wanted:
                last = lines[j]
                return _unquoted(said), Span(_cleared(text, lines[i])[0], last.end)
    return None


def announced(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Yield the titles that a notice announces, those of one way to do so after those of another."""
    asked = text.find("征求", start, end) >= 0 or text.find("征集", start, end) >= 0
    solicits = (_SOLICITED, _DRAFTED) if asked else ()
    for pattern in (*solicits, NOTICE_QUOTED, _HANDED_OUT, APPROVED, NOTICE_BARE):
        for match in pattern.finditer(text, start, end):
            # 为落实《国务院关于印发…规划的通知》: a document that this one cites announces nothing.
            if text.rfind("《", start, match.start()) > text.rfind("》", start, match.start()):
                continue
            if pattern is _HANDED_OUT and not text[max(start, match.start() - 8) : match.start()].rstrip().endswith(
                _HANDS
            ):
                continue
            title = match["title"].strip()
            if kind_of(title) not in (None, "通知"):
                yield title, Span(match.start("title"), match.end("title"))


def choose_title(text: str, lines: list[Span], start: int, end: int) -> tuple[str, Span, str]:
    """Return the title of the policy whose head the lines are, its place, and the rule that found it."""
    standing = sorted([*standalone(text, lines), *_labelled(text, start, end)], key=lambda title: title[1].end)
    told = list(announced(text, start, end))
    notices = [t for t in standing if re.search(r"的(?:通知|公告)$", t[0])]
    own = [t for t in standing if t not in notices and not _breaks_notice(text, t)]
    # Under 附件2 stands what comes behind the policy.
    own = [t for t in own if not _LATER_ANNEX.search(text, start, t[1].start)] or own
    if told:
        title, at = told[-1]
        printed = _printed(text, lines, title)
        if printed is not None:
            own = [*(t for t in own if not (printed[1].start <= t[1].start < printed[1].end)), printed]
        same = [
            t
            for t in own
            if fold_title(t[0]).endswith(fold_title(title)) or fold_title(title).endswith(fold_title(t[0]))
            if not _NOTICE_BEGINS.search(fold_title(t[0]).removesuffix(fold_title(title)))
        ]
        if same:
            longest = max(same, key=lambda t: (len(fold_title(t[0])), t[1].start))
            return longest[0], longest[1], "title.line"
        if not own or own[-1][1].start < at.start:
            return title, at, "title.announced"
    if own:
        # Of two candidates that end on one line the longer has its first line with it.
        # Where a page prints its first line twice, the title begins with the second.
        ending = [t for t in own if t[1].end == own[-1][1].end]
        longest = max(ending, key=lambda t: (_TWICE.match(t[0]) is None, len(t[0])))
        return longest[0], longest[1], "title.line"
    if notices:
        # The second line of a title may end as one does: the longest that ends so has its first line with it.
        ends = [t for t in notices if fold_title(t[0]).endswith(fold_title(notices[-1][0])) and not _TWICE.match(t[0])]
        title, at = max(ends, key=lambda t: (len(fold_title(t[0])), t[1].start))
        return title, at, "title.notice"
    told_of = (ANNOUNCED, _SAYS, _ANNOUNCED_BARE, _RELEASED, _ANNOUNCED_PLAIN)
    for pattern in told_of:
        # What the news is about stands in its lead.
        stop = end if pattern in (ANNOUNCED, _ANNOUNCED_BARE) else min(end, start + _LEAD)
        # What a task cites (年度目标：出台《实施办法》) is no news of the policy.
        stop = next((line.start for line in lines if CLAUSE.match(text, line.start, line.end)), stop)
        released = [m for m in pattern.finditer(text, start, stop) if kind_of(m["title"])]
        if not released:
            continue
        match = released[-1]
        return match["title"], Span(match.start("title"), match.end("title")), "title.news"
    return _first_line(text, lines or lines_of(text, start, len(text)), start)


def _labelled(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Yield the title that stands among the page's own data (名称：…)."""
    at = head_data(text, start, end).get("title")
    if at is not None and kind_of(at.of(text)) is not None and len(at.of(text)) <= _MAX_TITLE:
        yield _unquoted(at.of(text)), at


def _breaks_notice(text: str, title: tuple[str, Span]) -> bool:
    """Tell whether a line is the notice's, broken before 的通知."""
    return _NOTICE_BEGINS.search(re.sub("《[^《》]*》", "", title[0])) is not None and text[
        title[1].end :
    ].lstrip().startswith("的")


def _first_line(text: str, lines: list[Span], start: int) -> tuple[str, Span, str]:
    """Return the first line that may be a title, cut where a page has run the text into it or it is all text."""
    named = (
        line
        for line in lines
        if not (_ADDRESSEES.match(line.of(text)) or _NO_FIRST_LINE.match(line.of(text)))
        if not is_site(text[_cleared(text, line)[0] : line.end])
        if not is_furniture(line.of(text)) or _INTERPRETS.search(line.of(text))
        if not NUMBER_LINE.fullmatch(line.of(text))
    )
    first = next(named, next(iter(lines), Span(start, start)))
    begin, words_of = _cleared(text, first)
    words_of = _FILE.sub("", words_of)
    if words_of.startswith("《") and (title := _unquoted(words_of)) != words_of:
        begin, words_of = begin + 1, title
    for cut in re.finditer(r"[。\s]", words_of[: _MAX_TITLE + 1]):
        if kind_of(words_of[: cut.start()]) is not None:
            return words_of[: cut.start()], Span(begin, begin + cut.start()), "title.run_in"
    title = words_of if len(words_of) <= _MAX_TITLE else _beginning(words_of)
    return title, Span(begin, begin + len(title)), "title.first_line"


def _beginning(words: str) -> str:
    """Return how a text without a title begins: its first sentence, else what is whole of it."""
    sentence = _SENTENCE_ENDS.search(words, _SHORTEST, _MAX_TITLE + 1)
    if sentence:
        return words[: sentence.start()]
    pauses = [pause.start() for pause in _PAUSES.finditer(words, _SHORTEST, _MAX_TITLE + 1)]
    return words[: pauses[-1] if pauses else _MAX_TITLE]


def year_of_work(title: str) -> int | None:
    """Return the one year whose work a title is about (2021年工作要点), None for a period or no year."""
    if PERIOD.search(title):
        return None
    named = set(_YEAR.findall(title))
    return int(named.pop()) if len(named) == 1 else None
