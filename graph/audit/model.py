"""What a finding is, and the checks by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from extract.facts import Span
from graph.corpus import quoted, titled
from graph.report.model import Language
from graph.writer import Reading
from seeds.tables import rows

Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of finding: its name, how grave it is, and what it looks for, in words."""

    name: str
    severity: Severity
    zh: str
    en: str
    explanation_zh: str
    explanation_en: str

    def title(self, language: Language) -> str:
        """Return what the check is called."""
        return self.zh if language == "zh" else self.en

    def explanation(self, language: Language) -> str:
        """Return what it looks for."""
        return self.explanation_zh if language == "zh" else self.explanation_en


@cache
def checks() -> Mapping[str, Check]:
    """Return the checks by name, the gravest first, as ``seeds/tables/audit_checks.csv`` describes them."""
    return MappingProxyType(
        {
            row["check"]: Check(
                row["check"],
                cast(Severity, row["severity"]),
                row["zh"],
                row["en"],
                row["explanation_zh"],
                row["explanation_en"],
            )
            for row in rows("audit_checks")
        }
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: document, item, and the sentence (marked where the text is a digest)."""

    document: str
    file: str
    path: str
    section: str
    sentence: str
    start: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Attributes
    ----------
    check, severity
        A key of :func:`checks`, and how grave it is here.
    subject
        Whom or what it is about: an agency, an indicator, technologies.
    message
        What is the matter, in Chinese.
    at, other
        Where it stands, and where that stands with which it was compared.
    score
        The similarity that was found, where texts were compared: 0 to 1.
    """

    check: str
    severity: Severity
    subject: str
    message: str
    at: Place
    other: Place | None = None
    score: float | None = None


def finding(
    check: str,
    at: Place,
    message: str,
    subject: str = "",
    other: Place | None = None,
    score: float | None = None,
    severity: Severity | None = None,
) -> Finding:
    """Return a finding of a check, as grave as the check is unless said otherwise."""
    return Finding(check, severity or checks()[check].severity, subject, message, at, other, score)


def place(reading: Reading, path: str, section: str, span: Span) -> Place:
    """Return a place of a document with the words of a span."""
    document = reading.facts.document
    return Place(titled(document), document.file, path, section, quoted(reading, span), span.start)


def head(reading: Reading) -> Place:
    """Return a place for what concerns a document as a whole: its title."""
    document = reading.facts.document
    mentions = document.evidence.get("title", ())
    if mentions:
        return place(reading, "", "", mentions[0].evidence)
    return Place(titled(document), document.file, "", "", document.title, document.span.start)
