"""Lines that were broken at a fixed width, as e-mails, plain text and copies of a PDF have them, put together again.

A page is taken for such a one where nearly all of its text stands in lines of about one width that end within sentences.
A line that fills the width goes on in the next one, unless what stands there begins a paragraph: a number, a label, an
indent where paragraphs have one, or anything behind a full stop that came before the margin.

Where a site set its paragraphs in and broke some of them at no width at all, a line that ends within its sentence goes on
in the next one that is not set in.

Such a page is sound: to restore it changes nothing, and this is a step of its own on the restored page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from extract import patterns as re
from extract.facts import Span
from extract.numbering import number_at
from extract.page import Page, Repair, replaced
from extract.restore import restore

# No margin is as far to the right as this, in characters; a page of paragraphs has many lines that are longer.
_LONGEST = 66
_FEW_LONGER = 0.03
# All that follows is in columns of a terminal, of which a Chinese character takes two.
_NARROWEST = 36
# By how much lines of one width differ: marks may hang over the margin; a long word, a lost indent leave room before it.
_OVER, _ROOM = 2, 6
_WINDOW = 4
# Behind a full stop a line goes on only where it came to the margin itself.
_AT_MARGIN = 2
# A page is of such lines where so many go on in the next one, where most that fill the width do, and where most that are
# about as long fill it; in a list of short paragraphs lines have all lengths.
_LEAST_JOINTS = 3
_SHARE_JOINED = 0.55
_SHARE_FULL = 0.55
_ABOUT_AS_LONG = 0.75
_SHARE_CLOSED = 0.7
_INDENT = 2
_FEW_INDENTS = 3

_CLOSES = re.compile(r"[。；;：:！!？?)）〕】”’]$")
_STOPS = re.compile(r"[。！!？?][”’）)」』】〕]?$")
_GOES_ON = re.compile(r"[第、，,和及与至—（(《“〔\-]$")
# Cells of a table stand between these; one gap may be that behind 第一条.
_CELLS = re.compile(r"[\t|]|\S[ 　]{2,}\S.*\S[ 　]{2,}\S")
_PAGE_NUMBER = re.compile(r"[\f\s]*[—\-–－·]*\s*(?:第\s*)?\d{1,3}(?:\s*页)?\s*[—\-–－·]*\s*")
# What begins a paragraph besides a number.
_BEGINS = re.compile(
    r"[（(]?\d{1,3}[)）]|[①-⑳●◆■★▲·]|——|附件?\s*\d*\s*[:：]|注[:：]"
    r"|[（(〔【]?[一-鿿]{0,6}(?:单位|部门|领导|机关|时限|人)[:：】]|各[^。，,]{2,30}[:：]$"
    r"|(?:以上|上述)[^。，,]{0,8}(?:任务|措施|工作|事项|条|项)[^。，,]{0,6}由"
    r"|(?:20\d{2}|二[〇○零一二三四五六七八九]{3})年\d{1,2}月\d{1,2}日$"
)
# Where a page came from, the title of a notice: lines of a head go on with nothing.
_OF_HEAD = re.compile(r"\S{0,6}https?://|www\.|[^。；;]{0,60}(?:关于|印发)[^。；;]{2,80}的?(?:通知|意见|公告|批复|函)$")
_FIGURE = re.compile(r"\d{1,2}[.．]\d")
_OPENING, _CLOSING = "（(〔【《“", "）)〕】》”"
_LETTER = re.compile("[A-Za-z]")
# A paragraph of prose that is set in and not opened by a label, as far as the end of its line.
_SET_IN = re.compile(
    r"^(?:[ \t]{2,}|[ \t]*　[ 　\t]*)(?![一-鿿]{2,10}[:：])(?=[^\n]*[，,。；;]|(?=[^\n]{22})(?:[^\n]*?[一-鿿]){12})\S(?:[^\n]*\S)?",
    re.M,
)
# A break that nothing but the rest of a sentence follows: no blank line, no indent.
_BREAK = re.compile(r"[ 　\t]*\n(?=[^\s　])")
_GOES_ON_BELOW = re.compile(r"(?<=[一-鿿\d，、,])[ 　\t]*\n(?=[一-鿿\dA-Za-z])")
# What no line is broken within: a word or a figure, with the marks behind it.
_WORD = re.compile(r"(?:[0-9A-Za-z.%％+\-]+|.)[，。、；：！？）】〕》”’,.;:!?)\]]*")


def _width(words: str) -> int:
    """Return how many columns of a terminal words take: what UTF-8 writes in three bytes takes two."""
    return (len(words) + len(words.encode("utf-8", "surrogatepass"))) // 2


def _length(words: str) -> int:
    """Return the columns of words where each character counts as a Chinese one."""
    return 2 * len(words)


class _Lines:
    """The lines of a page with their widths and indents, in columns as ``measure`` counts them."""

    def __init__(self, text: str, measure: Callable[[str], int]) -> None:
        self.measure = measure
        self.spans: list[Span] = []
        start = 0
        for line in text.split("\n"):
            self.spans.append(Span(start, start + len(line)))
            start += len(line) + 1
        self.words = [span.of(text).rstrip() for span in self.spans]
        self.bare = [words.lstrip() for words in self.words]
        self.parted = [_CELLS.search(words) is not None for words in self.bare]
        self.indents = [measure(w[: len(w) - len(own)]) for w, own in zip(self.words, self.bare, strict=True)]
        self.widths = [measure(words) for words in self.words]
        self.plain = [i for i, own in enumerate(self.bare) if own and not self.parted[i]]
        # A web page around the text may have a few lines that are longer.
        ordered = sorted(self.widths[i] for i in self.plain) or [0]
        top = ordered[len(ordered) - 1 - int(_FEW_LONGER * len(ordered))]
        counts = Counter(ordered)
        self.margin = max(
            range(top - _OVER, top + 1), key=lambda w: (sum(counts[v] for v in range(w - _WINDOW, w + 1)), w)
        )
        self.full = sum(self._fills(i) for i in self.plain)
        self.long = sum(w >= _ABOUT_AS_LONG * self.margin for i in self.plain for w in [self.widths[i]])

    def _fills(self, i: int) -> bool:
        return self.margin - _ROOM <= self.widths[i] <= self.margin + _OVER

    def _reaches(self, i: int, then: int) -> bool:
        """Tell whether a line came to the margin: the first word of the next one would not have fitted any more."""
        if self._fills(i):
            return True
        word = _WORD.match(self.bare[then])
        room = self.margin - self.widths[i]
        return word is not None and 0 < room < self.measure(word[0])

    def broken(self) -> list[tuple[int, int]]:
        """Return the joints where the lines were broken at the margin, none where they were not."""
        if self.margin < _NARROWEST or self.full < max(_LEAST_JOINTS, _SHARE_FULL * self.long):
            return []
        joints = list(self._joints())
        if len(joints) < max(_LEAST_JOINTS, _SHARE_JOINED * self.full):
            return []
        # What was put together are paragraphs of prose, and no cells of a table, no names one a line.
        ends = {then for _, then in joints} - {i for i, _ in joints}
        closed = sum(_CLOSES.search(self.bare[i]) is not None for i in ends)
        return joints if closed >= _SHARE_CLOSED * len(ends) else []

    def _joints(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of lines of which the second goes on with the first."""
        indents = [self.indents[i] for i in self.plain]
        base = Counter(indents).most_common(1)[0][0]
        deeper = sum(n >= base + _INDENT for n in indents)
        if sum(n + _INDENT <= base for n in indents) >= _FEW_INDENTS:
            # Most paragraphs are of one line, and set in.
            base, deeper = min(indents), len(indents)
        indented = deeper >= _FEW_INDENTS
        opened = 0
        for i, then in self._neighbours():
            here, below = self.bare[i], self.bare[then]
            opened = max(0, opened + _opens(here))
            ended = _STOPS.search(here) is not None and (self.widths[i] < self.margin - _AT_MARGIN or then > i + 1)
            apart = indented and self.indents[then] >= base + _INDENT
            if not self._reaches(i, then) or self.parted[i] or self.parted[then] or ended or apart:
                opened = 0
                continue
            begins = _begins(below)
            # Behind a stop 2.5G网络 is a heading, amid a sentence 2.5万吨 a quantity.
            begins = begins or (_CLOSES.search(here) is not None and _FIGURE.match(below) is not None)
            if not begins or opened or _GOES_ON.search(here):
                yield i, then

    def _neighbours(self) -> Iterator[tuple[int, int]]:
        """Yield each line with the one below it; a page's number between two lines is passed over, a blank line is not."""
        count = len(self.bare)
        for i in range(count - 1):
            if not self.bare[i] or _is_page_number(self.words[i]):
                continue
            then = i + 1
            while then < count and (not self.bare[then] or _is_page_number(self.words[then])):
                then += 1
            between = self.words[i + 1 : then]
            if then < count and (not between or any(_is_page_number(words) for words in between)):
                yield i, then


