"""Where duty clauses stand: in brackets, on lines of their own, behind a label, in running text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from extract import patterns as re
from extract.brackets import CLOSING, has_bracket, outermost, unclosed
from extract.duties.bare import LEVELLED, known_names, only_names, stands_in_brackets, tells_acts, without_date
from extract.duties.onward import ABOVE_ALL
from extract.duties.same import refers_back
from extract.duties.words import (
    NAMES_BODY,
    NO_VERB,
    find_labels,
    has_label,
    is_signal,
    label_pattern,
    label_word,
    opening_label,
    role_words,
)
from extract.facts import Span
from extract.names import is_known, looks_like_agency
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim
from extract.prose import alternation
from extract.records import record
from extract.resolve import Context

_LINE = re.compile(r"[^\n]+")
_ANYWHERE = Context(None)
_SENTENCE = re.compile(r"[^。；;\n]+")
_ARTICLE = re.compile("(?<=[.．\\s])第[〇零一二三四五六七八九十百]+条(?=[ 　])")
# A bracket may run over lines that a page broke; longer ones were never closed.
_MAX_BRACKET = 600
# A line is set in so far below a label where names stand under names.
_INDENT = 4
# A list of names fills no more lines than this.
_MOST_LINES = 12
# 鄞州区人民政府 alone on the line below others; the policy's own government signs it.
_GOVERNED = re.compile(
    "各?[一-鿿]{1,8}[区县旗](?:[(（][一-鿿、]{1,6}[)）])?(?:人民政府|政府|管委会)|[一-鿿]{2,10}(?:管委会|海关)"
)
_DAY = re.compile("20\\d\\d年\\d{1,2}月|二[〇○零][一-鿿〇○零]{2}年|20\\d\\d[-/.]")
# What may follow a clause behind a full stop and still be part of it.
_GOES_ON = re.compile(r"(?:以下|下列|具体任务|除|各项任务|无牵头|其他任务)")
# What a sentence begins with whose subject stands in the heading before it.
_BEGINS = re.compile("(?:主要|具体|牵头|统筹)?(?:负责|牵头|会同|配合|协助|参与)|职责[:：]|承担")
_GOES_ON_IN_PROSE = re.compile(
    rf"(?:主要|具体|牵头|统筹|并)?(?:负责(?!{NO_VERB}|同志)|牵头(?!单位|部门)|会同|配合(?!单位|部门)|协助|参与|承担)|(?:具体|主要|其)?(?:职责|包括|任务)(?:是|为|有|包括)?[:：]"
)
# 以上任务均需各区人民政府抓好落实，不再列出。
_OF_ALL = re.compile(rf"(?:^|[。；;\n 　])(?P<of>{ABOVE_ALL.pattern})", re.M)
_STEP_ENDS = frozenset("；;。，,")
# 市工业和信息化局（市中小企业局）: what a bracket behind it says of it is no task; 《…管理办法》（财政部） may be none.
_ENDS_NAME = frozenset("局厅委办部署院会府")
_MAY_BE_TOLD_OF = frozenset("门》”号")
_SOUND = re.compile(r"[。;；,，\s]|[）)〕\]】—]")


@record
class Clause:
    """Where a clause stands: the words to read, and the whole of it with brackets.

    ``label`` is the role word that the words have elsewhere (A、B为第8项任务的配合单位), where they are names only.
    """

    inner: Span
    outer: Span
    own_line: bool
    prose: bool = False
    label: str = ""

    def moved(self, by: int) -> Clause:
        """Return the clause with its places counted from ``by`` characters before."""
        inner, outer = self.inner, self.outer
        at = Span(outer.start + by, outer.end + by)
        return Clause(at if inner is outer else Span(inner.start + by, inner.end + by), at, self.own_line, self.prose)


@cache
def _prose_sign() -> re.Pattern[str]:
    """Match any word that running text uses to say who does what."""
    # Where none of them begins nothing else is tried.
    return re.compile(
        r"(?=[由请列各成街院所站社队段团司联中市州盟县区旗镇乡责履负牵会配协参主承包组职审监进督分局厅委办部政大学)）各室专管属领门])(?:"
        r"负责|牵头|会同|责成|[主协包]抓|主责|主要任务[:：]|会商|履行|门要?(?:切实|认真|积极|想方设法|千方百计)*(?:(?:[做抓]|统筹|协调)好|培育|挖掘|扶持|设立|建立|制[定订]|出台|编制|开展|完善|健全|发布)|由(?=[一-鿿]{2,12}(?:集团|公司|中心)受托)|由(?=[省市州盟县区旗国][一-鿿、]{2,30}[局厅委办部府位门团司心](?:统一|共同|分别|具体|联合|归口|全面|全程|跟踪|依法|受托)*(?:会[各省市]|落实|根据|按照|结合|修改|管理|监督|统筹|推[进动]|协调|督[查导办]))|请(?=[省市州盟县区旗]|[一-鿿]{2,3}[省市](?:人民)?政府)|负(?:总|主|首|领)|审计(?![局厅署机部])|责任主体|主管部门|责任单位|(?:配合|协同|协作|参与|支持)单位|列入|配合|协助|参与|主管|承担|承办(?!单位)|协办(?!单位)|组织实施|组织落实|职责|(?<=各自)职能|审计监督|监督检查|进行监督|督导|督查|督办|督促(?=指导|检查|落实)|进行指导|分工|(?:[局厅委办部]|政府)(?:会商|[会同商])(?=[省市州县区国各有相])|(?:[局厅委部会办院所站社队段团司协联]|中心|政府|大学|[)）]|成员单位|街道|[市州盟县区旗镇乡])(?:参照|结合(?=实际|本地)|也?(?:要|应|须|需)(?!求|急|素|用))"
        r"|(?:[局厅委部办室]|专班)(?:每[年半季月周两]|[定适]期|按[年季月]|统筹|同步|逐[年季月])|各[^，,。；;]{0,16}(?:[市州盟县区旗镇乡]|部门)(?:参照|结合|[于在]?每|[于在]?\d|[于在]20|按[时月季年])|各[^，,。；;]{1,16}(?:政府|管委会)(?:至少|落实|分别|力争|明确|制定|制订|建立|出台|细化|编制|组建|参照|结合|对照|按照|于|在)"
        r"|(?:[局厅委办]|管委会)(?:做好|抓好|具体抓|商(?=[省市州县区国])|制[定订]|建立|设立|编制|出台|公布|发布|保障|参照|结合|按照|根据|依据|于20|于每|在20|在每)|(?:属地|主体|领导|管理|监管)责任|由(?=[一-鿿、（）()]{2,40}[市县区州盟旗镇乡)）](?:组织|具体|抓好|统筹|分别|共同|各自|按职责分工|负责)*(?:落实|实施|推进|建设|承担))|[市县区旗镇乡](?:(?:重点)?[做抓]好|[于在](?:20|每))|(?:成立|组建)[^。；;\n]{2,80}(?:组|专班|会议|部)(?:[（(][^（()）]{2,20}[)）])?[，,]统筹)"
    )


@cache
def _short_pair() -> re.Pattern[str]:
    word = alternation(role_words("short"))
    return re.compile(
        rf"(?:^|[。；;\s])(?P<first>{word})[:：][^。:：]{{2,80}}[;；,，\s](?:{word})[:：](?=[省市州盟县区旗国各])"
    )


@cache
def _short_alone() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[。；;—*＊•]))(?P<first>{alternation(role_words('line'))})[:：][ 　]*(?P<names>[^。；;:：]{{2,160}})(?:[。；;]|$)"
    )


def _short_labels(words: str) -> re.Match[str] | None:
    """Find labels of two characters outside brackets, which count where there are two of them (主办：A；会办：B).

    One alone counts where the line is a list of bodies (责任：市科技局、市财政局).
    """
    colons = words.count(":") + words.count("：")
    pair = _short_pair().search(words) if colons > 1 else None
    if pair is not None or colons == 0:
        return pair
    alone = _short_alone().search(words)
    return alone if alone is not None and _lists(alone["names"]) else None


@lru_cache(maxsize=8192)
def _speaks(sentence: str) -> bool:
    """Tell whether a sentence of prose may say who does what, and names a body."""
    return _prose_sign().search(sentence) is not None and NAMES_BODY.search(sentence) is not None


@record
class _Line:
    """What a line tells by itself, its places counting from its beginning.

    ``label`` is where the label ends that it begins with, ``prose`` whether running text may say in it who does what;
    ``clauses`` is None where the last of them may go on below.
    """

    label: int | None
    prose: bool
    clauses: tuple[Clause, ...] | None


@lru_cache(maxsize=8192)
def _line(words: str, context: Context, habit: bool) -> _Line:
    whole = Span(0, len(words))
    opening = opening_label(words)
    clauses: tuple[Clause, ...] | None = ()
    # Most lines hold neither a bracket nor a label.
    if has_bracket(words) or has_label(words, whole) or _short_labels(words) is not None or _OF_ALL.search(words):
        goes_on = unclosed(words, whole) is not None or any(m.end() >= whole.end for m in find_labels(words, whole))
        clauses = None if goes_on else tuple(_in_line(words, whole, whole.end, context, habit))
    return _Line(opening.end() if opening is not None else None, _prose_sign().search(words) is not None, clauses)


def find_clauses(outline: Outline, context: Context) -> Iterator[Clause]:
    """Yield every stretch of the policy that may be a duty clause, in order, prose after the clauses of its line."""
    # Nothing else of what a line may mean by itself depends on whose policy it is.
    context = _ANYWHERE if context.own is None else Context(None, own=context.own)
    text, limit = outline.text, outline.span.end
    habit = stands_in_brackets(outline.span.of(text))
    done = outline.span.start
    above: Span | None = None
    for match in _LINE.finditer(text, outline.span.start, limit):
        line = trim(text, Span(max(match.start(), done), max(match.end(), done)))
        if line.start >= line.end:
            continue
        told = _line(line.of(text), context, habit)
        if told.label is not None:
            clause = _label_line(text, line, line.start + told.label, limit)
            done = clause.end
            yield Clause(clause, clause, own_line=True)
            line = trim(text, Span(clause.end, max(line.end, clause.end)))
            if line.start >= line.end:
                continue
            told = _line(line.of(text), context, habit)
        if told.clauses is None:
            found = _in_line(text, line, limit, context, habit)
        else:
            found = [clause.moved(line.start) for clause in told.clauses]
        taken = [clause.outer for clause in found]
        done = max(done, *(clause.end for clause in taken)) if taken else done
        yield from found
        if told.prose:
            yield from _prose(text, line, taken, above)
        above = line


def _named(text: str, heading: Span, sentence: Span) -> Span:
    """Return the sentence with the heading before it, where that is a list of bodies and nothing else."""
    number = number_at(text, heading.start)
    names = trim(text, Span(number.end if number else heading.start, heading.end))
    return Span(names.start, sentence.end) if _lists(names.of(text)) else sentence


def _label_line(text: str, line: Span, names: int, limit: int) -> Span:
    """Return the clause that a line begins with: up to a full stop that no further label or rule follows."""
    if names >= line.end:
        following = _LINE.search(text, line.end, limit)
        if following is not None:
            below = trim(text, Span(following.start(), following.end()))
            plain = number_at(text, below.start) is None and label_pattern().match(text, below.start) is None
            if plain and re.match(r"[^、，,；;。(（]{2,}", below.of(text)) and _lists(below.of(text)):
                return Span(line.start, _goes_on_below(text, below, limit))
            if plain and LEVELLED.match(below.of(text)) and _prose_sign().search(below.of(text)):
                # 部门分工： above 省财政厅牵头，省审计厅配合。
                return Span(line.start, below.end)
        return line
    for stop in re.finditer("。", line.of(text)):
        rest = trim(text, Span(line.start + stop.end(), line.end))
        if rest.start < rest.end and not (label_pattern().match(text, rest.start) or _GOES_ON.match(text, rest.start)):
            return Span(line.start, line.start + stop.start())
    return Span(line.start, _goes_on_below(text, line, limit))


def _goes_on_below(text: str, line: Span, limit: int) -> int:
    """Return where the names of a label end that a page broke: indented below it, or behind a 、 at the line's end."""
    end = line.end
    lines = [trim(text, Span(m.start(), m.end())) for m in islice(_LINE.finditer(text, line.end, limit), _MOST_LINES)]
    for at, below in enumerate(lines):
        words = below.of(text)
        if not words or words[-1] in "：:" or number_at(text, below.start) is not None:
            break
        if label_pattern().match(text, below.start) is not None:
            break
        last = _pieces(text[line.start : end])[-1]
        pieces = _pieces(words)
        # 县教 / 育局, 各有关乡镇 / （街道）: a name that the page broke.
        broken = words[0] in "（(" or not looks_like_agency(last)
        if broken:
            pieces[0] = last + pieces[0]
        if not looks_like_agency(pieces[-1]) and at + 1 < len(lines):
            pieces[-1] += _pieces(lines[at + 1].of(text) or " ")[0]
        if not all(looks_like_agency(piece) for piece in pieces if piece):
            break
        indented = below.start - (text.rfind("\n", 0, below.start) + 1) >= _INDENT
        bare = words.rstrip("。；;")
        governs = (
            _GOVERNED.fullmatch(bare) is not None
            and is_known(bare, _ANYWHERE)
            and "\n" not in text[end : below.start].strip(" 　")[1:]
        )
        named = LEVELLED.fullmatch(bare) or (governs and not _signs(text, lines[at + 1 : at + 2]))
        if not (broken or indented or text[end - 1] in "、，," or named):
            break
        end = below.end
    return end


