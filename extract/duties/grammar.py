"""The grammar of one duty clause: labels, names, verbs.

::

    clause  = segment { (";" | "," | "。") segment }
    segment = [ label ":" ] names [ verb [ object ] ] | verb
    names   = name [ "(" note ")" ] { ("、" | "和" | "及" | "以及") name } [ "等…" ]  [ "会" names ]

A label gives its role to the names behind it until the next label; a verb gives its role to all names since the
last verb; a note (牵头) gives a role to the one name before it. The words are rows of ``roles.csv`` and
``duty_words.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

from extract import patterns as re
from extract.brackets import outermost, trailing, unwrapped
from extract.duties.lists import leading_names
from extract.duties.nobody import is_date, is_empty, is_person
from extract.duties.onward import (
    ABOVE_ALL,
    as_one_list,
    covers_above,
    covers_below,
    ends_clause,
    holds_on,
    is_of_those_below,
    later_names,
    of_all,
    says_too,
)
from extract.duties.orders import is_act, part_in
from extract.duties.parts import Part, beside_leads
from extract.duties.rules import is_rule
from extract.duties.segments import beside, joint, segments, without_tail
from extract.duties.words import (
    NO_VERB,
    ONLY,
    SHARED,
    Word,
    bare_label_pattern,
    duty_pattern,
    label_of,
    label_pattern,
    note_pattern,
    note_words,
    role_words,
    short_label_pattern,
    verb_at_end,
    verb_of,
    verb_pattern,
)
from extract.facts import Span
from extract.names import Name, Sharing, is_known, looks_like_agency
from extract.page import trim
from extract.resolve import Context

# 以上任务由A牵头: what the clause is about, before who does it.
_ABOUT = re.compile(
    r"^(?:(?:以上|上述|本(?:条|项|章|部分|节)|该(?:项|条)|第?[（(]?[\d一二三四五六七八九十]+[）)]?(?:[至到、—\-]第?[（(]?[\d一二三四五六七八九十]+[）)]?)?(?:项|条)?)"
    r"[^，,。；;：:、]{0,12}?|(?:[^，,。；;：:、（(〔【]|[（(][市县区州旗、]{1,6}[)）]){0,40}?)?(?:分别|具体|统一|并)?由(?=[省市州县区自各国有相本中团])"
)
# 负责人, 责任制, 负责解释: what follows says that nobody is given a task.
NOT_RESPONSIBLE = re.compile(rf"\s*(?:{NO_VERB}|同志|(?:具体)?解释{ONLY})")
# 负责督查考核
_OVERSEES = re.compile("(?:跟踪|日常|专项|全程)*(?:督查|督导|督办)(?:考核|检查|通报|问效|问责|工作|落实)*")
_JOINS = re.compile(r"^(?:并|再|同时)?(?:会同|会商|联合|商(?=[省市州县自国])|会(?=[省市州区县自国][^议计商]))")
_UNKNOWN = "?"
# What others that are only named behind them do something with.
_DOERS = ("lead", "responsible", "joint")
_SAYS = re.compile(r"牵头|负责|配合|协助|参与")
_LABEL_HEAD = re.compile("[:：]|单位|部门|机关|主体|机构|[处科]室|分工|责任[市县区]")
_TIME_LABEL = re.compile("时|期限|进度")
# 以上任务均涉及各市政府，由其负责落实
_SAYS_AGAIN = re.compile("由其(?![^、]*[会商同与和及])[^、]{2,8}$")
_ITEM = re.compile(r"(?:\d{1,2}[.、](?!\d)|[①-⑳]|[（(]\d{1,2}[）)])\s*")
# 监测点位: a label that says nothing of duties, as far as is known; it ends the list before it.
_OTHER_LABEL = re.compile(
    r"(?!各|有关|相关|市直|省直|县直|区直)(?P<word>[一-鿿]{2,10}(?:单位|部门|机关|机构|主体|点位|地区|区域|企业|平台|载体|园区|项目|指标|来源|任务|标志|措施|目标|成果|进度|时限|期限|时间|标准|形式|方式|内容|要求|举措|备注|经费|资金))\s*[:：]\s*"
)
# 工作内容：市财政局拨付资金
_BEGINS_AS_BODY = re.compile("由?[省市州盟县区旗](?![级内外属场民])[一-鿿]{1,16}?[局厅委办部]")
# 责任单位（第一个为牵头单位）：市应急局
_NOTED_LABEL = re.compile(r"[一-鿿]{2,8}[(（][^()（）\n]{2,20}[)）]\s*[:：]")


def _count(words: str, marks: str) -> int:
    return sum(words.count(mark) for mark in marks)


@dataclass(slots=True)
class _Reading:
    """What has been read of a clause so far."""

    text: str
    sharing: Sharing
    label: Word | None = None
    parts: list[Part] = field(default_factory=list)
    strange: list[Span] = field(default_factory=list)
    pending: list[Name] = field(default_factory=list)
    # Whether a rule of the notice, or a sentence that covers later sections, says that it is a duty clause.
    ruled: bool = False
    # Whether what a body does without a word of duty is its part.
    acts: bool = False
    # Whether it says that what holds here is not said again below.
    holds_on: bool = False

    def give(self, names: list[Name], word: Word) -> None:
        """Give names the role of a word, those with a note of their own another."""
        plain = [n for n in names if n.note is None]
        for name in names:
            if name.note is not None:
                self._noted(name, word)
        if plain and word.role is not None:
            self.parts.append(
                Part(tuple(plain), word.role, word.term, weak=word.text in role_words("duty") and word.term != SHARED)
            )

    def _noted(self, name: Name, word: Word) -> None:
        note = cast(Span, name.note)
        said = note.of(self.text).strip()
        own = note_words().get(said)
        bare = replace(name, note=None)
        if own is not None and own.role is not None:
            self.parts.append(Part((bare,), own.role, own.term))
            return
        if word.role is not None:
            self.parts.append(Part((bare,), word.role, word.term))
        inner = _Reading(self.text, Sharing(self.sharing.context))
        inner.sharing.prefix, inner.sharing.party = self.sharing.prefix, self.sharing.party
        inner.read(note)
        self.parts += inner.parts
        self.strange += inner.strange

    def names(self, span: Span) -> list[Name]:
        """Read a list of names; pieces that are none are put aside as strange."""
        found = []
        for name in self.sharing.read(self.text, span):
            if looks_like_agency(name.agency):
                # 责任单位；市科技局: the label is nobody.
                label = name.agency in role_words("label") and self.text.startswith(("；", ";"), name.at.end)
                found += [] if label else [name]
            elif not is_date(name.printed) and not is_person(name.printed) and not is_empty(name.printed):
                self.strange.append(name.at)
        return found

    def read(self, clause: Span) -> None:
        """Read a clause segment by segment."""
        words = clause.of(self.text).rstrip()
        if words[-1:] in (")", "）") and _count(words, "(（") < _count(words, ")）"):
            # 责任单位：省农业厅、各县（市、区）人民政府）: the bracket that opened was lost.
            clause = Span(clause.start, clause.start + len(words) - 1)
        self.holds_on = holds_on(words)
        self.text = as_one_list(self.text, clause)
        for segment in segments(self.text, clause):
            self.segment(trim(self.text, segment))
        # （市工信局、市财政局，持续推进）, （市工信局；完成时限：2025年）: names with a time, and no more.
        led = bool(self.parts) and self.label is None and all(p.role in _DOERS for p in self.parts)
        if led and not self.strange and self._are_bodies(self.pending):
            # （某集团牵头，市工业和信息化局、洛龙区人民政府）: the others do it with those named before.
            self.give(self.pending, role_words("verb")["负责"])
            self.pending = []
        timed = self.timed and not self.parts and not self.strange and self._are_bodies(self.pending)
        if any(name.note is not None for name in self.pending) or self.ruled or timed:
            self.give(self.pending, role_words("verb")["负责"])
            self.pending = []
        said = [name.at.start for part in self.parts for name in part.names]
        if self.pending and said and self.pending[-1].at.start < min(said) and self.label is not None:
            # （市农业农村局；配合单位：市科技局）: who stands before those that help.
            self.give(self.pending, role_words("verb")["负责"])
            self.pending = []
        self.strange += [name.at for name in self.pending]
        self.parts = [part for part in self.parts if part.names]

    def segment(self, span: Span) -> None:
        """Read one segment."""
        text = self.text
        noted = _NOTED_LABEL.match(text, span.start, span.end)
        if is_rule(text[noted.end() if noted else span.start : span.end]):
            self.ruled = True
            if self.pending and self.label is None:
                # A、B。列首位的为牵头单位，其他单位配合: what follows is not said of these.
                self.give(self.pending, role_words("verb")["负责"])
                self.pending = []
            bracket = trailing(text, span)
            if bracket is None or is_rule(text[span.start : bracket.start]):
                return
            span = trim(text, Span(span.start, bracket.start))
        label, span = self._labelled(span)
        self.label = label if label is not None else self.label
        if self.label is not None and self.label.role is None and self._names_doer(span):
            # 责任人：王强，市科技局牵头; 重点项目：由市科技局负责: what follows is said of bodies again.
            self.label = None
        if self.label is not None:
            # 责任单位：【市科技局、市财政局】
            span = trim(text, unwrapped(text, span))
        words = span.of(text)
        self.timed = self.timed or bool(words and is_date(words)) or _is_time(self.label)
        if is_date(words) and self.label is None and self._are_bodies(self.pending):
            # 市科技局2025年6月前出台办法，市财政局配合: theirs, whoever helps.
            self.give(self.pending, role_words("verb")["负责"])
            self.pending = []
        if not words or is_date(words) or (self.parts and _SAYS_AGAIN.match(words)):
            return
        if ends_clause(words):
            # 以下任务除特别注明外，均由A负责
            self.of_those_below = is_of_those_below(words)
            return
        if self.label is not None and self.label.role is None:
            if self.label.term == _UNKNOWN and _may_do(words):
                self.strange.append(span)
            return
        if (self.holds_on or is_of_those_below(words)) and self._for_all(span):
            return
        if covers_below(words):
            self._later(span)
            return
        about = _ABOUT.match(words) if "由" in words else ABOVE_ALL.match(words)
        if self.label is None and covers_above(words):
            # （A、B。以上任务均需C配合）: what is said of C is not said of them.
            self.give(self.pending, role_words("verb")["负责"])
            self.pending = []
        if about is not None:
            span = trim(text, Span(span.start + about.end(), span.end))
        joins = _JOINS.match(span.of(text))
        if joins is not None and looks_like_agency(without_tail(words[joins.end() :])):
            self._joins(Span(span.start + joins.end(), span.end))
            return
        verb, rest = self._verb(span)
        if self.acts and verb is None and self.label is None and self._acts(span):
            return
        helped = beside(text, rest)
        if helped is not None and verb is not None and verb.role in ("lead", "responsible"):
            self.give([*self.pending, *self.names(helped[0])], role_words("verb")["协同"])
            self.pending, rest = [], helped[1]
        first, joined = joint(text, rest)
        names = self.names(first)
        if verb is not None:
            # In a cell or behind a label 按职责分工负责 repeats what the label says; another verb says more.
            over = (
                self.label is not None
                and self.label.role is not None
                and verb.role == "responsible"
                and not self.column_yields(verb)
            )
            self.give([*self.pending, *names], cast(Word, self.label) if over else verb)
            self.pending = []
        elif self.label is not None:
            self.give(names, self.label)
        elif about is not None and about.re is ABOVE_ALL:
            self.give(names, role_words("verb")["负责"])
        else:
            self.pending += names
        if self.holds_on and self.parts and covers_above(words):
            self.parts[-1] = replace(self.parts[-1], above=True)
        if joined is not None:
            # 会同B配合: B joins whatever the verb says of A.
            self.parts.append(Part(tuple(self.names(joined)), "joint", "会同"))
            if self.pending and verb is None:
                self.give(self.pending, role_words("verb")["负责"])
                self.pending = []

    def _acts(self, span: Span) -> bool:
        """Read who does what without a word of duty: 市财政局保障资金; False where the phrase is none."""
        names, at = leading_names(self.text, span, self.sharing.context)
        if not names or at >= span.end or not is_act(self.text, at, span.end):
            return False
        role, term = part_in(self.text, [name.agency for name in names], at, span.end)
        self.parts.append(Part((*self.pending, *names), role, term))
        self.pending = []
        return True

    column: bool = False
    # Whether a piece of the clause says when.
    timed: bool = False
    # Whether the last piece said that what follows is of the items below only.
    of_those_below: bool = False

    def _are_bodies(self, names: list[Name]) -> bool:
        return bool(names) and all(is_known(name.agency, self.sharing.context) for name in names)

    def column_yields(self, verb: Word) -> bool:
        """In a cell 按职责分工负责 says more than the heading over it."""
        return self.column and verb.term == "按职责分工负责"

    def _names_doer(self, span: Span) -> bool:
        """Tell whether a piece behind a label of persons or times says by itself what a body does, or behind a time names some."""
        by = self.text.startswith("由", span.start)
        verb, rest = self._verb(Span(span.start + by, span.end))
        names = Sharing(self.sharing.context).read(self.text, rest)
        return (verb is not None or _is_time(self.label)) and self._are_bodies(names)

    def _labelled(self, span: Span) -> tuple[Word | None, Span]:
        """Take the label off the front of a segment."""
        text = self.text
        head = text[span.start : min(span.start + 16, span.end)]
        for pattern, position in () if _LABEL_HEAD.search(head) is None else (
            (label_pattern(), "label"), (short_label_pattern(), "short"), (bare_label_pattern(), "label"),
        ):  # fmt: skip
            opening = pattern.match(text, span.start, span.end)
            if opening is not None:
                word = "".join(opening["word"].split())
                label = role_words("short")[word] if position == "short" else label_of(word)
                return label, trim(text, Span(opening.end(), span.end))
        other = _OTHER_LABEL.match(text, span.start, span.end) if ":" in head or "：" in head else None
        if other is not None:
            return Word(other["word"], None, _UNKNOWN), trim(text, Span(other.end(), span.end))
        number = _ITEM.match(text, span.start, span.end)
        return None, span if number is None else Span(number.end(), span.end)

    def _joins(self, span: Span) -> None:
        text = self.text
        match = verb_at_end(text, span.start, span.end)
        names = self.names(trim(text, Span(span.start, match.start() if match else span.end)))
        self.parts.append(Part(tuple(names), "joint", "会同"))
        if self.pending:
            self.give(self.pending, role_words("verb")["负责"])
            self.pending = []

    def _verb(self, span: Span) -> tuple[Word | None, Span]:
        """Take the verb off a segment: at its end, or between the names and what they are to do."""
        text = self.text
        match = verb_at_end(text, span.start, span.end)
        if match is not None and text[match.start() - 1 : match.start()] == "的":
            # 负责政策的落实: who it is that does so stands before the first verb; 负责资金使用的审计监督 oversees.
            first = verb_pattern().search(text, span.start, match.start())
            if first is not None and looks_like_agency(trim(text, Span(span.start, first.start())).of(text)):
                word = verb_of(match) if verb_of(match).role == "supervise" else verb_of(first)
                return word, trim(text, Span(span.start, first.start()))
        if match is not None:
            names = trim(text, Span(span.start, match.start()))
            # 负责具体落实: what they are to do with it stands first.
            outer = verb_at_end(text, names.start, names.end)
            if outer is not None and outer.start() > names.start and verb_of(match).role != "supervise":
                return verb_of(outer), trim(text, Span(span.start, outer.start()))
            return verb_of(match), names
        words = span.of(text)
        inside = list(outermost(text, span))
        bare = trailing(text, span)
        if looks_like_agency(words) and not _SAYS.search(words if bare is None else text[span.start : bare.start]):
            return None, span
        for match in verb_pattern().finditer(text, span.start, span.end):
            if any(b.start <= match.start() < b.end for b in inside):
                continue
            before = trim(text, Span(span.start, match.start()))
            if before.start == before.end and not self.pending:
                continue
            if verb_of(match).role == "responsible" and NOT_RESPONSIBLE.match(text, match.end()):
                continue
            if before.start == before.end or looks_like_agency(before.of(text)):
                oversees = verb_of(match).role == "responsible" and _OVERSEES.fullmatch(text, match.end(), span.end)
                return role_words("verb")["督查"] if oversees else verb_of(match), before
        for match in duty_pattern().finditer(text, span.start, span.end):
            before = trim(text, Span(span.start, match.start()))
            named = before.start < before.end and looks_like_agency(before.of(text))
            if named and not any(b.start <= match.start() < b.end for b in inside):
                word = role_words("duty")[match["word"]]
                return (replace(word, term=SHARED) if re.search("职责|分工|职能", match[0]) else word), before
        return None, span

    def _for_all(self, span: Span) -> bool:
        """Read a phrase that gives somebody a part in this item and in all behind it; False where it is none."""
        words = span.of(self.text)
        if says_too(words) and self.parts:
            self.parts.append(replace(self.parts[-1], later=True, below=True))
            return True
        found = of_all(words)
        at = Span(span.start + found.names.start, span.start + found.names.end) if found is not None else span
        names = self.names(trim(self.text, at)) if found is not None else []
        if found is None or not self._are_bodies(names):
            return False
        self.ruled = True
        self.give(names, found.word)
        further = replace(self.parts[-1], names=tuple(names), later=True, below=True)
        self.parts = [*(self.parts[:-1] if is_of_those_below(words) else self.parts), further]
        return True

    def _later(self, span: Span) -> None:
        """Read a sentence that covers the later sections: 以下均需各市人民政府负责."""
        self.ruled = True
        found = later_names(span.of(self.text))
        if found is None:
            self.strange.append(span)
            return
        at, below = found[0], found[1] or self.of_those_below
        verb, rest = self._verb(trim(self.text, Span(span.start + at.start, span.start + at.end)))
        role = verb.role if verb is not None and verb.role is not None else "responsible"
        names = Sharing(self.sharing.context).read(self.text, rest)
        self.strange += [name.at for name in names if not looks_like_agency(name.agency)]
        good = tuple(name for name in names if looks_like_agency(name.agency))
        self.parts.append(Part(good, role, verb.term if verb is not None else "涉及", later=True, below=below))


def _is_time(label: Word | None) -> bool:
    """Tell whether a label says that a time follows: 完成时限."""
    return label is not None and label.role is None and _TIME_LABEL.search(label.text) is not None


def _may_do(words: str) -> bool:
    """Tell whether words behind a label that is not known may be bodies, which then are not passed over in silence."""
    return any(
        looks_like_agency(piece) or _BEGINS_AS_BODY.match(piece) for piece in re.split("[、，,]", words) if piece
    )


def read_clause(
    text: str, clause: Span, context: Context, column: Word | None = None, *, acts: bool = False
) -> tuple[list[Part], list[Span]]:
    """Read one clause into parts.

    Parameters
    ----------
    text
        The page.
    clause
        The words of the clause, without its brackets.
    context
        Jurisdiction and date of the policy.
    column
        The role word over the column, for a cell of a table.
    acts
        Whether what a body does without a word of duty is its part (市财政局保障资金).

    Returns
    -------
    tuple of list
        The parts, and the pieces that could not be read.
    """
    reading = _Reading(text, Sharing(context, note_pattern()), label=column, column=column is not None, acts=acts)
    reading.read(clause)
    return beside_leads(reading.parts), reading.strange
