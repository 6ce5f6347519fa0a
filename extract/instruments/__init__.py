"""Quantified measures of support: what is given, how much of it, to whom and for what."""

from __future__ import annotations

from functools import cache, partial
from itertools import chain

from extract import patterns as re
from extract.facts import Instrument, Span
from extract.instruments.given import given, support
from extract.instruments.grades import by_grade, own_grade, without_grade
from extract.instruments.pairs import pair, to_each
from extract.instruments.words import Item, gives_otherwise
from extract.outline import Outline
from extract.prose import CLAUSE_BREAK, any_of, clause_end, clause_start, is_kind, masked, sentences
from extract.quantities import quantities, within
from seeds.tables import rows

__all__ = ["find_instruments", "given"]

_BREAK = re.escape(CLAUSE_BREAK)
_QUOTE_FROM = re.compile(r"(?:按照|(?:减)?按|依照)")
# 减按15%征收
_FUND_END = re.compile("(?:专项)?(?:资金池?|基金|金)")
_LEVIED = re.compile(r"的?(?:税率)?(?:征收|计征|缴纳|计收|收取)|的?税率")
_QUOTE_FOR = re.compile(rf"(?:^|[{_BREAK}])(?:对于|针对|对|凡|获得|给予|每|单个|单|最高|同一)")
# Kinds that a word of the clause names for good, though a grant is said to be given for it (给予保费补贴).
_SPECIFIC = frozenset({"insurance", "interest", "rent", "guarantee", "voucher", "land", "procurement", "tax"})
_FOR = re.compile(
    r"(?:^|[，,。；;：:\s])(?:对于|针对|对|凡|鼓励|支持)(?P<for>[^。；;]{2,90}?)(?=[，,]?(?:分别|一次性|按照?|给予|予以|最高|每[家个户年]|单[个户]|再|均|可|(?:奖励|补助|资助|补贴)(?!的?基础)|由))"
)
# What stands behind the condition and belongs to the sum: 竣工投产后, 省财政, 每项, 分两档.
_TRAILING = re.compile(
    r"[，,]在[^，,]{2,16}基础上$|[，,]经[^，,]{0,40}?(?:审[核批定]|认定|同意|评[审定估]|考核|备案|验收|批准|确认)(?:合格|通过|同意)*(?:后|的)?$|[，,](?:前|连续)[一二三四五\d]+年(?:每年)?$"
    r"|[，,](?:减|合计|(?:(?:自治区|[省市县区州盟])级?)?财政|竣工[^，,]{0,6}后|每[\u4e00-\u9fff]{1,2}|分[^，,]{2,24}[档级类])$|(?<=[^总])[及和]$"
)
_LAST_FOR = re.compile(r"(?:^|[，,])对(?!单张|单个|单项|每)(?P<for>[^，,]{2,}(?:、[^，,]+)*)")
_BEFORE_RECIPIENT = re.compile(
    r"^.*(?:[，,、。；;的对每\d（）()]|(?:支持|鼓励(?!类)|认定为|获评|评为|引进|招聘|落地|建设|组建|设立|开展|承担|取得|获得|围绕)(?=..))"
)
_OF_KIND = "示范|试点|重点|中小|龙头|骨干|创新|科技|研发|市级|省级|国家级|改造|建设"
_MAX_RECIPIENT = 12
_MAX_TAIL = 16
_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]{1,5}条|\d{1,2}[.．、﹒]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)?\s*"
)
_ARTICLE = re.compile(_NUMBER.pattern + r"(?:【[^】]{1,20}】\s*)?")
# 每人每月2000元, 每年50万元: a sum of each month is not one of a year.
_EACH = (
    "平方米|人|月|年|季度?|家|个|户|亩|吨|千瓦时|千瓦|兆瓦|度电?|天|日|辆|床位?|名|项|台|套|"
    "件|次|公里|趟|班|单|分钟|集|部|场次?|期|本|款|位|条|架次|批次|头|只|箱|标箱|学期|学年"
)
_PER = re.compile(rf"每(?:{_EACH})(?:[\u4e00-\u9fff]{{0,4}}每(?:{_EACH}))*")
# What only limits what was given before: 单个项目累计补贴不超过300万元.
_LIMITS = re.compile(r"累计|合计|年度|每年|总额|同一|单笔|单个|单家|单户|每家|每户")
_OFFERS = re.compile(r"给予|予以|奖励|补助|资助|补贴|贴息|设立[^，,。]{0,30}基金")
_GIVES = re.compile(r"给予|予以|奖励(?!总?额|不)|一次性")
# 截至2022年,累计发放补贴3.5亿元: what was given.
_PAID_OUT = re.compile(
    r"(?:截[至止](?!申)|目前|近年来|[去上]年|20\d\d年(?!起|后|前))(?![^。；;]*(?:给予|予以))[^。；;]{0,24}?(?:已|累计|共|兑现)[^。；;]*"
)
# 国家级、省级示范园区分别给予…
_SUBJECT = re.compile(r"(?P<if>[^，,。；;：:]{4,40}?)分别(?:一次性)?(?:给予|予以|奖励|补助|补贴|资助)")
_OF_WHICH = re.compile(r"^(?P<if>[^。；;]{4,90}?的)[，,]")


