"""By when a task is due, in the words of the document.

A time is a deadline where the words around it make it one: an end (2024年底前, 9月20日之前, 年内), an aim (到2025年, 力争2026年), what
is done then (明年一季度完成), a count from the document's own day (印发之日起30日内), a day that returns (每月25日前), or the word that
there is no end (长期坚持, as a clause of its own). What a figure is compared with, what something dates from and how long a
document is valid are times too, and no deadlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_HAN = "一二三四五六七八九十"
_YEAR = r"(?:20\d\d|[二２]〇[一二三四五六七八九〇]{2})年"
_WHICH = rf"(?P<which>{_YEAR}度?|[今明本当次]年度?|每年)"
_MONTH = rf"(?:(?<!\d)(?:1[0-2]|0?[1-9])|(?<![{_HAN}])(?:十[一二]?|[一二三四五六七八九]))月份?"
_IN_MONTH = r"(?:(?:[12]\d|3[01]|0?[1-9])日|[底末初]|[上中下]旬)"
_PART = (
    rf"{_MONTH}(?:[-—－~～至到、和]{{1,2}}{_MONTH})+|(?:{_MONTH}|[本下当]月){_IN_MONTH}?|第?[{_HAN}1-4]季度[底末]?|[上下]半年[底末]?"
    r"|年[底末中终]|春节|元旦|“?[五十]一”?(?=[前之])|国庆节?|中秋节?|(?:主?汛|入汛|供暖|采暖)[期季]?|开学"
)
_BEFORE = "(?P<before>之前|以前|以内|前(?![三期列述沿景往置十两2-9海])|内(?![容部外需涵在蒙]))"
_AIM = "(?P<aim>力争到?|确保到?|争取到?|到|至)"
_TIME = re.compile(
    rf"{_AIM}?(?:{_WHICH}(?P<part>{_PART}|[底末初])?|(?P<alone>{_PART})|(?<![\d{_HAN}两几年])年(?=内)){_BEFORE}?"
)
# What stands in front of a time that is none to be met, and behind it.
_SINCE = re.compile("(?:与|较|比|同|自|从|由|以|对|截|截止|距|有效期限?|延[长续]|顺延)$")
_RANGE = re.compile("[年月日\\d—－~～-]$")
_PAST = re.compile("相[比较]|[比较]|起(?!草)|以来|以后|之后|后|的|已|未|仍|为基|[-—－~～至]")
_DONE = (
    "(?:全面|全部|基本|初步|正式|率先)?(?:完成|建成|建设|建立|实现|达到|投产|投运|投用|投入|竣工|开工|启动|开通|通车|通过|出台|印发|发布|"
    "制定|形成|设立|组建|成立|落地|交付|上线|启用|开业|推出|开展|实施|举办|召开|新增|突破)(?![了过])"
)
_THEN = re.compile(_DONE)
# 苍南县大数据中心2026年4月28日发布: the day of a page or a policy.
_ISSUED = re.compile("(?:印发|发布|公布|施行|实施|编辑|录入)(?=[，,。；;\\s)）]|$)")
_SOON = re.compile(rf"[^，,。；;、\n（(]{{0,12}}?{_DONE}")
_AIMS = frozenset({"到", "力争", "力争到", "确保", "确保到", "争取", "争取到"})
_NUMBER = rf"(?:\d+|[{_HAN}两半]+)"
_OTHERWISE = re.compile(
    "|".join(
        (
            # From the document's own day, and within a span of years.
            rf"(?:自?本?[^，,。；;\s（(]{{0,6}}?)(?:印发|发布|公布|实施|施行|出台|下发)(?:之日起|后){_NUMBER}(?:个工作日|个月|日|天|年)以?内",
            rf"(?:力争用?|确保用?|争取用?|利用|用){_NUMBER}年(?:左右)?(?:的?时间|内)",
            # Days that return.
            r"每个?(?:季度|半年|[月年])(?:末月|首月|[末底初])+(?:\d{1,2}日)?(?:之?前)?|每个?月(?:底|\d{1,2}日)(?:之?前)",
            "按(?:月|季度?|半年|年度)推进",
            # Of several years one after the other.
            rf"自?{_YEAR}起[，,]?(?=每年)|(?<![^。；;，,\n])20\d\d年?[-—－~～至]{{1,2}}20\d\d年(?=[，,]?(?:每年|逐年|分年度))",
            rf"[到至在]?“?十[{_HAN}]五”?(?:规划)?(?:期?末|期内)|“?十[{_HAN}]五”?(?:期间|时期)(?={_SOON.pattern})",
            # A clause of its own that says that there is no end.
            r"(?<![^。；;，,、\s(（\[【〔:：])(?:长期|持续|常态化|全年)(?:坚持|推进|实施|开展)(?=[。；;，,\s)）\]】〕]|$)",
        )
    )
)
# What only a clause says beside its agencies: 「6月底完成」, 「持续推进」.
_IN_CLAUSE = re.compile(
    r"(?:持续|长期|常态化)(?:推进|坚持|实施|开展)?(?=[。；;，,、\s)）\]】〕]|$)|(?<![\d年])\d{1,2}月[底末]?前?完成"
    rf"|(?<![\d{_HAN}两几今本当])年内(?:完成|持续推进)?"
    # （2025-2027年；责任单位：…）: the years by themselves.
    r"|(?:(?<=[；;，,\s])|(?<=^[（(\[【〔])|^)20\d\d(?:年?[-—－~～至]{1,2}20\d\d年|年全年)(?=[。；;，,\s)）\]】〕]|$)"
)
# 完成时限：2024年6月底前, on a line of its own or in a clause.
_LABELLED = re.compile(
    r"(?:时限|时间|期限)(?:要求|节点|安排)?[ 　]*[:：][ 　]*([^\n;；。)）〕\]】]+)"
    r"|(?:时间节点|进度(?:安排|要求))[ 　]*[:：][ 　]*([^\n。]+)"
)
# A cell of a table that holds nothing but a time.
_CELL = re.compile(
    rf"(?:{_YEAR}|[今明本]年|每年)?(?:{_PART})?(?:[底末初内])?(?:之?前)?(?:完成)?"
    r"|(?:持续|长期|全年|常年|常态化|适时|按时序)(?:推进|坚持|实施|开展|完成)?"
)
_BETWEEN_CELLS = re.compile(r"\t|[ 　]{2,}")
_CLAUSE = re.compile("单位|部门|牵头|负责|责任|配合")
# 力争2027年 is the year, however the document says that it is aimed at.
_AIMED = re.compile("^(?:力争|确保|争取)")
# 2020年任务：一是4月底前…: the months are those of the year that their list is headed by.
_HEADS = re.compile(rf"(?P<year>{_YEAR})度?(?:主要|重点|工作|年度)*(?:任务|目标|计划|安排)[:：]")
_WITHOUT_YEAR = re.compile(rf"(?:{_MONTH}|第?[{_HAN}1-4]季度|[上下]半年|年[底末中])")
_SPACES = re.compile(r"\s+")
_TITLE = re.compile("《[^》]*》")


def deadline(task: str, clauses: Iterable[str], since: int | None = None) -> str:
    """Return the times that a task names, as printed and each once, in the order of the text; empty for none.

    A month stands with the year that its list is headed by. Only the task's own words count: that a document as a whole runs
    to some year is no deadline of each task. What stands behind a label (完成时限：…) is the deadline, and what else the task
    says is not.

    Parameters
    ----------
    task, clauses
        The words of the task, and those that say who does it, which may stand outside them.
    since
        The year of the document: a year before it tells of the past (2023年完成…) unless its end is named as one to meet.
    """
    given = list(clauses)
    labelled = [m[1] or m[2] for words in (*given, task) for m in _LABELLED.finditer(words)]
    if labelled:
        return "；".join(dict.fromkeys(words.strip(" 　,，。") for words in labelled))
    words = _SPACES.sub("", task)
    found: list[str] = []
    own = _times(words, since)
    for clause in given:
        cells = [cell.strip() for cell in _BETWEEN_CELLS.split(clause)]
        if len(cells) > 2:
            # A row of a table is a clause whose words for the roles stand in its heading.
            found += [cell for cell in cells if len(cell) > 1 and not cell.isdigit() and _CELL.fullmatch(cell)]
        elif _CLAUSE.search(clause):
            found += [m.group() for m in _IN_CLAUSE.finditer(clause)]
            found += _times(_SPACES.sub("", clause), since)
    found = list(dict.fromkeys([*found, *own]))
    # 6月底 is said already where 6月底完成 is; the order is that of the text.
    whole = [time for time in found if not any(time != other and time in other for other in found)]
    return "；".join(sorted(whole, key=lambda time: own.get(time, words.find(time))))


def _times(text: str, since: int | None) -> dict[str, int]:
    """Return the times of a text and where each stands first."""
    text = _TITLE.sub(lambda m: "〇" * len(m.group()), text)
    places = [(m.start(), m.end()) for m in _OTHERWISE.finditer(text)]
    times = [(m.start(), m.end()) for m in _due(text, since)]
    # 每季度末月25日前 holds a day that would be a time by itself.
    kept = [t for t in times if not any(p[0] <= t[0] and t[1] <= p[1] for p in places)]
    kept += [p for p in places if not any(t[0] <= p[0] and p[1] <= t[1] for t in kept)]
    years = [(head.end(), head["year"]) for head in _HEADS.finditer(text)]
    found: dict[str, int] = {}
    for start, end in sorted(kept):
        said = _AIMED.sub("", text[start:end])
        headed = [year for at, year in years if at <= start]
        found.setdefault(f"{headed[-1]}{said}" if headed and _WITHOUT_YEAR.match(said) else said, start)
    return found


def _due(text: str, since: int | None) -> Iterator[re.Match[str]]:
    """Yield the times of calendar that a text asks to be met."""
    for found in _TIME.finditer(text):
        before, behind = text[: found.start()], text[found.end() : found.end() + 30]
        if _SINCE.search(before) or _PAST.match(behind):
            continue
        which, part = found["which"] or "", found["part"] or found["alone"] or ""
        year = int(which[:4]) if which[:4].isdigit() else None
        past = since is not None and year is not None and year < since
        if found["before"]:
            asked = True
        elif past or _RANGE.search(before) or (part.endswith("日") and _ISSUED.match(behind)):
            asked = False
        elif _HEADS.match(text, found.start()):
            asked = True
        elif which == "每年":
            asked = bool(part)
        elif which:
            named = found["aim"] in _AIMS or part[-1:] in {"底", "末"}
            asked = named or (which[0] not in "当次" and _SOON.match(behind) is not None)
        else:
            asked = "月" in part and _THEN.match(behind) is not None
        if asked:
            yield found
