"""What stands where an agency would and is none: a date, a person by office, an adverb; clauses that name nobody."""

from __future__ import annotations

from functools import cache, lru_cache

from extract import patterns as re
from extract.duties.rules import is_rule
from extract.duties.words import label_of, label_pattern
from extract.names import MARKS
from extract.prose import any_of

_DEADLINE = re.compile(
    r"^(?:(?:力争|于|自|从|至|到|截至)?\s*(?:20\d{2}年?(?=\s*[—\-–~～至]))?(?:20\d{2}年)?(?:\s*[—\-–~～至]\s*20\d{2}年)?(?:(?:上|下)半年|[一二三四]季度|第[一二三四]季度)?(?:\d{1,2}月份?)?(?:[上中下]旬)?(?:\d{1,2}日)?(?:全年|年度|年)?(?:底|末|初)?(?:前|之前|起)?\s*"
    r"(?:完成|启动|实现|取得[^局厅委、]*|形成[^局厅委、]*|见效|建成|出台|组织实施|实施|推进|投入使用|见到?成效)?"
    r"|(?:各项(?:任务|工作))?(?:即日起|年内|全年|每年|每季度|每月|长期|持续|近期|中期|远期|当年|立即|即时|适时|分步|滚动)?(?:持续|常态化|长期|分步)?(?:推进|完成|实施|坚持|开展|落实|执行|有效|启动|更新|见效|取得[^、，,]{0,8}进展|见到?成效)?"
    r"|(?:20\d{2}年)?(?:\d{1,2}月|年底|[上下]半年)(?:\d{1,2}日)?[底末初]?(?:之?前)?(?:全面|基本)?(?:完成|启动|建成|出台|实现|开工|投产)[^、，,]{0,12}"
    r"|常态化?工作|(?:预期性?|约束性?)(?:指标)?|无|/|—+|-+|"
    r"(?![^、，,]*[局厅委办部署院府会](?:[ 　]|[于在]?20|[于在]?\d|[于在]?每))[^、，,]{2,20}(?<![生饭牙厅房])(?:之?前|之后|期间))$"
)


@lru_cache(maxsize=8192)
def is_date(words: str) -> bool:
    """Tell whether words say by when, or that there is nobody: 2025年底前完成, 持续推进, 无."""
    return _DEADLINE.match(words.strip()) is not None


@cache
def _persons() -> re.Pattern[str]:
    return re.compile(any_of("duty_words", "person"))


def is_person(words: str) -> bool:
    """Tell whether words name a person by office (市政府分管秘书长), who has no row."""
    return _persons().search(words) is not None


@cache
def _around() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('duty_words', 'adverb')}|{any_of('duty_words', 'tail')}|[{re.escape(MARKS)}\s])*")


# （皖发〔2021〕9号，各市政府负责）: by which document.
_NUMBERED = re.compile(r"[一-鿿]{1,10}[〔\[(（【]20\d{2}[〕\])）】]第?\d{1,4}号")


def is_empty(words: str) -> bool:
    """Tell whether words are only what stands around names: an adverb, a mark, the number of a document, the like."""
    return _around().fullmatch(words) is not None or _NUMBERED.fullmatch(words) is not None


def says_nobody(clause: str) -> bool:
    """Tell whether a clause names no agency on purpose: a person (牵头领导: …), a date, 无, a rule of the notice."""
    opening = label_pattern().match(clause)
    if opening is not None and label_of("".join(opening["word"].split())).role is None:
        return True
    said = clause[opening.end() :] if opening is not None else clause
    pieces = [piece.strip() for piece in re.split("[;；,，。]", said) if piece.strip()]
    return is_person(clause) or is_rule(clause) or (bool(pieces) and all(is_date(piece) for piece in pieces))
