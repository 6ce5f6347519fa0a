"""Findings as a report: a summary by check, the findings, and what superior tasks were held against."""

from __future__ import annotations

from collections import Counter

from graph.audit.model import checks
from graph.audit.run import Audit
from graph.corpus import titled
from graph.report.model import Column, Language, Report, Sheet, Stamp, Table, Value, say
from graph.similarity import MEASURE, MEASURE_ENGLISH

_WORDS = {"error": ("严重", "error"), "warning": ("警示", "warning"), "notice": ("提示", "notice")}


def audit_report(audit: Audit, stamp: Stamp | None = None, language: Language = "zh") -> Report:
    """Return findings as a report, each with its sentence and, where texts were compared, the other one and the score."""
    t = say(language)
    title = t("责任分工核查报告", "Audit of duties")
    looked = t(
        f"核查日 {audit.day}；核查文件 {audit.documents} 件；发现 {len(audit.findings)} 条",
        f"day of the audit {audit.day}; {audit.documents} documents; {len(audit.findings)} findings",
    )
    nothing = () if audit.findings else (t("没有发现", "nothing was found"),)
    sheets = [
        Sheet(t("发现", "findings"), title, _findings(audit, language), (looked, *nothing)),
        Sheet(
            t("汇总", "summary"),
            t("按核查项汇总", "Findings by check"),
            (_summary(audit, language),),
            (t("每项核查的含义见右列", "what each check looks for stands on the right"),),
        ),
    ]
    if audit.counterparts:
        note = t(
            f"相似度为{MEASURE}，1 为相同，0 为无共同字组；依据：",
            f"similarity is the {MEASURE_ENGLISH}: 1 the same, 0 nothing in common; held against each other because: ",
        )
        why = "；".join(
            f"《{titled(p.upper.facts.document)}》→《{titled(lower.facts.document)}》：{reason}"
            for p in audit.pairs
            for lower, reason in zip(p.lower, p.why, strict=True)
        )
        table = _counterparts(audit, language)
        name = t("上下级任务对照", "counterparts")
        sheets.append(Sheet(name, name, (table,), (note + why,)))
    return Report(title, tuple(sheets), stamp, language)


def _findings(audit: Audit, language: Language) -> tuple[Table, ...]:
    t = say(language)
    columns = (
        Column("severity", t("程度", "Severity"), 6, "mark"),
        Column("check", t("核查项", "Check"), 14),
        Column("document", t("文件", "Document"), 24),
        Column("path", t("条目", "Item"), 11),
        Column("section", t("标题", "Heading"), 20),
        Column("subject", t("对象", "About"), 18),
        Column("message", t("说明", "What is the matter"), 40),
        Column("sentence", t("依据原文", "Sentence"), 44, "long"),
        Column("score", t("相似度", "Similarity"), 7, "mark"),
        Column("other", t("对照", "Held against"), 34, "long"),
    )
    rows: list[tuple[Value, ...]] = []
    for f in audit.findings:
        other = f"《{f.other.document}》{f.other.path}：{f.other.sentence}" if f.other else ""
        score = None if f.score is None else round(f.score, 2)
        rows.append(
            (
                t(*_WORDS[f.severity]),
                checks()[f.check].title(language),
                f.at.document,
                f.at.path,
                f.at.section,
                f.subject,
                f.message,
                f.at.sentence,
                score,
                other,
            )
        )
    return (Table(columns, tuple(rows)),) if rows else ()


def _summary(audit: Audit, language: Language) -> Table:
    t = say(language)
    columns = (
        Column("check", t("核查项", "Check"), 20),
        Column("id", t("代号", "Name"), 20),
        Column("severity", t("程度", "Severity"), 8, "mark"),
        Column("number", t("条数", "Findings"), 8, "mark"),
        Column("explanation", t("核查什么", "What it looks for"), 80, "long"),
    )
    counts = Counter(f.check for f in audit.findings)
    rows = tuple(
        (c.title(language), c.name, t(*_WORDS[c.severity]), counts[c.name], c.explanation(language))
        for c in checks().values()
    )
    return Table(columns, rows)


def _counterparts(audit: Audit, language: Language) -> Table:
    t = say(language)
    columns = (
        Column("upper", t("上级条目", "Superior's item"), 11),
        Column("upper_title", t("上级任务", "Superior's task"), 28),
        Column("score", t("相似度", "Similarity"), 8, "mark"),
        Column("lower_document", t("下级文件", "Subordinate's document"), 24),
        Column("lower", t("下级条目", "Subordinate's item"), 11),
        Column("lower_title", t("最相近的下级条目", "Nearest item below"), 28),
        Column("upper_sentence", t("上级原文", "Superior's sentence"), 40, "long"),
        Column("lower_sentence", t("下级原文", "Subordinate's sentence"), 40, "long"),
    )
    rows = []
    groups = []
    for match in audit.counterparts:
        a, b = match.at, match.other
        rows.append((a.path, a.section, round(match.score, 2), b.document, b.path, b.section, a.sentence, b.sentence))
        groups.append(f"{a.document} → {match.pair.names}")
    return Table(columns, tuple(rows), groups=tuple(groups))