@cache
def _who() -> re.Pattern[str]:
    """Return the pattern of those who get support, at the end of what names them."""
    return re.compile(rf"(?P<kind>(?:{_OF_KIND})*(?:{any_of('support_words', 'who')}))$")


@cache
def _given_to() -> re.Pattern[str]:
    return re.compile(
        rf"(?:给予|奖励|补助|资助|补贴|单个|单家|单户|同一|每家|每个|每户|每名)(?P<who>[^，,。；;、的对每\d（）()]{{0,8}}?(?:{any_of('support_words', 'who')}))"
    )


@cache
def _kinds() -> tuple[tuple[str, str], ...]:
    found = [(row["word"], row["kind"]) for row in rows("support_words") if row["kind"]]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _kind_of(words: str, before: str) -> str:
    """Return the kind of measure that the words name last, specific ones first, ``grant`` where none does.

    ``before`` is the sentence up to the words: a voucher is named where it is issued, its worth behind.
    """
    best, kind = (False, -1, 0), "grant"
    letters = frozenset(words)
    for word, of in _kinds():
        # Few words begin with a letter that is there at all.
        if word[0] not in letters:
            continue
        end = words.rfind(word) + len(word)
        if end >= len(word) and (rank := (of in _SPECIFIC, end, len(word))) > best:
            best, kind = rank, of
    if kind not in _SPECIFIC and "券" in before:
        found = [of for word, of in _kinds() if of == "voucher" and word in before]
        kind = found[0] if found else kind
    if kind == "grant" and any(of == "land" and word in before for word, of in _kinds()):
        # 土地出让底价可按标准的70%执行.
        return "land"
    return kind


def _recipient(condition: str) -> str | None:
    """Return who gets support where the condition ends in it: the words behind the last mark or verb."""
    if _who().search(condition) is None:
        return None
    bare = _BEFORE_RECIPIENT.sub("", condition)
    if len(bare) <= _MAX_RECIPIENT:
        return bare
    named = _who().search(bare)
    return named["kind"] if named else None


def _bare(condition: str) -> str:
    """Return a condition without what stands behind it: 经审核,前三年."""
    while (bare := _TRAILING.sub("", condition).rstrip(" 　,，")) != condition:
        condition = bare
    return condition.strip(" 　,，的")


def _condition(text: str, span: Span, first: int) -> tuple[str | None, str | None]:
    """Return the words before the figure that say for what something is given, and to whom."""
    number = _NUMBER.match(text, span.start, first)
    words = text[number.end() if number else span.start : first]
    found = list(_FOR.finditer(words))
    named = found[-1]["for"] if found else None
    if named is None:
        stated = _OF_WHICH.match(words)
        named = stated["if"] if stated else None
    if named and "对" in named:
        # 支持…示范应用,对示范项目: the last that is named is what the sum is for.
        named = next((m["for"] for m in reversed(list(_LAST_FOR.finditer(named)))), named)
    if named is None:
        subject = _SUBJECT.match(words)
        named = subject["if"] if subject else None
    whole = _bare(named) if named else None
    condition = own_grade(text, number.end() if number else span.start, first, whole)
    beneficiary = next((who for said in (condition, without_grade(whole)) if said and (who := _recipient(said))), None)
    if beneficiary is None:
        to = list(_given_to().finditer(text, span.start, span.end))
        beneficiary = to[0]["who"] if to else None
    return condition, beneficiary


