"""Checks against the day of the audit: agencies that are gone, documents past their validity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from extract.facts import Agency, Change, Mention
from graph.audit.model import Finding, Place, finding, head, place
from graph.audit.tasks import Tasks
from graph.ordering import in_force
from graph.wording import word
from graph.writer import Reading

_SOON = timedelta(days=180)


def body_findings(reading: Reading, day: date) -> Iterator[Finding]:
    """Yield agencies of one document that are gone by the day, or that no rule knows."""
    tasks = Tasks(reading)
    first: dict[str, tuple[int, Place]] = {}
    for task in tasks.tasks:
        for duty in task.duties:
            number, at = first.get(duty.canonical, (0, tasks.place(task, duty)))
            first[duty.canonical] = (number + 1, at)
    for agency in reading.facts.agencies:
        number, at = first.get(agency.canonical, (0, _issuer(reading, agency)))
        past = [change for change in agency.changes if _passed(change, day)]
        # A department that keeps its name but gave some work away is still there.
        if past and agency.current != (agency.canonical,):
            bodies = "、".join(agency.current or past[-1].bodies) or "承接单位不详"
            told = "；".join(_told(change) for change in past)
            sure = "" if all(change.certainty == "certain" for change in past) else "（待核）"
            message = f"{told}，现为{bodies}{sure}；涉及 {number} 项任务"
            yield finding("gone-agency", at, message, agency.canonical)
        if not agency.known and number:
            yield finding(
                "unknown-agency", at, f"{word(agency.reason) or '未能识别'}；涉及 {number} 项任务", agency.canonical
            )


def _passed(change: Change, day: date) -> bool:
    """Tell whether a reform had happened by the day; one without a date is past."""
    return change.date is None or change.date[:10] <= day.isoformat()[: len(change.date[:10])]


def _told(change: Change) -> str:
    when = f"{change.date} " if change.date else ""
    source = f"（{change.source}）" if change.source else ""
    return f"{when}{word(change.kind)}为{'、'.join(change.bodies) or '—'}{source}"


def _issuer(reading: Reading, agency: Agency) -> Place:
    mentions: tuple[Mention, ...] = reading.facts.document.evidence.get("issuers", ())
    for mention in mentions:
        if mention.quote in {agency.canonical, agency.short}:
            return place(reading, "", "", mention.evidence)
    return head(reading)


def validity_findings(reading: Reading, day: date) -> Iterator[Finding]:
    """Yield that a document is past its validity or soon will be, and that it is a digest."""
    document = reading.facts.document
    _, ends = in_force(document)
    if ends is not None:
        last = date.fromisoformat(ends)
        basis = "有效期" if document.effective_to else "规划期"
        at = _said(reading, "effective_to" if document.effective_to else "period")
        if last < day:
            yield finding(
                "expired", at, f"{basis}至 {ends}，核查日 {day.isoformat()} 已过 {(day - last).days} 天", ends
            )
        elif last - day <= _SOON:
            yield finding("expires-soon", at, f"{basis}至 {ends}，距核查日 {(last - day).days} 天", ends)
    if document.digest:
        yield finding("digest", head(reading), "文本为摘编，非原文；以下结论须对照原文")


def _said(reading: Reading, field: str) -> Place:
    mentions = reading.facts.document.evidence.get(field, ())
    return place(reading, "", "", mentions[0].evidence) if mentions else head(reading)
