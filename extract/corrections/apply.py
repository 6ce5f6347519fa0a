"""Corrections put on the facts of one document."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from extract.corrections.outcomes import Match
from extract.corrections.places import RefusedError, meant, place_of, words_of
from extract.corrections.rows import Correction, Corrections
from extract.corrections.values import TYPES, parse, same, say, spelled
from extract.evaluate import fold, fold_path
from extract.facts import Agency, Document, Facts, Mention, Responsibility, Span
from extract.page import Page, trim
from extract.resolve import NATION, Context, resolve, succeed
from seeds.places import find

RULE = "correction"
# The field of each layer that holds the name which the words may stand for.
_NAMES = {
    "sections": "title",
    "responsibilities": "agency",
    "clusters": "name",
    "districts": "district",
    "technologies": "name",
    "targets": "indicator",
    "instruments": "kind",
}
_HEAD = ("jurisdiction", "issued", "effective_from", "period")


def concerns(row: Correction, document: Document) -> bool:
    """Tell whether a row is about a document: by its file's name, stem, id or title, ``*`` or nothing for all."""
    name = row.file
    if name in ("", "*"):
        return True
    file = PurePath(document.file).name
    plain = PurePath(name.replace("\\", "/")).name
    if fold(name) in (fold(document.id), fold(document.title), fold(document.title.strip("《》"))):
        return True
    return plain in (file, PurePath(file).stem) or fnmatch.fnmatchcase(file, plain)


def apply(facts: Facts, page: Page, context: Context, corrections: Corrections) -> tuple[Facts, tuple[Match, ...]]:
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
        The rows of all documents; those of others are passed over.

    Returns
    -------
    tuple
        The corrected facts, and a :class:`Match` for each row about this document.
    """
    mine = [row for row in corrections.rows if concerns(row, facts.document)]
    if not mine:
        return facts, ()
    work = _Work(facts, page, context)
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


def _told(value: object, chinese: bool) -> str:
    """Return a fact's value in the file's words."""
    if value is None or value == ():
        return say(chinese)("空", "empty")
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return spelled("value", str(value), chinese)


class _Work:
    """The facts of one document while rows are put on them."""

    def __init__(self, facts: Facts, page: Page, context: Context) -> None:
        self.facts = facts
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
        hits = self._find(row)
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

    def _find(self, row: Correction) -> list[int]:
        """Return the places in its layer of the facts that a row means."""
        rows = getattr(self.facts, row.layer)
        wanted, path = words_of(row.words), fold_path(row.path)
        here = [i for i, fact in enumerate(rows) if row.path in ("", "*") or fold_path(fact.path) == path]
        named = {i: (rows[i].at.quote, getattr(rows[i], _NAMES[row.layer]) or "") for i in here}
        hits = [i for i in here if not row.words or wanted in map(words_of, named[i])]
        t, layer = say(row.chinese), spelled("layer", row.layer, row.chinese)
        where = t(f"{row.path or '各条目'}的{layer}", f"{layer} at {row.path or 'any path'}")
        if not hits:
            guess = meant(row.words, (name for names in named.values() for name in names), row.chinese)
            raise RefusedError(
                "unmatched", t(f"{where}中没有“{row.words}”", f"nothing reads {row.words!r} in {where}") + guess
            )
        field = row.field.split("|")[0]
        if field == "deadline":
            # What is due when is said of the task: of all duties of the item that the words name.
            return hits if row.path not in ("", "*") or len(hits) == 1 else self._one(hits, rows, row, where)
        if row.old and row.field:
            narrowed = [i for i in hits if same(row.layer, field, getattr(rows[i], field), row.old)]
            if not narrowed:
                name = spelled("field", field, row.chinese)
                has = "、".join(dict.fromkeys(_told(getattr(rows[i], field), row.chinese) for i in hits))
                raise RefusedError(
                    "unmatched",
                    t(
                        f"{where}中“{row.words}”的{name}是{has}，不是“{row.old}”",
                        f"{row.words!r} in {where} has {name} {has}, not {row.old!r}",
                    ),
                )
            hits = narrowed
        return self._one(hits, rows, row, where)

    def _one(self, hits: list[int], rows: Sequence[Any], row: Correction, where: str) -> list[int]:
        """Return the hits, which are one unless the row is about all items."""
        t = say(row.chinese)
        if len(hits) > 1 and row.path != "*":
            paths = "、".join(rows[i].path or t("（引言）", "(preamble)") for i in hits[:5])
            raise RefusedError(
                "ambiguous",
                t(
                    f"{where}中有 {len(hits)} 处“{row.words}”：{paths}；请填路径或原值",
                    f"{len(hits)} facts read {row.words!r} in {where}: {paths}; give 路径 or 原值",
                ),
            )
        return hits

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
        name = str(values.setdefault(_NAMES[row.layer], row.words))
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
        layer = [*getattr(self.facts, row.layer), fact]
        layer.sort(key=lambda f: f.at.start)
        self._put(row.layer, layer)
        return 1

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
            self._rename(name, who, row)
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

    def _rename(self, name: str, who: Agency, row: Correction) -> None:
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
            name, has = spelled("field", fields[0], row.chinese), _told(getattr(document, fields[0]), row.chinese)
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
