"""Rules that a notice states once for all clauses behind it (``duty_rules.csv``): who leads where no verb says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extract import patterns as re
from extract.brackets import outermost
from extract.duties.words import SHARED
from extract.facts import Role, Span
from extract.names import MARKS, looks_like_agency
from extract.records import record
from seeds.tables import rows

if TYPE_CHECKING:
    from extract.duties.parts import Part
    from extract.facts import Mention
    from extract.outline import Outline


@cache
def _patterns(rule: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in rows("duty_rules") if row["rule"] == rule)


@cache
def _all() -> re.Pattern[str]:
    return re.compile("|".join(re.sub(r"\?P<\w+>", "?:", row["pattern"]) for row in rows("duty_rules")))


def is_rule(words: str) -> bool:
    """Tell whether a piece of a clause states a rule or a part of one (无牵头单位的, 责任单位即为牵头单位)."""
    # Every rule says who leads; most clauses that do are no rules, and the patterns are long.
    if "号前" in words or "号后" in words or "号之" in words:
        return _SIDE.search(words) is not None
    if not any(word in words for word in ("牵头", "主办", "主责", "主要责任", "第一责任", *_HINTS["rest_supports"])):
        return False
    return _all().search(words) is not None or _FRAGMENT.match(words) is not None


def is_only_rule(words: str) -> bool:
    """Tell whether a clause states a rule and nothing else: （注：列第一位的为牵头单位，其他部门协同配合，下同）."""
    return is_rule(words) and all(
        is_rule(piece) or _OF_RULE.fullmatch(piece) is not None
        for piece in re.split("[，,；;。]", words)
        if piece.strip()
    )


def is_of_rule(text: str, word: Span, sentence: Span) -> bool:
    """Tell whether a word of duty stands in the statement of a rule, not in what the sentence says besides.

    列首位的为牵头单位，要会同其他单位制定措施: 牵头 does, 会同 does not.
    """
    if not is_rule(sentence.of(text)):
        return False
    patterns = (*(p for rule in _HINTS for p in _patterns(rule)), _SIDE, _OTHERS_HELP)
    matches = (m for p in patterns for m in p.finditer(text, sentence.start, sentence.end))
    return any(m.start() < word.end and word.start <= m.end() for m in matches)


# What else a rule may say: of whom, of which clauses, and what the others do.
_OF_RULE = re.compile(
    "\\s*(?:注[:：])?(?:各?(?:责任)?(?:单位|部门)中|以?下同"
    "|(?:其余|其他|其它|余下|[前后]面|之后|其后)的?(?:有关|相关|各)*(?:责任)?(?:单位|部门)?(?:均|都)?"
    "(?:予以|做好|积极|密切|协同|共同)*(?:参与|配合|协办|协同|参加|协作|协助))\\s*"
)
_FRAGMENT = re.compile(
    r"^(?:(?:其余|其他|其它|余下|后面|之后|其后)的?(?:有关|相关|各)*(?:单位|部门)?(?:均|都)?(?:为|是)(?:责任|承办|落实)(?:单位|部门)|(?:无|没有|未明确|未列)牵头(?:责任)?(?:单位|部门)的|(?:只|仅)(?:有|列有?|明确)?责任(?:单位|部门)的|[则其各以由]*责任(?:单位|部门)(?:即|就|均|都)?(?:为|是|视为|作为)?牵头(?:单位|部门)?"
    # Of those that lead, which is the chief one: nobody's part is another by it.
    r"|(?:.{0,12}(?:第一位?|首位|首个)的?)?牵头(?:责任)?(?:单位|部门)(?:为|是|即为)(?:第一|总|主要|首要)(?:责任|牵头)(?:单位|部门))$"
)


# 逗号前为牵头单位，逗号后为配合单位: a mark of punctuation parts the names.
_SIDE_MARKS = {"逗号": "，,", "分号": "；;", "句号": "。", "斜杠": "/／"}
_SIDE_ROLES: tuple[tuple[str, Role], ...] = (
    ("牵头|主办|主责|主要责任", "lead"),
    ("配合|协办|协同|协助|参与|参加|支持", "support"),
    ("责任|负责|承办|落实", "responsible"),
)
_SIDE = re.compile(
    '[“"]?(?P<mark>逗号|分号|句号|斜杠)[”"]?之?(?P<side>前|后)(?:面|者)?的?(?:单位|部门|司局|处室)?(?:均|都)?(?:为|是|系)(?P<who>[^，,。；;]{2,16})'
)
# 列逗号之前的为牵头单位，其他单位配合
_OTHERS_HELP = re.compile(
    '号[”"]?之?前[^。；;，,]{2,16}[，,；;](?:其他|其它|其余|余下)[^。；;，,]{0,14}?(?:配合|协助|协同|参与|参加|协办|支持)'
)
# 逗号前为牵头单位，未明确牵头单位的按职责分工负责: where no mark stands nobody leads.
_UNLED = re.compile(
    "(?:未|没有|无)(?:明确|标明|注明|列明|列)?(?:有)?牵头(?:责任)?(?:单位|部门)的?[，,]?[^。；;，,]{0,6}?按[^。；;，,]{0,6}职责"
)
# A word of each rule that every way to state it holds.
_HINTS = {
    "first_leads": ("第一", "首位", "首个", "首家", "最前", "前面", "前列", "打头"),
    "sole_leads": ("牵头单位的", "牵头部门的", "牵头责任", "责任单位的", "责任部门的"),
    "mark_leads": MARKS,
    "rest_supports": ("其余", "其他", "其它", "余下", "后面", "之后", "其后", "后续"),
}


@record
class Rules:
    """What a policy rules: whether the first agency named leads, whether a sole responsible one does, which mark leads.

    ``rest_supports`` tells whether those behind the one that leads help it, ``sides`` which marks of punctuation part the
    names, with the roles of those before and behind the first of them, ``unled`` whether nobody leads where none stands.
    """

    first_leads: bool = False
    sole_leads: bool = False
    mark_leads: bool = False
    rest_supports: bool = False
    sides: tuple[str, Role, Role] | None = None
    unled: bool = False

    def __or__(self, other: Rules) -> Rules:
        """Return what either rules."""
        return Rules(**{rule: getattr(self, rule) or getattr(other, rule) for rule in (*_HINTS, "sides", "unled")})

    def apply(self, parts: Sequence[Part], words: str, *, own: bool = False) -> Sequence[Part]:
        """Turn the roles of one clause, the parts of later sections left alone.

        ``words`` are those in which the names have their places; ``own`` tells whether the clause itself states the rule:
        then it holds for what it says of 按职责分工负责 too.
        """
        if self.mark_leads and any(name.marked for part in parts for name in part.names):
            return [piece for part in parts for piece in self._by_mark(part)]
        if any(part.role == "lead" for part in parts):
            return parts
        if own:
            # 列第一位者为牵头部门，其他有关部门按职责分工负责: the rest of those that are named.
            left = (
                replace(part, names=tuple(n for n in part.names if not _THE_REST.fullmatch(n.agency))) for part in parts
            )
            parts = [part for part in left if part.names]
        if self.sides is not None and parts and all(p.role == "responsible" and p.term != SHARED for p in parts):
            return _by_side(parts, words, self.sides, unled=self.unled)
        out: list[Part] = []
        for part in parts:
            # 按职责分工负责 says itself that nobody leads.
            if (
                part.role != "responsible"
                or (part.term == SHARED and not own)
                or not (self.first_leads or self.sole_leads)
            ):
                out.append(part)
            elif self.sole_leads:
                out.append(replace(part, role="lead"))
            elif not any(p.role == "lead" for p in out):
                rest = replace(part, role="support") if self.rest_supports else part
                out += [replace(part, names=part.names[:1], role="lead"), replace(rest, names=part.names[1:])]
            else:
                out.append(replace(part, role="support") if self.rest_supports else part)
        return [part for part in out if part.names]

    def _by_mark(self, part: Part) -> list[Part]:
        marked = tuple(name for name in part.names if name.marked)
        others = tuple(name for name in part.names if not name.marked)
        plain = part.role == "responsible"
        rest = replace(part, role="support") if plain and self.rest_supports and part.term != SHARED else part
        lead = replace(part, role="lead") if plain else part
        return [p for p in (replace(lead, names=marked), replace(rest, names=others)) if p.names]


_BRACKETED = re.compile(r"[(（〔][^()（）〔〕]*[)）〕]")
_THE_REST = re.compile("(?:其他|其它|其余|余下)(?:有关|相关|各)*(?:部门|单位|者)(?:[和及、](?:部门|单位))?")


def _by_side(parts: Sequence[Part], words: str, sides: tuple[str, Role, Role], *, unled: bool) -> Sequence[Part]:
    """Part the names of a clause at the first of some marks that stands between two of them."""
    marks, before, behind = sides
    names = sorted((name for part in parts for name in part.names), key=lambda name: name.at.start)
    at = next(
        (
            b.at.start
            for a, b in pairwise(names)
            if any(m in _BRACKETED.sub("", words[a.at.end : b.at.start]) for m in marks)
        ),
        None,
    )
    if at is None and unled:
        return parts
    if at is None:
        # （省财政厅）: who stands alone stands before the mark.
        at = len(words) + 1
    out = []
    for part in parts:
        first = tuple(name for name in part.names if name.at.start < at)
        rest = tuple(name for name in part.names if name.at.start >= at)
        out += [replace(part, names=first, role=before), replace(part, names=rest, role=behind)]
    return [part for part in out if part.names]


def _sides(policy: str) -> tuple[str, Role, Role] | None:
    """Find which mark of punctuation parts the names of all clauses, and their roles before and behind it."""
    told: dict[str, dict[str, Role]] = {}
    for match in _SIDE.finditer(policy) if any(mark in policy for mark in _SIDE_MARKS) else ():
        role = next((role for word, role in _SIDE_ROLES if re.search(word, match["who"])), None)
        if role is not None:
            told.setdefault(match["mark"], {}).setdefault(match["side"], role)
    others: Role = "support" if _OTHERS_HELP.search(policy) is not None else "responsible"
    for mark, roles in told.items():
        if len(roles) > 1 or roles.get("前") == "lead":
            return _SIDE_MARKS[mark], roles["前"], roles.get("后", others)
    return None


_OPENED, _CLOSED = re.compile(r"[(（〔\[［]"), re.compile(r"[)）〕\]］]")
# 下同, 各项任务中: what a bracket rules for all that follow.
_FOR_ALL = re.compile("下同|以下|各项|方案|清单|表中|文中|本[表文]")
# 牵头单位为多个的，排在首位的为总牵头单位: which of those that lead is the chief one.
_AMONG_LEADS = re.compile("牵头(?:责任)?(?:单位|部门)(?:为|有|是)?(?:多个|多家|[两二三2-9]个)[^。；;\n]{0,12}$")
_MAX_BRACKET = 400


def _found(rule: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a rule is stated in a stretch of text."""
    if any(text.find(hint, start, end) >= 0 for hint in _HINTS[rule]):
        for pattern in _patterns(rule):
            for match in pattern.finditer(text, start, end):
                if (
                    rule != "first_leads"
                    or _AMONG_LEADS.search(text[max(start, match.start() - 40) : match.start()]) is None
                ):
                    yield match.span()