def _is_page_number(words: str) -> bool:
    return bool(words) and len(words) < 24 and _PAGE_NUMBER.fullmatch(words) is not None


def _opens(words: str) -> int:
    """Return how many brackets words leave open, less those that they close."""
    return sum(words.count(mark) for mark in _OPENING) - sum(words.count(mark) for mark in _CLOSING)


def broken_lines(text: str) -> Sequence[tuple[Span, str]]:
    """Find the line breaks that a fixed width made.

    Parameters
    ----------
    text
        A page.

    Returns
    -------
    sequence of (Span, str)
        What stands between the two parts of a line that was broken (the break, blanks around it, a page's number), in
        order, and what belongs in its place: nothing, or a space between words of letters.
    """
    gaps: list[Span] = []
    if _may_be_broken(text):
        readings = [(lines, lines.broken()) for lines in (_Lines(text, measure) for measure in (_width, _length))]
        lines, joints = max(readings, key=lambda reading: len(reading[1]))
        for i, then in joints:
            start = lines.spans[i].start + len(lines.words[i])
            gaps.append(Span(start, lines.spans[then].end - len(lines.spans[then].of(text).lstrip())))
    return [
        (gap, " " if _LETTER.match(text, gap.start - 1) and _LETTER.match(text, gap.end) else "")
        for gap in gaps or _within_sentences(text)
    ]


