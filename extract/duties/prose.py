"""Duties in running text: 由A牵头，会同B…; A负责…, B配合; 发展改革部门是…综合部门，主要负责….

A sentence is read phrase by phrase. A phrase may begin with a list of agencies, which becomes the subject; a verb behind
it, or at the beginning of a later phrase, gives the subject its part. Only names that a rule knows count: 企业负责 gives
nobody a duty.
"""

from __future__ import annotations

from dataclasses import replace

from extract import patterns as re
from extract.brackets import split
from extract.duties import phrases
from extract.duties.grammar import read_clause
from extract.duties.lists import NameLists
from extract.duties.orders import STEERS
from extract.duties.parts import Part
from extract.duties.sentence import Sentence
from extract.duties.words import NAMES_BODY, verb_pattern
from extract.facts import Span
from extract.names import are_known, names_several
from extract.page import trim
from extract.resolve import Context

# 要密切配合 says how all are to work; 积极配合做好试点 is a task.
_IN_CONCERT = re.compile("(?:密切|积极|主动|通力)配合(?=$|[，,、。；;])")
# 市财政局要做好保障: an order, where 做好 alone may tell of what is done.
_TOLD = re.compile(
    "(?:[局厅委办部门署院]|乡镇|街道|镇街|政府|管委会)(?:要(?:切实|认真|积极|全力)*[做抓]好|(?:须|应当)(?:切实|认真|积极|全力)*落实(?![^，,。；;]{0,12}责任))"
)
# 鄞州区、海曙区重点做好社会管理: places that are named are told as plainly; 各区要做好… is an appeal.
_PLACES_TOLD = re.compile(
    "(?:^|[、和])(?!各|有关|相关|本|全|我)[一-鿿]{2,8}[市区县旗镇乡]"
    "(?:也?(?:要|须|应当?)|重点|切实|认真|积极|全力|分别|具体)+(?:[做抓]好|落实(?!到))(?!了)"
)
# 各县人民政府参照本方案组织落实 says whose it is to do; 要认真组织落实 is an appeal.
_CARRIES_OUT = re.compile(
    r"(?:政府|管委会|[局厅委办部])(?:(?:参照|按照|根据)本[^，,。；;]{1,8}?|具体|分别|结合实际|结合本地实际)?组织(?:落实|实施)(?=$|[，,。；;])"
    # 由鄞州区、海曙区分别落实
    r"|由[^，,。；;由]{2,40}[市县区州盟旗镇乡)）](?:分别|具体|共同|各自|统一|负责|组织)*(?:落实|实施)(?![^，,。；;]*的(?:$|[，,。；;]))"
)

# 各区政府、高新区管委会，参与园区建设的各部门: one more of a list of bodies, and nothing that those before it do.
_AND_WHO = re.compile(
    "[，,](?:参与|负责|承担|配合|协助|牵头)(?!通知|联系|审核|指导|服务|监督|管理|考核|组织|协调|督促)[^，,。；;]{2,24}的(?:各|有关|相关|其[他它])*(?:部门|单位|地区|机构)"
    "(?:[、和及与][^，,。；;、]{0,6}(?:部门|单位|地区|机构))*(?=[。；;]?$)"
)


def _only_lists(text: str, sentence: Span, context: Context) -> bool:
    """Tell whether a sentence only lists bodies, the last of them by what they do."""
    last = _AND_WHO.search(text, sentence.start, sentence.end)
    if last is None:
        return False
    names, end = NameLists(text, context).read(sentence.start, last.start())
    return bool(names) and end == last.start()


def _once(parts: list[Part]) -> list[Part]:
    """Leave out who is said to be responsible for what the same sentence has said before that they lead."""
    kept, leads = [], set[str]()
    for part in parts:
        names = tuple(n for n in part.names if part.role != "responsible" or n.agency not in leads)
        kept += [replace(part, names=names)] if names else []
        if part.role == "lead":
            leads |= {name.agency for name in part.names}
    return kept


def read_prose(text: str, sentence: Span, context: Context) -> tuple[list[Part], list[Span]]:
    """Read a sentence of running text.

    Parameters
    ----------
    text
        The page.
    sentence
        Its place, without the number of a heading.
    context
        Jurisdiction and date of the policy.

    Returns
    -------
    tuple of list
        The parts, empty where no known agency is given one, and what stands among the names and is none that is known.
    """
    heading = phrases.HEADING.match(text, sentence.start, sentence.end)
    if heading is not None:
        sentence = Span(heading.end(), sentence.end)
    by_all = phrases.BY_ALL.search(text, sentence.start, sentence.end) is not None
    if "哪些" in text[sentence.start : sentence.end] or _only_lists(text, sentence, context):
        # 各部门分别承担哪些职责？
        return [], []
    explained = phrases.EXPLAINS.search(text, sentence.start, sentence.end) is not None
    first = next(split(text, sentence, "，,；;"))
    encouraged = phrases.ENCOURAGED.match(text, first.start, first.end) is not None
    bare = not explained and not encouraged and NAMES_BODY.search(text, first.start, first.end) is not None
    if bare and "的" in text[first.start : first.end]:
        # 由市市场监管局监督的企业: what somebody does tells which is meant.
        verbs = verb_pattern().finditer(text, first.start, first.end)
        bare = not any(phrases.ATTRIBUTE.match(text, verb.end(), first.end) for verb in verbs)
    # 负责对规划落实情况进行监督检查: supervised, for all that it is 负责.
    bare = bare and phrases.OVERSEEN.search(text, first.start, first.end) is None
    parts, strange = read_clause(text, sentence, context) if bare else ([], [])
    if parts and not strange and all(are_known([n], context) for part in parts for n in part.names):
        vague = all(phrases.VAGUE.fullmatch(n.agency) for part in parts for n in part.names) and not by_all
        manner = _IN_CONCERT.search(text, sentence.start, sentence.end) is not None
        if vague or (manner and all(names_several(n.agency) for part in parts for n in part.names)):
            return [], []
        if phrases.SETS_UP.search(text, first.start, first.end) and all(
            phrases.FIRM.search(n.agency) for part in parts for n in part.names
        ):
            return [], []
        if not all(part.weak for part in parts):
            return _once(parts), []
        here = context.jurisdiction.name if context.jurisdiction is not None else ""
        places = _PLACES_TOLD.search(first.of(text)) is not None and not any(
            names_several(n.agency) or n.agency == here for part in parts for n in part.names
        )
        if places:
            return _once([replace(part, weak=False) for part in parts]), []
        if not any(
            p.search(text, sentence.start, sentence.end)
            for p in (STEERS, phrases.OFFICE, phrases.OWNED, _TOLD, _CARRIES_OUT)
        ):
            return [], []
    reading = Sentence(text, sentence, context)
    for phrase in split(text, sentence, "，,：:。；;\n"):
        span = trim(text, phrase)
        too = phrases.EXPLAINS_TOO.search(text, span.start, span.end)
        if too is not None:
            span = Span(span.start, too.end("duty"))
        if span.start < span.end and not phrases.EXPLAINS.search(text, span.start, span.end):
            reading.phrase(span)
    told = (n for part in reading.parts for n in part.names if part.role != "joint")
    if not by_all and all(phrases.VAGUE.fullmatch(name.agency) for name in told):
        return [], []
    return reading.parts, reading.lists.strange if reading.parts else []