def _signs(text: str, below: list[Span]) -> bool:
    """Tell whether a government on a line of its own signs the policy: a day or nothing stands below it."""
    return not any(line.of(text) for line in below) or any(_DAY.match(line.of(text)) for line in below)


def _pieces(words: str) -> list[str]:
    return re.split("[、，,；;：:\n]", words.rstrip("。；;"))


def _lists(words: str) -> bool:
    """Tell whether a line holds names of bodies and nothing else."""
    return all(looks_like_agency(piece) for piece in re.split("[、，,；;]", words.rstrip("。")) if piece)


def _in_line(text: str, line: Span, limit: int, context: Context, habit: bool) -> list[Clause]:
    """Return the clauses of a line: those in brackets, and those behind a label in the middle of it."""
    found = [b for b in _brackets(text, line, limit) if label_word(text[b.start + 1 : b.end - 1]) is None]
    behind: list[Clause] = []
    for match in find_labels(text, line):
        start = match.start("word")
        # 【牵头单位】市林业局
        start -= match["set"] is not None
        inside = any(b.start <= start < b.end for b in (*found, *(c.outer for c in behind)))
        if start > line.start and not inside and _SOUND.match(text, start - 1):
            clause = _label_line(text, Span(start, line.end), match.end(), limit)
            behind.append(Clause(clause, clause, own_line=False))
    short = _short_labels(line.of(text))
    if short is not None:
        whole = _label_line(text, Span(line.start + short.start("first"), line.end), line.end, limit)
        if not any(c.outer.start < whole.end and whole.start < c.outer.end for c in behind) and not any(
            b.start <= whole.start < b.end for b in found
        ):
            behind.append(Clause(whole, whole, own_line=whole.start == line.start))
    for match in _OF_ALL.finditer(text, line.start, line.end):
        stop = text.find("。", match.end(), line.end)
        clause = Span(match.start("of"), line.end if stop < 0 else stop)
        if not any(b.start <= clause.start < b.end for b in (*found, *(c.outer for c in behind))):
            behind.append(Clause(clause, clause, own_line=clause.start == line.start))
    clauses = list(behind)
    for outer in found:
        closed = text[outer.end - 1] in CLOSING
        inner = Span(outer.start + 1, outer.end - closed)
        inner = Span(inner.start, inner.start + len(without_date(inner.of(text))))
        if text.startswith(("单位", "部门"), outer.end):
            # 各责任(配合)单位: a word of the sentence.
            continue
        if text[outer.start] == "【" and NAMES_BODY.search(text, inner.start, inner.end) is None:
            # 第十条【金融支持】: a heading.
            continue
        ends_line = not text[outer.end : line.end].strip("。;； 　")
        # 开展选址（市自然资源局）；完成建设（市城管局）, 发布规划。（市资规局，各区政府）修订标准: whose each of the steps is.
        behind_name = text[outer.start - 1 : outer.start] in _ENDS_NAME
        in_doubt = not habit and text[outer.start - 1 : outer.start] in _MAY_BE_TOLD_OF
        at_step = text[outer.end : outer.end + 1] in _STEP_ENDS or text[outer.start - 1 : outer.start] == "。"
        lists = LEVELLED.match(inner.of(text)) is not None or any(mark in inner.of(text) for mark in "、，,")
        ends_step = at_step and lists and not behind_name
        if any(c.outer.start <= outer.start < c.outer.end for c in behind):
            continue
        names_bodies = (ends_line or ends_step) and (
            only_names(inner.of(text), context) or refers_back(inner.of(text)) or tells_acts(inner.of(text))
        )
        if not (names_bodies or behind_name or in_doubt) and (
            ends_line or text.startswith("。", outer.end) or (habit and at_step)
        ):
            names_bodies = known_names(inner.of(text), habit=habit)
        if is_signal(inner.of(text).replace("\n", "")) or names_bodies:
            clauses.append(Clause(inner, outer, own_line=outer.start == line.start and ends_line))
    return sorted(clauses, key=lambda c: c.outer.start)