def _within_sentences(text: str) -> list[Span]:
    """Find the breaks within the sentences of paragraphs that are set in, where what follows is not set in.

    Only what is prose (a line with a comma or a full stop) and ends with a mark in the end is put together: a list of
    names, a title or a signature is not.
    """
    if _GOES_ON_BELOW.search(text) is None or sum(1 for _ in _SET_IN.finditer(text)) < _FEW_INDENTS:
        return []
    out: list[Span] = []
    for paragraph in _SET_IN.finditer(text):
        gaps: list[Span] = []
        end = paragraph.end()
        while _CLOSES.search(text, paragraph.start(), end) is None:
            gap = _BREAK.match(text, end)
            stop = text.find("\n", gap.end()) if gap is not None else -1
            stop = len(text) if stop < 0 else stop
            below = text[gap.end() : stop].rstrip() if gap is not None else ""
            headed = _OF_HEAD.match(below) is not None and not _opens(text[paragraph.start() : end])
            if gap is None or _begins(below) or headed or _CELLS.search(text, gap.end(), stop):
                gaps = []
                break
            gaps.append(Span(*gap.span()))
            end = gap.end() + len(text[gap.end() : stop].rstrip())
        out += gaps
    return out


def _begins(words: str) -> bool:
    """Tell whether a line begins a paragraph: with a number, a label or a date."""
    return number_at(words, 0) is not None or _BEGINS.match(words) is not None


def _may_be_broken(text: str) -> bool:
    """Tell whether few lines of a page are longer than any margin: most pages are known by that not to be of this kind."""
    lengths = [len(line) for line in text.split("\n")]
    longer = sum(n > _LONGEST for n in lengths)
    return longer <= _FEW_LONGER * len(lengths) and sum(2 * n >= _NARROWEST for n in lengths) >= _LEAST_JOINTS


def unwrapped(page: Page) -> Page:
    """Return a page with the lines put together that were broken at a fixed width.

    Parameters
    ----------
    page
        A restored page. Where its lines are paragraphs it is returned as it is.

    Returns
    -------
    Page
        Every character still maps back to its place in the source, and one more repair says how many lines were joined.
    """
    breaks = broken_lines(page.text)
    if not breaks:
        return page
    whole, places = replaced(page.text, page.origin, breaks)
    # Where each stretch that stays began, and by how much it has moved.
    begins = [0, *(gap.end for gap, _ in breaks)]
    moved = [0, *accumulate(gap.end - gap.start - len(put) for gap, put in breaks)]

    def new(place: int) -> int:
        k = bisect_right(begins, place) - 1
        return max(0, place - moved[k])

    repairs = [
        replace(repair, place=place, after=place.of(whole) if repair.after else "")
        for repair in page.repairs
        for place in [Span(new(repair.place.start), max(new(repair.place.start), new(repair.place.end)))]
    ]
    why = f"broken lines put together, {len(breaks)}"
    return Page(
        whole, places, tuple(sorted([*repairs, Repair(0, "", "", why, 1.0, Span(0, 0))], key=lambda r: r.start))
    )


def page_of(text: str) -> Page:
    """Return the page whose characters the offsets of facts count: restored, and its lines put together.

    Parameters
    ----------
    text
        The decoded text of a file.
    """
    return unwrapped(restore(text))
