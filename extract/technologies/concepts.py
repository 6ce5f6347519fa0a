"""What kind of thing a technology's name says it is, and the concept under which documents share it."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from extract import patterns as re
from extract.facts import TechnologyKind
from extract.prose import trie
from extract.technologies.items import Verdict, ending
from extract.technologies.words import Endings
from seeds.tables import rows

_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"[“”\"'‘’《》]")
_DASH = re.compile(r"[—–－‐-]+")
_TECHNIQUE = re.compile(r"(?<=...)(?<!科学)(?<!信息)技术$")


@cache
def _kinds() -> dict[str, TechnologyKind]:
    return {row["word"]: row["kind"] for row in rows("tech_kinds")}  # type: ignore[misc]


@cache
def _kind_endings() -> Endings:
    return Endings((*_kinds(), *_TECHNIQUES))


# Words behind which a name is a way of doing, whatever stands before them.
_TECHNIQUES = ("技术", "工艺", "方法", "法", "制造", "加工", "工程", "系统集成", "诊断")


@lru_cache(maxsize=20000)
def kind_of(name: str) -> TechnologyKind:
    """Return the kind of thing that ``name`` is, by its last word (``tech_kinds.csv``).

    Processes (…回收利用, …捕集) and names that no row knows are technologies.
    """
    bare = name if name.isalpha() else _BRACKETED.sub("", name)
    word = _kind_endings().of(bare)
    if word is not None:
        if word in _kinds() and not (len(word) == 1 and ending(bare) in (Verdict.ACTION, Verdict.OBJECT)):
            return _kinds()[word]
        return "technology"
    return "service" if ending(bare) is Verdict.SERVICE else "technology"


@cache
def _synonyms() -> dict[str, str]:
    return {row["word"]: row["concept"] for row in rows("tech_synonyms")}


@cache
def _synonym_pattern() -> re.Pattern[str]:
    # A Latin word counts whole: the AI of 人工智能, not that of an abbreviation.
    return re.compile(rf"(?<![A-Z0-9\-])(?:{trie(_synonyms())})(?![A-Z0-9\-])")


@lru_cache(maxsize=20000)
def concept_of(name: str) -> str:
    """Return the normalised name under which mentions of different documents are one.

    Width, case of Latin letters, white space, quotation marks and bracketed abbreviations do not tell concepts
    apart, nor does 技术 behind a name (脑机接口技术, 脑机接口);
    words of ``tech_synonyms.csv`` give way to their usual form (VOCs治理成套设备, 挥发性有机物治理成套设备).
    """
    folded = unicodedata.normalize("NFKC", name)
    if not folded.isalpha():
        folded = _MARKS.sub("", _SPACE.sub("", _BRACKETED.sub("", folded)))
        folded = _DASH.sub("-", folded)
    folded = folded.upper()
    if folded.endswith("技术"):
        folded = _TECHNIQUE.sub("", folded)
    return _synonym_pattern().sub(lambda match: _synonyms()[match[0]], folded) or name