def _is_of_clause(text: str, start: int, end: int) -> bool:
    """Tell whether a rule stands in the bracket of a clause and rules nothing but this (A、B，排在首位的为牵头单位)."""
    line = text.rfind("\n", max(0, start - _MAX_BRACKET), start) + 1
    stop = text.find("\n", end)
    around = Span(line, len(text) if stop < 0 else stop)
    inside = next((b for b in outermost(text, around) if b.start < start and end < b.end), None)
    if inside is None or _FOR_ALL.search(text, inside.start, inside.end) is not None:
        return False
    first = re.split("[、，,;；]", text[inside.start + 1 : start])[0].rpartition("：")[2].rpartition(":")[2]
    return looks_like_agency(first) and not is_rule(first)


def _told(stated: Callable[[str], bool], words: str) -> Rules:
    told = {rule: stated(rule) for rule in _HINTS}
    return Rules(**told, sides=_sides(words), unled="牵头" in words and _UNLED.search(words) is not None)


@lru_cache(maxsize=4)
def find_rules(policy: str) -> Rules:
    """Find the rules that a policy states for all its clauses."""

    def stated(rule: str) -> bool:
        return any(not _is_of_clause(policy, *at) for at in _found(rule, policy, 0, len(policy)))

    return _told(stated, policy)


