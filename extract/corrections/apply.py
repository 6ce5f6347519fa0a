"""Corrections put on the facts of one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extract.corrections.files import concerns, names_one
from extract.corrections.finding import NAMES, Dues, found, told
from extract.corrections.outcomes import Match
from extract.corrections.places import RefusedError, place_of, words_of
from extract.corrections.rows import Correction, Corrections
from extract.corrections.values import FIELDS, TYPES, parse, same, say, spelled
from extract.evaluate import fold, fold_path
from extract.facts import Agency, Document, Facts, Mention, Responsibility, Span
from extract.page import Page, trim
from extract.resolve import NATION, Context, resolve, succeed
from seeds.places import find

RULE = "correction"
_HEAD = ("jurisdiction", "issued", "effective_from", "period")


def apply_all(
    documents: Sequence[tuple[Facts, Page, Context]],
    corrections: Corrections,
    place: str = "",
    dues: Sequence[Dues | None] = (),
) -> list[tuple[Facts, tuple[Match, ...]]]:
    """Put corrections on the documents of one file; a row that fits facts in several of them is put on none.

    Parameters
    ----------
    documents
        What was read of each, its page, and from where its names are seen.
    corrections, place, dues
        As of :func:`apply`; of ``dues`` one for each document, or none.
    """

    def applied(rows: Corrections) -> list[tuple[Facts, tuple[Match, ...]]]:
        return [
            apply(facts, page, context, rows, place, due)
            for (facts, page, context), due in zip(documents, dues or [None] * len(documents), strict=True)
        ]

    found = applied(corrections)
    touched: dict[int, list[Document]] = {}
    for facts, matches in found:
        for match in matches:
            if match.facts:
                touched.setdefault(match.line, []).append(facts.document)
    several = {
        row.line: (row, touched[row.line])
        for row in corrections.rows
        if len(touched.get(row.line, ())) > 1 and row.layer != "agencies" and names_one(row)
    }
    if not several:
        return found
    rest = tuple(row for row in corrections.rows if row.line not in several)
    found = applied(replace(corrections, rows=rest))
    facts, matches = found[0]
    told = tuple(
        Match(line, facts.document.file, "ambiguous", 0, _in_each(row, among)) for line, (row, among) in several.items()
    )
    return [(facts, (*matches, *told)), *found[1:]]


def _in_each(row: Correction, documents: Sequence[Document]) -> str:
    shown = "、".join(document.title for document in documents)
    return say(row.chinese)(
        f"该文件含 {len(documents)} 份文件，各有此处；请在文件栏写其中一份的标题：{shown}",
        f"{len(documents)} documents in the file have it; write the title of one as 文件: {shown}",
    )


def apply(
    facts: Facts, page: Page, context: Context, corrections: Corrections, place: str = "", dues: Dues | None = None
) -> tuple[Facts, tuple[Match, ...]]:
    """Put corrections on the facts of one document, row by row; rows on the document's head come first.

    Parameters
    ----------
    facts
        What was read.
    page
        The restored text, in which added facts find their place.
    context
        From where the document's names are seen.
    corrections
        The rows of all documents; those of others are passed over. :func:`settle` has taken out such as name several.
    place
        Where the file stands; its name alone where that is not known.
    dues
        What tells when duties are due, which no fact says before it is corrected; without it a row's 原值 is not looked at.

    Returns
    -------
    tuple
        The corrected facts, and a :class:`Match` for each row about this document.
    """
    mine = [row for row in corrections.rows if concerns(row, facts.document, place)]
    if not mine:
        return facts, ()
    work = _Work(facts, page, context, dues)
    matches = []
    for row in sorted(mine, key=lambda r: r.layer != "document"):
        try:
            number = work.take(row)
            matches.append(Match(row.line, facts.document.file, "applied", number))
        except RefusedError as fault:
            matches.append(Match(row.line, facts.document.file, fault.status, 0, str(fault)))
        except ValueError as fault:
            matches.append(Match(row.line, facts.document.file, "fault", 0, str(fault)))
    return work.result(), tuple(matches)


class _Work:
    """The facts of one document while rows are put on them."""

    def __init__(self, facts: Facts, page: Page, context: Context, dues: Dues | None) -> None:
        self.facts = facts
        self.read = facts
        self.dues = dues
        self.page = page
        self.context = context
        self.known: dict[str, Agency] = {a.canonical: a for a in facts.agencies}

    def take(self, row: Correction) -> int:
        if row.layer == "document":
            return self._document(row)
        if row.layer == "agencies":
            return self._agency(row)
        if row.operation == "add":
            return self._add(row)
        if row.layer == "responsibilities" and row.operation == "remove" and self._dismiss(row):
            return 1
        hits = found(row, self.facts, self.page.text, self._due)
        layer = list(getattr(self.facts, row.layer))
        for at in sorted(hits, reverse=True):
            if row.operation == "remove":
                del layer[at]
            else:
                layer[at] = self._corrected(layer[at], row)
        self._put(row.layer, layer)
        return len(hits)

    def result(self) -> Facts:
        """Return the facts with a row for each agency that is still named, and none for others."""
        named = [d.canonical for d in self.facts.responsibilities] + list(self.facts.document.issuers)
        agencies = []
        for name in dict.fromkeys(named):
            who = self.known.get(name)
            if who is None:
                who = resolve(name, self.context)
                if who.canonical != name:
                    who = replace(who, canonical=name, changes=(), current=())
                else:
                    who = succeed(who, self.context)
            agencies.append(who)
        return replace(self.facts, agencies=tuple(agencies))

    def _put(self, layer: str, rows: Iterable[Any]) -> None:
        changed: dict[str, Any] = {layer: tuple(rows)}
        self.facts = replace(self.facts, **changed)

    def _due(self) -> Mapping[tuple[str, int, int], str] | None:
        return self.dues(self.read) if self.dues is not None else None

    def _mention(self, at: Mention, row: Correction) -> Mention:
        return replace(at, rule=RULE, confidence=1.0, why=row.note)

    def _corrected(self, fact: Any, row: Correction) -> Any:
        if row.operation == "change" and row.field == "deadline":
            # Who does what was not corrected: it keeps the rule that read it. No deadline at all is one, too.
            return replace(fact, deadline=row.new, at=replace(fact.at, why=row.note))
        new = replace(fact, at=self._mention(fact.at, row))
        if row.operation == "confirm":
            return new
        value = parse(row.layer, row.field, row.new, row.chinese)
        new = replace(new, **{row.field: value})
        if isinstance(new, Responsibility) and row.field == "agency":
            new = replace(new, canonical=self._canonical(new.agency))
        if isinstance(new, Responsibility) and row.field == "role":
            new = replace(new, role_term=row.new)
        return new

    def _canonical(self, name: str) -> str:
        who = succeed(resolve(name, self.context), self.context)
        self.known.setdefault(who.canonical, who)
        return who.canonical

    # ---- what is added

    def _dismiss(self, row: Correction) -> bool:
        """Take out what could not be read and is no duty; tell whether the row means such a passage."""
        wanted, path = words_of(row.words), fold_path(row.path)
        left = tuple(
            piece
            for piece in self.facts.unparsed
            if words_of(piece.quote) != wanted or (row.path not in ("", "*") and fold_path(piece.path) != path)
        )
        found = len(left) < len(self.facts.unparsed)
        self.facts = replace(self.facts, unparsed=left)
        return found

    def _add(self, row: Correction) -> int:
        at, within = place_of(self.facts, self.page.text, row)
        path = row.path
        values: dict[str, Any] = {"path": path}
        for field, cell in zip(filter(None, row.field.split("|")), row.new.split("|"), strict=False):
            values[field] = parse(row.layer, field, cell.strip(), row.chinese)
        evidence = None
        name = str(values.setdefault(NAMES[row.layer], row.words))
        if row.layer == "responsibilities" and name != row.words and name in self.page.text[at.start : at.end]:
            # The words are the sentence that names the agency.
            start = self.page.text.index(name, at.start)
            evidence, at = at, Span(start, start + len(name))
        mention = self.page.mention(at.start, at.end, RULE, evidence)
        values["at"] = mention = self._mention(mention, row)
        if row.layer == "responsibilities":
            values.setdefault("role", "responsible")
            values["role_term"] = ""
            values.setdefault("canonical", self._canonical(values["agency"]))
            values["task"] = trim(self.page.text, within)
            # What was read by hand is no longer unread.
            said = mention.evidence
            left = (u for u in self.facts.unparsed if u.end <= said.start or said.end <= u.start)
            self.facts = replace(self.facts, unparsed=tuple(left))
        elif row.layer == "clusters":
            values = {"kind": "other", "districts": (), **values}
        elif row.layer == "districts":
            values = {"relation": "focus", **values}
            if "object" not in values:
                raise ValueError(
                    say(row.chinese)(
                        "增加区域时，字段须填“对象”，并填新值",
                        "an added row of districts needs 字段 object with its 新值",
                    )
                )
        elif row.layer == "targets":
            values = {"comparator": ">=", "unit": "", "year": None, **values}
            if "value" not in values:
                raise ValueError(
                    say(row.chinese)(
                        "增加指标时，字段须填“数值”（及指标、计量单位、年份），并填新值，各项用 | 隔开",
                        "an added target needs 字段 value (and indicator, unit, year) with 新值, separated by |",
                    )
                )
        elif row.layer == "instruments":
            values = {"kind": "grant", "rate": None, "max": None, "unit": None, **values}
        elif row.layer == "sections":
            rest = trim(self.page.text, Span(at.end, within.end))
            values.update(body=rest, extent=Span(at.start, rest.end))
        fact = TYPES[row.layer](**values)
        self._new(fact, row)
        layer = [*getattr(self.facts, row.layer), fact]
        layer.sort(key=lambda f: f.at.start)
        self._put(row.layer, layer)
        return 1

    def _new(self, fact: Any, row: Correction) -> None:
        """Refuse a fact that is there already: nobody could tell the two apart."""
        said = [
            f for f in type(fact).__dataclass_fields__ if f in FIELDS[row.layer] and f not in ("role_term", "agency")
        ]
        t = say(row.chinese)
        for other in getattr(self.facts, row.layer):
            at = other.at.start < fact.at.end and fact.at.start < other.at.end
            duty = row.layer == "responsibilities" and fold_path(other.path) == fold_path(fact.path)
            alike = (
                getattr(other, f) == getattr(fact, f) for f in said if f != "path" and (not duty or f != "deadline")
            )
            if (at or (duty and fact.task.start <= other.at.start < fact.task.end)) and all(alike):
                raise RefusedError(
                    "fault",
                    t(
                        f"“{row.words}”的{spelled('layer', row.layer, True)}已读出，不必再增；有误请用“改”",
                        f"what {row.words!r} says is in {row.layer} already; use 改 where it is wrong",
                    ),
                )

    # ---- agencies and the head

    def _agency(self, row: Correction) -> int:
        """Apply a row on who an agency is to all its mentions."""
        wanted, path = fold(row.words), fold_path(row.path)
        duties = list(self.facts.responsibilities)
        hits = [
            i
            for i, d in enumerate(duties)
            if wanted in (fold(d.agency), fold(d.at.quote), fold(d.canonical))
            and (row.path in ("", "*") or fold_path(d.path) == path)
        ]
        names = {duties[i].canonical for i in hits}
        issuers = list(self.facts.document.issuers)
        known = [a for a in self.known.values() if wanted in (fold(a.short), fold(a.canonical))]
        names |= {a.canonical for a in known if a.canonical in issuers}
        t = say(row.chinese)
        if not names:
            raise RefusedError("unmatched", t(f"没有单位印作“{row.words}”", f"no agency is printed {row.words!r}"))
        if row.old and row.field:
            olds = {
                n
                for n in names
                if n in self.known and same("agencies", row.field, getattr(self.known[n], row.field), row.old)
            }
            if not olds:
                full = "、".join(sorted(names))
                raise RefusedError(
                    "unmatched",
                    t(f"“{row.words}”是{full}，不是“{row.old}”", f"{row.words!r} is {full}, not {row.old!r}"),
                )
            names = olds
            hits = [i for i in hits if duties[i].canonical in names]
        if len(names) > 1:
            full = "、".join(sorted(names))
            raise RefusedError(
                "ambiguous", t(f"“{row.words}”可指{full}，请填原值", f"{row.words!r} is {full}; give 原值")
            )
        (name,) = names
        count = max(1, len(hits))
        if row.operation == "remove":
            self.facts = replace(
                self.facts, responsibilities=tuple(d for i, d in enumerate(duties) if i not in set(hits))
            )
            return count
        who = self.known.get(name) or resolve(name, self.context)
        if row.operation == "confirm":
            self.known[name] = replace(who, known=True, reason=row.note)
        elif row.field == "canonical":
            self._rename(who, row)
            issuers = [row.new if issuer == name and not row.path else issuer for issuer in issuers]
            document = replace(self.facts.document, issuers=tuple(dict.fromkeys(issuers)))
            self.facts = replace(self.facts, document=document)
        else:
            value = parse("agencies", row.field, row.new, row.chinese)
            self.known[name] = replace(who, reason=row.note, **{row.field: value})
        for i in hits:
            canonical = row.new if row.operation == "change" and row.field == "canonical" else duties[i].canonical
            duties[i] = replace(duties[i], canonical=canonical, at=self._mention(duties[i].at, row))
        self.facts = replace(self.facts, responsibilities=tuple(duties))
        return count

    def _rename(self, who: Agency, row: Correction) -> None:
        """Describe the agency of a corrected name: as its own rule knows it, else as the one it was taken for."""
        new = parse("agencies", "canonical", row.new, row.chinese)
        itself = resolve(new, self.context)
        base = succeed(itself, self.context) if itself.known and itself.canonical == new else who
        own = base is not who
        self.known[new] = replace(
            base,
            canonical=new,
            short=who.short,
            known=True,
            reason=row.note,
            changes=base.changes if own else (),
            current=base.current if own else (),
        )

    def _document(self, row: Correction) -> int:
        document = self.facts.document
        fields = [f for f in row.field.split("|") if f]
        if row.old and fields and not same("document", fields[0], getattr(document, fields[0]), row.old):
            name, has = spelled("field", fields[0], row.chinese), told(getattr(document, fields[0]), row.chinese)
            said = say(row.chinese)(f"{name}是{has}，不是“{row.old}”", f"{name} is {has}, not {row.old!r}")
            raise RefusedError("unmatched", said)
        evidence = dict(document.evidence)
        for field in fields or list(evidence):
            if field in evidence:
                evidence[field] = tuple(self._mention(m, row) for m in evidence[field])
            elif row.words:
                at = self.page.text.find(row.words, document.span.start, document.span.end)
                if at < 0:
                    said = say(row.chinese)(f"文件中没有“{row.words}”", f"{row.words!r} does not stand in the document")
                    raise RefusedError("unmatched", said)
                mention = self.page.mention(at, at + len(row.words), RULE)
                evidence[field] = (self._mention(mention, row),)
        if row.operation == "change":
            document = replace(document, **{fields[0]: parse("document", fields[0], row.new, row.chinese)})
            if fields[0] == "jurisdiction":
                place = find(document.jurisdiction) if document.jurisdiction else None
                document = replace(document, level=place.level if place else document.level)
        self.facts = replace(self.facts, document=replace(document, evidence=evidence))
        if row.operation == "change" and fields[0] in _HEAD:
            self._see_anew()
        return 1

    def _see_anew(self) -> None:
        """Resolve every name again from the corrected jurisdiction and date."""
        document = self.facts.document
        place = NATION if document.level == "national" else find(document.jurisdiction or "")
        first = f"{document.period[0]}-01-01" if document.period else None
        self.context = Context(place, document.issued or document.effective_from or first or self.context.date)
        self.known = {}
        duties = tuple(replace(d, canonical=self._canonical(d.agency)) for d in self.facts.responsibilities)
        self.facts = replace(self.facts, responsibilities=duties)
