"""What closing rules state: from when to when a policy is in force, who explains it, how they are reached."""

from __future__ import annotations

from datetime import date, timedelta

from extract import patterns as re
from extract.dates import ANY_DATE, figure, find_dates, last_day, later, months_in
from extract.facts import Mention, Span
from extract.names import looks_like_agency
from extract.outline import Outline
from extract.page import trim

_EFFECTIVE = re.compile(
    rf"[自于从]\s*(?:(?P<day>{ANY_DATE})|(?:印发|发布|公布|颁布|发文|下发)之日)"
    r"(?:\s*起|(?<=日)(?=\s*(?:正式)?(?:施行|实施|执行|生效)[,，。;；\n]))\s*"
    r"(?:满?\s*(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<unit>日|天|个月)\s*后)?\s*(?:开始|正式)?\s*(?:施行|实施|执行|生效|试行|适用|起效|[,，]?\s*至)"
)
# 施行日期为2024年6月1日; 有效期3年，自2024年6月1日起计算
_EFFECTIVE_OTHERWISE = re.compile(
    rf"(?:(?:施行|实施|生效|执行)(?:日期|时间)\s*[为是:：]\s*(?P<on>{ANY_DATE})(?!\s*(?:起\s*)?[至到—-])"
    rf"|有效期限?[^。\n]{{1,12}}[,，]\s*[自从]\s*(?P<counted>{ANY_DATE})\s*起(?:计算|算起|计)?)"
)
_VALID_FOR = re.compile(
    r"(?:有效期限?|(?:实施|执行|施行|试行|适用)(?:期限?)?|试行期)\s*(?:为|至|限为|暂定|暂定为)?\s*(?:[1-9]\d?|[一二三四五六七八九十两壹贰叁肆伍]{1,2})\s*(?:年|个月)"
    # 暂定三年有效期
    r"|(?:[1-9]\d?|[一二三四五六七八九十两壹贰叁肆伍]{1,2})\s*年的?有效期"
)
# 执行期限为2019年1月1日至2023年12月31日
_FROM_TO = re.compile(
    rf"(?:有效期限?|(?:执行|实施|施行|适用|试行)(?:期限?|时间))(?:[为自从是:：]|限为)*\s*(?P<days>{ANY_DATE}\s*起?\s*(?:[至到—-]|——)\s*{ANY_DATE})"
)
_VALID_TO = re.compile(
    r"(?:有效期(?:限)?(?:为)?\s*(?:截?至|到)|有效期[^。\n]{0,20}?至|"
    # Each begins with a letter of its own: so a place where none begins is passed over at once.
    + "".join(f"{word}(?:期限?)?(?:为|到|截止|截)?至?|" for word in ("执行", "施行", "实施", "适用", "试行"))
    + r"起\s*(?:施行|实施|执行)?[,，]?\s*至)"
    rf"\s*(?:(?P<day>{ANY_DATE})(?!起)|(?P<year>20\d\d)\s*年(?:年?底|末|12月底|12月末))"
)
_ITSELF = re.compile(
    r"[\s　]*(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[)）])?[\s　]*(?:本[一-鿿]{2}|以上|上述)"
)
_EXPLAINED = re.compile(
    r"由(?P<names>[^，,。；;\n由]{2,80}?)(?:按照?职责(?:分工)?|共同|分别|联合|具体)*(?:负责|牵头)?(?:具体)?解释"
)
_AND_BODY = re.compile(r"会同|商(?!务|业|贸|标|会)|、|和|及|以及|会(?=[省市县区州自国])|与")
_COLON = re.compile("[:：]")
_CONTACT_LABELS = ("电话", "热线", "联系方式", "联系人", "经办人", "负责人", "地址", "邮箱", "传真")
# 下载地址：点击此处: a link of the page.
_NO_CONTACT = ("下载地址", "网络地址")
_CONTACT = re.compile(r"\s*(?P<value>(?!点击)[^\n。；;，,]{2,60})")


def _is_own(text: str, match: re.Match[str]) -> bool:
    """Tell whether a sentence speaks of the policy itself: 本措施…, not of a licence or of another law."""
    start = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    return _ITSELF.match(text, start, match.end()) is not None