@lru_cache(maxsize=1024)
def rules_of_clause(words: str) -> Rules:
    """Find the rules that a clause states for itself."""

    def stated(rule: str) -> bool:
        return next(_found(rule, words, 0, len(words)), None) is not None

    return _told(stated, words)


def rule_mentions(outline: Outline) -> dict[str, tuple[Mention, ...]]:
    """Return the sentences that state the rules, by rule: what turns a name into a lead though its clause does not say so."""
    text = outline.text
    rules = find_rules(outline.span.of(text))
    out: dict[str, tuple[Mention, ...]] = {}
    for rule in _HINTS:
        if not getattr(rules, rule):
            continue
        found: list[tuple[int, int]] = []
        for start, end in sorted(
            _found(rule, text, outline.span.start, outline.span.end), key=lambda at: (at[0], -at[1])
        ):
            # Two patterns may match one statement.
            if not _is_of_clause(text, start, end) and (not found or start >= found[-1][1]):
                found.append((start, end))
        if found:
            out[rule] = tuple(_stated(outline, start, end, rule) for start, end in found)
    if rules.sides is not None:
        spans = (match.span() for match in _SIDE.finditer(text, outline.span.start, outline.span.end))
        out["sides"] = tuple(_stated(outline, start, end, "sides") for start, end in spans)
    return out


def _stated(outline: Outline, start: int, end: int, rule: str) -> Mention:
    """Return where a rule is stated; its sentence ends with the bracket that it stands in, whatever the page runs on with."""
    said = outline.page.sentence(Span(start, end))
    closed = _CLOSED.search(outline.text, end, said.end)
    if closed is not None and _OPENED.search(outline.text, end, closed.start()) is None:
        said = Span(said.start, closed.end())
    return outline.page.mention(start, end, f"duties.{rule}", said)
