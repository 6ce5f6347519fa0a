"""Where duty clauses stand: in brackets, on lines of their own, behind a label, in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.duties.grammar import label_pattern, role_words
from extract.facts import Span
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim

_PAIRS = {"(": ")", "（": "）", "〔": "〕", "[": "]", "［": "］", "【": "】"}
_CLOSERS = frozenset(_PAIRS.values())


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a clause stands: the words to read, and the whole of it with brackets."""

    inner: Span
    outer: Span
    own_line: bool
    prose: bool = False


@cache
def _signal() -> re.Pattern[str]:
    """Match any sign that a bracket may hold a duty clause."""
    labels = "|".join(re.escape(w.text) for w in role_words("label"))
    return re.compile(rf"(?:{labels})\s*[:：]|牵头|负责|配合|组织落实|组织实施|督导|督办|参与$|参加$|落实$|实施$")


def brackets(text: str, span: Span) -> Iterator[Span]:
    """Yield the outermost brackets in ``span``, brackets included; kinds may nest in each other."""
    stack: list[str] = []
    start = 0
    for i in range(span.start, span.end):
        char = text[i]
        if char in _PAIRS:
            if not stack:
                start = i
            stack.append(_PAIRS[char])
        elif char in _CLOSERS and stack:
            if char in stack:
                while stack.pop() != char:
                    pass
            if not stack:
                yield Span(start, i + 1)
        elif char == "\n":
            stack.clear()


def _only_names(words: str) -> bool:
    """Tell whether a bracket at a paragraph's end may hold agencies and no role word: (市发展改革委、市能源局)."""
    return _LEVELLED.match(words) is not None and not re.search(r"[。：:“”《》]", words)


def is_signal(words: str) -> bool:
    """Tell whether words hold a sign that they may be a duty clause."""
    return _signal().search(words) is not None


def find_clauses(outline: Outline) -> Iterator[Clause]:
    """Yield every stretch of the policy that may be a duty clause, in order, prose after the clauses of its line."""
    text = outline.text
    label = label_pattern()
    for line in re.finditer(r"[^\n]+", text[outline.span.start : outline.span.end]):
        span = trim(text, Span(outline.span.start + line.start(), outline.span.start + line.end()))
        opening = label.match(text, span.start, span.end)
        if opening is not None:
            yield Clause(span, span, own_line=True)
            continue
        in_brackets: list[Span] = []
        for outer in brackets(text, span):
            inner = Span(outer.start + 1, outer.end - 1)
            ends_line = not text[outer.end : span.end].strip("。;； 　")
            if is_signal(inner.of(text)) or (ends_line and _only_names(inner.of(text))):
                own = outer.start == span.start and not text[outer.end : span.end].strip("。;；")
                in_brackets.append(outer)
                yield Clause(inner, outer, own_line=own)
        for match in re.finditer(r"(?<=[。;；])\s*", span.of(text)):
            start = span.start + match.end()
            found = label.match(text, start, span.end)
            if found is not None and not any(b.start <= start < b.end for b in in_brackets):
                stop = text.find("。", start, span.end)
                clause = Span(start, span.end if stop < 0 else stop)
                in_brackets.append(clause)
                yield Clause(clause, clause, own_line=False)
        yield from _prose(text, span, in_brackets)


_LEVELLED = re.compile(r"(?:省|市|州|县|区|自治区)(?!场)[一-鿿]{2,}(?:委|厅|局|办|部|政府|管委会)(?:[、,，;；]|$)")
# 由市科技局牵头, 市科技局会同市财政局负责: the names may run up to the verb only over names.
_BY = re.compile(
    r"由(?P<inner>(?:本?[省市县区州]|[各有相一-鿿])[^。；;，,\n]{1,80}?(?:牵头负责|牵头|(?<!主要)负责(?!人|任|制|同志)))"
)
_SUBJECT = re.compile(
    r"(?P<inner>[一-鿿（）()、]{3,60}?(?:牵头负责|牵头|负责(?!人|任|制|同志)|配合(?=做好|开展|推进|实施|落实|提供)|会同))"
)
_TOGETHER = re.compile(r"[，,]?\s*会同(?P<names>[^。；;，,\n]{2,80})")
_MORE = re.compile(r"[，,]\s*[一-鿿（）()、]{2,60}?(?:牵头|负责|配合|参与|协助)(?=[，,。；;]|$)")
_SENTENCE = re.compile(r"[^。；;\n]+")


def _prose(text: str, line: Span, taken: list[Span]) -> Iterator[Clause]:
    """Yield the sentences of a line that say in prose who does what; whether they name agencies is seen later."""
    for match in _SENTENCE.finditer(text, line.start, line.end):
        sentence = trim(text, Span(match.start(), match.end()))
        if any(t.start < sentence.end and sentence.start < t.end for t in taken):
            sentence = trim(text, Span(sentence.start, min(t.start for t in taken if t.end > sentence.start)))
        if sentence.start >= sentence.end:
            continue
        number = number_at(text, sentence.start)
        start = trim(text, Span(number.end, sentence.end)).start if number is not None else sentence.start
        found = _BY.search(text, start, sentence.end) or _SUBJECT.match(text, start, sentence.end)
        if found is None:
            continue
        end = found.end("inner")
        if found["inner"].endswith("会同"):
            together = _TOGETHER.match(text, end - 2, sentence.end)
        else:
            together = _TOGETHER.match(text, end, sentence.end)
        end = together.end() if together else end
        while (more := _MORE.match(text, end, sentence.end)) is not None:
            end = more.end()
        yield Clause(Span(found.start("inner"), end), sentence, own_line=False, prose=True)