def validity_of(
    outline: Outline, issued: date | None, evidence: dict[str, tuple[Mention, ...]]
) -> tuple[date | None, date | None]:
    """Return the first and the last day in force as the closing rules state them."""
    text, page = outline.text, outline.page
    span = outline.span
    begins = list(_EFFECTIVE.finditer(text, span.start, span.end))
    start = end = None
    others = () if begins else _EFFECTIVE_OTHERWISE.finditer(text, span.start, span.end)
    otherwise = next((match for match in others if _is_own(text, match)), None)
    if otherwise is not None:
        which = "on" if otherwise["on"] else "counted"
        start = find_dates(text, *otherwise.span(which))[0][2]
        evidence["effective_from"] = (page.mention(*otherwise.span(), "effective.from"),)
    if begins:
        match = begins[-1]
        start = find_dates(text, match.start("day"), match.end("day"))[0][2] if match["day"] else issued
        if start is not None and match["n"]:
            count = figure(match["n"])
            start = later(start, count) if match["unit"] == "个月" else start + timedelta(days=count)
        if start is not None:
            evidence["effective_from"] = (page.mention(match.start(), match.end(), "effective.from"),)
    ends = _VALID_TO.finditer(text, span.start, span.end)
    until = next((match for match in ends if match["day"] or _is_own(text, match)), None)
    if (both := _FROM_TO.search(text, span.start, span.end)) is not None:
        (_, _, first), (_, _, last), *_ = find_dates(text, both.start("days"), both.end("days"))
        start, end = start or first, last
        at = page.mention(both.start(), both.end(), "effective.to")
        evidence.setdefault("effective_from", (at,))
        evidence["effective_to"] = (at,)
    elif until is not None:
        end = date(int(until["year"]), 12, 31) if until["year"] else find_dates(text, *until.span("day"))[0][2]
        evidence["effective_to"] = (page.mention(until.start(), until.end(), "effective.to"),)
    elif start is not None and (lasting := _VALID_FOR.search(text, span.start, span.end)) is not None:
        months = months_in(lasting[0])
        end = last_day(start, months) if months else None
        evidence["effective_to"] = (page.mention(lasting.start(), lasting.end(), "effective.years"),)
    return start, end


def _bodies(text: str, span: Span) -> list[Span]:
    """Split the bodies that explain a policy: 市工业和信息化局会同市财政局 is two, 市发展和改革委员会 one."""
    cuts = [
        m
        for m in _AND_BODY.finditer(text, span.start, span.end)
        if m[0] in "、会同以及" or looks_like_agency(text[span.start : m.start()])
    ]
    out, at = [], span.start
    for cut in cuts:
        out.append(trim(text, Span(at, cut.start())))
        at = cut.end()
    out.append(trim(text, Span(at, span.end)))
    return [body for body in out if body.start < body.end and looks_like_agency(body.of(text))]


def interpreters_of(outline: Outline, evidence: dict[str, tuple[Mention, ...]]) -> tuple[str, ...]:
    """Return the bodies that explain the policy, as printed."""
    text = outline.text
    stated = list(_EXPLAINED.finditer(text, outline.span.start, outline.span.end))
    found = _bodies(text, Span(stated[-1].start("names"), stated[-1].end("names"))) if stated else []
    if found:
        evidence["interpreters"] = tuple(outline.page.mention(b.start, b.end, "interpreters") for b in found)
    return tuple(dict.fromkeys(body.of(text) for body in found))


def contacts_of(outline: Outline, evidence: dict[str, tuple[Mention, ...]]) -> tuple[str, ...]:
    """Return the telephones, addresses and names that the policy prints to be reached by."""
    text, found = outline.text, []
    if not any(label in text for label in _CONTACT_LABELS):
        return ()
    for colon in _COLON.finditer(text, outline.span.start, outline.span.end):
        label = text[max(outline.span.start, colon.start() - 10) : colon.start()].rstrip().removesuffix("号码")
        if label.endswith(_CONTACT_LABELS) and not label.endswith(_NO_CONTACT):
            value = _CONTACT.match(text, colon.end(), outline.span.end)
            found += [value] if value is not None else []
    if found:
        evidence["contacts"] = tuple(outline.page.mention(m.start("value"), m.end("value"), "contacts") for m in found)
    return tuple(dict.fromkeys(m["value"].strip() for m in found))