def _per(text: str, span: Span, item: Item) -> str | None:
    """Return the words that say for each of what a sum is given: 每人每月, 每平方米每月."""
    start = clause_start(text, item.start, span.start)
    found = list(_PER.finditer(text, start, item.start))
    return found[-1][0] if found else None


def _quote_start(text: str, span: Span, first: int) -> int:
    """Return where the condition begins that leads to the first figure."""
    floor = clause_start(text, first, span.start)
    by = [m.start() for m in _QUOTE_FROM.finditer(text, span.start, first)]
    if by:
        return by[-1] if by[-1] >= floor or not text[by[-1] : first].count("，") > 1 else floor
    opened = [m.start() + (text[m.start()] in CLAUSE_BREAK) for m in _QUOTE_FOR.finditer(text, span.start, first)]
    if opened:
        return opened[-1] if opened[-1] < first else floor
    # The number of a row or an article, and the heading of its own in brackets, are no part of what is given.
    begin = max(span.start, text.rfind("\t", span.start, first) + 1)
    number = _ARTICLE.match(text, begin, first)
    return number.end() if number is not None else begin


def _quote_end(text: str, span: Span, last: int) -> int:
    end = clause_end(text, last, span.end)
    found = [m.end() for m in support().finditer(text, last, min(end, last + _MAX_TAIL))]
    levied = _LEVIED.match(text, last, end) if not found else None
    if found:
        # 设立1000万元风险补偿|金
        whole = _FUND_END.match(text, found[-1], end)
        return whole.end() if whole is not None else found[-1]
    return levied.end() if levied is not None else last


def _instrument(
    outline: Outline, path: str, text: str, span: Span, quote: Span, share: Item | None, limit: Item | None
) -> Instrument:
    first = share or limit
    assert first is not None  # noqa: S101
    own = text[clause_start(text, first.start, span.start) : first.end]
    limits = first.cap and share is None and bool(_LIMITS.search(own)) and not _GIVES.search(quote.of(text))
    kind = "cap" if first.kind == "count" or limits else _kind_of(quote.of(text), text[span.start : quote.start])
    condition, beneficiary = _condition(text, span, first.start)
    return Instrument(
        path,
        kind,
        round(share.value / (1000 if share.unit == "‰" else 100), 6) if share else None,
        limit.value if limit else None,
        limit.unit if limit else None,
        outline.page.mention(quote.start, quote.end, f"instrument.{first.kind}"),
        amount=limit.value if limit is not None and share is None and not limit.cap and kind != "cap" else None,
        condition=condition,
        beneficiary=beneficiary,
        per=_per(text, span, limit) if limit is not None and share is None and not limits else None,
    )


def find_instruments(outline: Outline) -> tuple[Instrument, ...]:
    """Find the quantified measures of support of a policy.

    Parameters
    ----------
    outline
        The policy's outline.

    Returns
    -------
    tuple of Instrument
        In order of the text; ``rate`` is a share (0.3), ``max`` counts ``unit``.
    """
    text = masked(outline.text)
    every = quantities(text)
    out: list[Instrument] = []
    by_start = {section.body.start: section for section in outline.sections}
    for path, body in outline.stretches():
        found = within(every, body)
        if not found and not gives_otherwise(text, body):
            continue
        goal = is_kind(outline, by_start.get(body.start), "goal")
        any_before = False
        for span in sentences(text, body):
            inside = [q for q in within(found, span) if q.kind != "time"]
            # Among goals 完成投资130亿元 is one of them.
            if not (inside or gives_otherwise(text, span)) or (goal and not _OFFERS.search(text, span.start, span.end)):
                continue
            if _PAID_OUT.match(text, span.start, span.end):
                continue
            items = given(text, span, inside, before=any_before)
            any_before = any_before or bool(items)
            own: list[Instrument] = []
            for share, limit in chain.from_iterable(map(partial(pair, text), to_each(text, span, items))):
                first, last = (share or limit), (limit or share)
                if first is None or last is None:
                    continue
                start = _quote_start(text, span, first.start)
                end = max(_quote_end(text, span, last.end), first.end)
                own.append(_instrument(outline, path, text, span, Span(start, end), share, limit))
            out += by_grade(own, span.of(text), _recipient)
    return tuple(out)
