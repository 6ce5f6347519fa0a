"""Rules that a notice states once for all clauses behind it (``duty_rules.csv``): who leads where no verb says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extract import patterns as re
from extract.brackets import outermost
from extract.duties.words import SHARED
from extract.facts import Span
from extract.names import MARKS, looks_like_agency
from extract.records import record
from seeds.tables import rows

if TYPE_CHECKING:
    from extract.duties.grammar import Part
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
    if not any(word in words for word in ("牵头", "主办", "主责", "主要责任", "其余", "余下", "其他", "逗号")):
        return False
    return _all().search(words) is not None or _FRAGMENT.match(words) is not None


_FRAGMENT = re.compile(
    r"^(?:(?:无|没有|未明确|未列)牵头(?:责任)?(?:单位|部门)的|(?:则|其)?责任(?:单位|部门)(?:即|就)?(?:为|是)牵头(?:单位|部门))$"
)


# A word of each rule that every way to state it holds.
_HINTS = {
    "comma_leads": ("逗号",),
    "first_leads": ("第一", "首位", "首个", "首家", "最前", "前面", "前列", "打头"),
    "sole_leads": ("牵头单位的", "牵头部门的", "牵头责任"),
    "mark_leads": MARKS,
    "rest_supports": ("其余", "其他", "其它", "余下", "后面", "逗号"),
}


@record
class Rules:
    """What a policy rules: whether the first agency named leads, whether a sole responsible one does, which mark leads.

    ``comma_leads`` tells whether those before the first comma lead, and ``rest_supports`` whether those behind the ones that
    lead help them.
    """

    comma_leads: bool = False
    first_leads: bool = False
    sole_leads: bool = False
    mark_leads: bool = False
    rest_supports: bool = False

    def __or__(self, other: Rules) -> Rules:
        """Return what either rules."""
        return Rules(**{rule: getattr(self, rule) or getattr(other, rule) for rule in _HINTS})

    def apply(self, parts: Sequence[Part], text: str, *, own: bool = False) -> Sequence[Part]:
        """Turn the roles of one clause, the parts of later sections left alone.

        ``text`` is what the places of the names refer to, ``own`` tells whether the clause itself states the rule: then it
        holds for what it says of 按职责分工负责 too.
        """
        if self.mark_leads and any(name.marked for part in parts for name in part.names):
            return [piece for part in parts for piece in self._by_mark(part)]
        if any(part.role == "lead" for part in parts):
            return parts
        if self.comma_leads:
            return self._by_comma(parts, text)
        if own:
            # 列第一位者为牵头部门，其他有关部门按职责分工负责: the rest of those that are named.
            left = (
                replace(part, names=tuple(n for n in part.names if not _THE_REST.fullmatch(n.agency))) for part in parts
            )
            parts = [part for part in left if part.names]
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

    def _by_comma(self, parts: Sequence[Part], text: str) -> list[Part]:
        """Let those lead that stand before the first comma; where there is none, all do."""
        at = [name.at for part in parts if part.role == "responsible" for name in part.names]
        stretch = Span(at[0].end, at[-1].start) if at else Span(0, 0)
        inside = list(outermost(text, stretch))
        commas = (m.start() for m in _COMMA.finditer(text, stretch.start, stretch.end))
        comma = next((c for c in commas if not any(b.start <= c < b.end for b in inside)), len(text))
        out: list[Part] = []
        for part in parts:
            if part.role != "responsible":
                out.append(part)
                continue
            before = tuple(n for n in part.names if n.at.start < comma and not _THE_REST.fullmatch(n.agency))
            after = tuple(n for n in part.names if n.at.start > comma and not _THE_REST.fullmatch(n.agency))
            rest = replace(part, role="support") if self.rest_supports else part
            out += [replace(part, names=before, role="lead"), replace(rest, names=after)]
        return [part for part in out if part.names]

    def _by_mark(self, part: Part) -> list[Part]:
        marked = tuple(name for name in part.names if name.marked)
        others = tuple(name for name in part.names if not name.marked)
        plain = part.role == "responsible"
        rest = replace(part, role="support") if plain and self.rest_supports and part.term != SHARED else part
        lead = replace(part, role="lead") if plain else part
        return [p for p in (replace(lead, names=marked), replace(rest, names=others)) if p.names]


_COMMA = re.compile("[，,]")
_THE_REST = re.compile("(?:其他|其它|其余|余下)(?:有关|相关|各)*(?:部门|单位|者)(?:[和及、](?:部门|单位))?")


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
    return looks_like_agency(
        re.split("[、，,;；]", text[inside.start + 1 : start])[0].rpartition("：")[2].rpartition(":")[2]
    )


@lru_cache(maxsize=4)
def find_rules(policy: str) -> Rules:
    """Find the rules that a policy states for all its clauses."""

    def stated(rule: str) -> bool:
        return any(not _is_of_clause(policy, *at) for at in _found(rule, policy, 0, len(policy)))

    return Rules(**{rule: stated(rule) for rule in _HINTS})


@lru_cache(maxsize=1024)
def rules_of_clause(words: str) -> Rules:
    """Find the rules that a clause states for itself."""

    def stated(rule: str) -> bool:
        return next(_found(rule, words, 0, len(words)), None) is not None

    return Rules(**{rule: stated(rule) for rule in _HINTS})


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
            out[rule] = tuple(outline.page.mention(start, end, f"duties.{rule}") for start, end in found)
    return out
