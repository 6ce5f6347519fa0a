"""One sentence of running text, phrase by phrase: who is spoken of, and the part that each phrase gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from extract import patterns as re
from extract.duties import phrases
from extract.duties.grammar import NOT_RESPONSIBLE
from extract.duties.lists import NameLists
from extract.duties.offices import seated
from extract.duties.orders import MUST, STEERS, inspects, is_asked, is_ordered, part_in
from extract.duties.parts import Part
from extract.duties.words import NAMES_BODY, SHARED, Word, role_words, verb_of, verb_pattern
from extract.facts import Role, Span
from extract.names import Name, names_several
from extract.page import trim
from extract.prose import alternation, any_of
from extract.resolve import Context


@cache
def _adverbs() -> re.Pattern[str]:
    # 在标准厂房建设上予以配合: in what.
    by = r"按照?[一-鿿]{2,6}(?:定位|要求|部署|安排|方案|计划)"
    return re.compile(
        rf"(?:{any_of('duty_words', 'adverb')}|{by}|在[^，,。；;在]{{2,16}}?(?:上|方面)(?:予以|给予|积极)+|[\s　])*"
    )


@cache
def _duty() -> re.Pattern[str]:
    """Match the verbs that say only together with 按职责 who is responsible (做好, 落实)."""
    return re.compile(rf"(?P<word>{alternation(role_words('duty'))})")


# Who leads a task is not responsible for it besides; who does one helps and guides others as a part of it.
_COVERED_BY: Mapping[Role, tuple[Role, ...]] = {
    "responsible": ("lead",),
    "support": ("lead", "responsible"),
    "supervise": ("lead", "responsible", "support", "joint"),
}
_OF_PLACES = re.compile("政府|^各(?!有关|相关)[^，,。；;]{0,10}[省市州盟县区旗镇乡)）]$")
_OF_PLACE = re.compile("[市区县旗州镇乡]$")
_MANNER = re.compile("密切|积极|主动|通力|(?:给予|予以)支持")
_JOINS_TOO = re.compile("[、，,]?(?:并|再)?会同")


def at_end(text: str, start: int, end: int) -> bool:
    """Tell whether a phrase ends behind a verb, but for a short list of manners (配合、形成合力)."""
    return re.match(r"[、，,]?(?:[一-鿿]{2,4}(?:合力|沟通|协作|衔接))?$", text[start:end]) is not None


@dataclass(slots=True)
class Sentence:
    """What has been read of a sentence: who is spoken of, and the parts given."""

    text: str
    sentence: Span
    context: Context
    subject: list[Name] = field(default_factory=list)
    waiting: bool = False
    office: bool = False
    told: bool = False
    # Where what stands behind the colon of an item begins: 市交通局：查处…；配合….
    said: int | None = None
    first: list[Name] = field(default_factory=list)
    # Whether the sentence founds whom it speaks of.
    founds: bool = False
    parts: list[Part] = field(default_factory=list)
    lists: NameLists = field(init=False)

    def __post_init__(self) -> None:
        self.lists = NameLists(self.text, self.context)

    @property
    def begun(self) -> int:
        """Where the sentence begins behind its lead-in."""
        lead = phrases.LEAD_IN.match(self.text, self.sentence.start, self.sentence.end)
        return lead.end() if lead is not None else self.sentence.start

    def _list(self, start: int, end: int) -> tuple[list[Name], int]:
        return self.lists.read(start, end, behind=bool(self.parts))

    def give(self, names: list[Name], role: Role, term: str) -> None:
        """Give names a part, those of them that have none in the sentence which holds it already."""
        if role == "responsible" and inspects([name.agency for name in names]):
            role, term = "supervise", "督查"
        covers = (role, *_COVERED_BY.get(role, ()))
        has = {name.agency for part in self.parts if part.role in covers for name in part.names}
        fresh = tuple(name for name in names if name.agency not in has)
        if fresh:
            self.parts.append(Part(fresh, role, term))

    def phrase(self, span: Span) -> None:
        """Read one phrase; behind a semicolon or a full stop it speaks of whom the sentence began with."""
        if self.first and span.start > 0 and phrases.PARTS.search(self.text, self.sentence.start, span.start):
            self.subject = self.first
        self._phrase(span)
        self.first = self.first or self.subject

    def _phrase(self, span: Span) -> None:
        text = self.text
        lead = phrases.LEAD_IN.match(text, span.start, span.end)
        start = trim(text, Span(lead.end() if lead else span.start, span.end)).start
        named = NAMES_BODY.search(text, start, span.end) is not None
        encouraged = phrases.ENCOURAGED.match(text, start, span.end) is not None
        beside = text[start : start + 1] in ("与", "同")
        names, at = self._list(start, span.end) if named and not encouraged and not beside else ([], start)
        founded = phrases.FOUNDED_OF.search(text, start, span.end) if "的" in text[start : span.end] else None
        if founded is not None and phrases.FOUNDING.match(text, self.sentence.start, span.end) is not None:
            self.subject, self.waiting, self.founds = self._list(founded.end(), span.end)[0], False, True
            return
        if names and phrases.IS.match(text, at, span.end):
            # 养殖证主管部门是市农业局，牵头…
            inner, behind = self._list(at + 1, span.end)
            names, at = (inner, behind) if inner else (names, at)
        if not names and lead is not None and lead[0].startswith("请"):
            # 请认真组织实施: whoever reads it.
            self.subject = []
            return
        office = seated(text, self.sentence, span, self.context) if "设" in text[start : span.end] else None
        if office is not None:
            # 领导小组办公室设在市科技局: where it sits is no part of a task; what it does is one.
            self.subject, self.waiting, self.office = [office], False, True
            return
        if self.office and not names:
            start += len("办公室") if text.startswith("办公室", start) else 0
            before = len(self.parts)
            self._predicate(start, span.end)
            if len(self.parts) == before == 0 and is_asked(text, (), start, span.end):
                # 办公室设在市城管局，统筹排涝调度
                self.give(self.subject, "responsible", "负责")
            return
        self.office = False
        if names and lead is not None and phrases.FOUNDS.search(lead[0]):
            # 成立园区建设指挥部，…，统筹负责园区规划; 成立县委、县政府重点产业领导小组
            self.subject, self.waiting, self.founds = names[-1:], False, True
            return
        if names:
            self.subject = [*self.subject, *names] if self.waiting else names
            self.told = False
            self.waiting = _adverbs().fullmatch(text, at, span.end) is not None
            if text[at : at + 1] in (":", "：") and all(
                n.agency in ("主管部门", "监管部门", "责任部门") for n in names
            ):
                # 主管部门：工业和信息化部会同…
                self.subject, self.waiting = [], False
                return
            if at == span.end and text[at : at + 1] in (":", "："):
                self.said = trim(text, Span(at + 1, self.sentence.end)).start
            before = len(self.parts)
            if not self.waiting:
                self._predicate(at, span.end)
            agencies = [name.agency for name in names]
            if len(self.parts) == before and not self.waiting:
                asked = lead is not None and lead[0].startswith(("请", "责成"))
                if asked and is_asked(text, agencies, at, span.end):
                    # 请市农业农村局做好摸排，请市审计局跟进监督
                    self.give(names, *part_in(text, agencies, at, span.end))
            if len(self.parts) == before and not self.waiting and text.startswith("由", start):
                # 由县农业农村局修改完善
                self._by_them(at, span.end)
            # 各地的普及工作由当地人民政府负责: somebody else is to do it.
            if self.waiting or len(self.parts) > before or "由" not in text[at : span.end]:
                return
        for by in phrases.BY_WHOM.finditer(text[start : span.end] if named else ""):
            begin = start + by.end()
            names, at = self._list(begin, span.end)
            if names:
                self.subject, self.waiting = names, at >= span.end
                before = len(self.parts)
                if not self.waiting:
                    self._predicate(at, span.end)
                if len(self.parts) == before and phrases.DAILY.search(text, start, begin):
                    # 领导小组日常工作由市科技局承担
                    self.give(names, "responsible", "负责")
                if len(self.parts) == before:
                    self._by_them(at, span.end)
                return
        if (
            named
            and verb_pattern().match(text, start, span.end) is None
            and not phrases.WITH.match(text, start, span.end)
        ):
            # Somebody else is spoken of from here on (办公室设在市科技局).
            self.subject = [] if phrases.OTHER.match(text, start, span.end) else self.subject
        if self.subject and _adverbs().fullmatch(text, start, span.end) is None and not self._of_all(start):
            self.waiting = False
            self._predicate(start, span.end)

    def _of_all(self, start: int) -> bool:
        """Tell whether what is said is said of a group: 由A牵头，B、C参与，负责日常调度."""
        helped = self.parts and self.parts[-1].role == "support"
        return bool(helped) and self.text.startswith("负责", start) and self.text.startswith("由", self.begun)

    def _by_them(self, start: int, end: int) -> None:
        """Read what is done by somebody where no word of duty says so: 由市财政局统一管理, 由市审计局跟踪监督."""
        match = phrases.BY_THEM.match(self.text, start, end)
        bodies = [name.agency for name in self.subject]
        # 由所在地县（市）区政府整体推进: governments of places are several, and told as plainly.
        whose = not self._all_several() or all(_OF_PLACES.search(name.agency) for name in self.subject)
        done = phrases.DONE.search(self.text, self.sentence.start, self.sentence.end) is not None
        if match is not None and whose and not (done and all(map(_OF_PLACE.search, bodies))):
            watched = match["watched"] is not None
            self.give(self.subject, "supervise" if watched else "responsible", "监督" if watched else "负责")

    def _predicate(self, start: int, end: int) -> None:
        """Read what stands behind a subject."""
        text = self.text
        if self._beside(start, end):
            return
        adverb = _adverbs().match(text, start, end)
        at = adverb.end() if adverb else start
        said = text[start:at]
        if phrases.FORBIDDEN.match(text, at, end) is not None:
            return
        joins = phrases.WITH.match(text, at, end)
        if joins is not None:
            self._with(joins, end)
            return
        firmly = phrases.FIRMLY.match(text, at, end) if MUST.search(said) else None
        oversees = phrases.SUPERVISES.match(text, firmly.end() if firmly else at, end)
        if oversees is not None and not text.startswith("负责", at):
            self.give(self.subject, "supervise", "审计监督" if "审计" in (oversees["word"] or "") else "监督")
            return
        if phrases.LEADS_IN.match(text, start, end) is not None:
            self._verb(role_words("verb")["牵头"])
            return
        title = phrases.TITLE.match(text, at, end)
        if title is not None or phrases.LEADERS.search(text, max(0, start - 12), start):
            post = title["post"] if title is not None else "牵头"
            kind = next((word for word in ("牵头", "主责", "配合", "协办", "协同", "参与") if word in post), "负责")
            # 协作单位, 支持单位
            kind = "配合" if kind == "负责" and post.startswith(("协作", "支持")) else kind
            self._verb(role_words("verb")[kind])
            return
        match = verb_pattern().match(text, start, end) or verb_pattern().match(text, at, end)
        if match is not None and phrases.ATTRIBUTE.match(text, match.end(), end):
            return
        if match is not None:
            word = verb_of(match)
            if (
                word.role == "support"
                and _MANNER.search(match[0])
                and self._all_several()
                and at_end(text, match.end(), end)
            ):
                return
            if word.text.endswith("负责") and NOT_RESPONSIBLE.match(text, match.end()):
                return
            if word.role == "responsible" and phrases.OVERSEES.match(text, match.end(), end):
                self.give(self.subject, "supervise", "审计监督" if "审计" in text[match.end() : end] else "督查")
                return
            if phrases.SETS_UP.search(text, match.start(), end) and all(
                phrases.FIRM.search(n.agency) for n in self.subject
            ):
                return
            if word.role == "support" and self.said is not None and start > self.said and not self.parts:
                # What an item says first of a body is its own to do; where it helps others is a part of that.
                word = role_words("verb")["负责"]
            self._verb(word)
            self._further(match.end(), end)
            return
        if self.founds and STEERS.match(text, start, end) is not None:
            # 成立市产业发展领导小组，统筹推进各项工作: what it is there for.
            self.give(self.subject, "responsible", "负责")
            return
        bodies = tuple(name.agency for name in self.subject)
        busy = frozenset(name.agency for part in self.parts for name in part.names)
        ordered = is_ordered(text, bodies, busy, (start, at, end), self.context, told=self.told)
        self.told = self.told or MUST.search(said) is not None
        if ordered and not all(phrases.APPEALED.fullmatch(n.agency) for n in self.subject):
            if phrases.INSPECTS.match(text, start, end) is not None:
                self.give(self.subject, "supervise", "督查")
            else:
                self.give(self.subject, "responsible", "负责")
            return
        if phrases.OWNED_WHOLLY.match(text, start, end) and not self._all_several():
            self.give(self.subject, "responsible", "负责")
            return
        if phrases.OWNED.match(text, at, end) and all(phrases.GOVERNS.search(n.agency) for n in self.subject):
            self.give(self.subject, "responsible", "负责")
            return
        vague = all(phrases.VAGUE.fullmatch(n.agency) for n in self.subject)
        duties = phrases.DUTIES_ARE.fullmatch(text, start, end)
        listed = duties is not None and text[end : end + 1] in (":", "：")
        if listed and not vague and verb_pattern().match(text, end + 1, self.sentence.end) is None:
            self.give(self.subject, "responsible", "负责")
            return
        if phrases.OFFICE.match(text, at, end) and not vague:
            self.give(self.subject, "responsible", "负责")
            return
        vague = all(phrases.VAGUE.fullmatch(n.agency) for n in self.subject) and not any(
            part.role != "supervise" for part in self.parts
        )
        if vague:
            return
        if "协同" in text[start:at] and phrases.RELATED.match(text, at, end):
            # 市统计等部门按照职责，协同做好相关工作: what others have been given.
            self.give(self.subject, "support", "协同")
            return
        if phrases.RANGE.search(said) and at < end and phrases.DOES_NOT.match(text, at, end) is None:
            # 省应急厅、消防救援总队按职责分工加强监管: whatever it is that they do.
            self.give(self.subject, "responsible", SHARED)
            return
        duty = _duty().match(text, at, end)
        ranged = phrases.RANGE.search(text[max(0, start - 14) : at])
        if duty is not None and (ranged or self.parts):
            self.give(
                [n for n in self.subject if ranged or n.agency not in busy],
                "responsible",
                SHARED if ranged else role_words("duty")[duty["word"]].term,
            )

    def _beside(self, start: int, end: int) -> bool:
        """Read 市水利局协同市自然资源局负责: who is named first helps the other, who does it."""
        match = phrases.BESIDE.match(self.text, start, end)
        names, at = self._list(match.end(), end) if match is not None else ([], start)
        verb = verb_pattern().match(self.text, at, end) if names else None
        if verb is None or verb_of(verb).role not in ("lead", "responsible"):
            return False
        self.give(self.subject, "support", "协同")
        self.subject = names
        self._predicate(at, end)
        return True

    def _all_several(self) -> bool:
        return all(names_several(name.agency) or name.agency == "部门" for name in self.subject)

    def _verb(self, word: Word) -> None:
        if word.role is None or phrases.DONE.search(self.text, self.sentence.start, self.sentence.end):
            return
        self.give(self.subject, word.role, word.term)

    def _further(self, start: int, end: int) -> None:
        """Read a second verb behind the first one: 牵头、会同市财政局制定."""
        match = _JOINS_TOO.match(self.text, start, end)
        if match is not None:
            names, _ = self._list(match.end(), end)
            self.give(names, "joint", "会同")
        elif self.text[start:end].startswith("、"):
            # 由市科技局牵头、市财政局配合
            names, at = self._list(start + 1, end)
            if names:
                self.subject = names
                self._predicate(at, end)

    def _with(self, joins: re.Match[str], end: int) -> None:
        """Read 会同B负责: B joins, the subject has the part that the verb behind B says, else is responsible."""
        text = self.text
        # 会同某职业学院: whom a body joins with may be a plain institution.
        names, at = self.lists.read(joins.end(), end, behind=True)
        if not names or phrases.DONE.search(text, self.sentence.start, self.sentence.end):
            return
        match = verb_pattern().match(text, at, end)
        role: Role = "responsible"
        term = "负责"
        if match is not None and (word := verb_of(match)).role in ("lead", "responsible"):
            role, term = word.role or role, word.term
        taken = {n.agency for p in self.parts for n in p.names if p.role in ("lead", "responsible")}
        self.give([n for n in self.subject if n.agency not in taken], role, term)
        self.give(names, "joint", "会同")