def _brackets(text: str, line: Span, limit: int) -> Iterator[Span]:
    """Yield the outermost brackets that open in a line; one that the line leaves open may close further down."""
    whole = _left_open(text, line, limit)
    # （责任单位：〔市科技局、市财政局〕 holds one clause; behind a full stop another one begins.
    yield from (
        b for b in outermost(text, line) if whole is None or b.end <= whole.start or "。" in text[whole.start : b.start]
    )
    if whole is not None:
        yield whole


def _left_open(text: str, line: Span, limit: int) -> Span | None:
    """Return the clause in a bracket that a line leaves open, up to where it closes below or, unclosed, the line's end."""
    start = unclosed(text, line)
    if start is None:
        return None
    for below in _LINE.finditer(text, line.end, min(limit, start + _MAX_BRACKET)):
        first = trim(text, Span(below.start(), below.end())).start
        if number_at(text, first) is not None or label_pattern().match(text, first):
            break
        closed = next(outermost(text, Span(start, below.end())), None)
        if closed is not None and closed.start == start:
            return closed if is_signal(closed.of(text).replace("\n", "")) else None
    # The closing mark was lost: the clause ends with its line.
    return Span(start, line.end) if is_signal(text[start : line.end]) else None


def _stretches(text: str, line: Span) -> Iterator[Span]:
    """Yield what stands between the full stops of a line, parted too where a page ran an article into it (. 第四条 …)."""
    for match in _SENTENCE.finditer(text, line.start, line.end):
        start = match.start()
        if "条" in match[0]:
            for article in _ARTICLE.finditer(text, start + 1, match.end()):
                yield trim(text, Span(start, article.start()))
                start = article.start()
        yield trim(text, Span(start, match.end()))


def _sentences(text: str, line: Span, taken: list[Span]) -> list[Span]:
    """Return the sentences of a line; one that has no subject goes with the one before it, where no clause parts them."""
    out: list[Span] = []
    for sentence in _stretches(text, line):
        # 市水利局负责调度；会同市财政局编制计划。具体包括：…；…。负责牵头…
        subject = (
            next((k for k in range(len(out) - 1, -1, -1) if NAMES_BODY.search(text, out[k].start, out[k].end)), None)
            if out and _GOES_ON_IN_PROSE.match(text, sentence.start, sentence.end)
            else None
        )
        if subject is None or any(out[subject].start <= clause.start < sentence.start for clause in taken):
            out.append(sentence)
        else:
            out[subject:] = [Span(out[subject].start, sentence.end)]
    return out


def _prose(text: str, line: Span, taken: list[Span], above: Span | None) -> Iterator[Clause]:
    """Yield the sentences of a line that may say in prose who does what; whether they name agencies is seen later."""
    bare = above
    for sentence in _sentences(text, line, taken):
        before, bare = bare, sentence
        if before is not None and _BEGINS.match(text, sentence.start, sentence.end):
            # （二）市财政局。负责安排资金: whoever the heading names.
            sentence = _named(text, before, sentence)
        for clause in taken:
            if clause.start < sentence.end and sentence.start < clause.end:
                sentence = trim(text, Span(sentence.start, max(sentence.start, clause.start)))
        if sentence.start >= sentence.end or not _speaks(sentence.of(text)):
            continue
        number = number_at(text, sentence.start)
        start = trim(text, Span(number.end, sentence.end)).start if number is not None else sentence.start
        yield Clause(Span(start, sentence.end), sentence, own_line=False, prose=True)
