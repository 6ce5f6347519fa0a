"""A diff as a report: a summary, the changes layer by layer, and the tasks of each agency in both documents."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from graph.corpus import titled
from graph.diff.align import ALIKE, pieces, wording
from graph.diff.change import Change
from graph.diff.compare import Diff, counts
from graph.report.model import Column, Language, Marked, Report, Sheet, Stamp, Table, Value, say

LAYERS = {
    "section": ("条目", "sections"),
    "agency": ("单位", "agencies"),
    "instrument": ("支持措施", "instruments"),
    "target": ("指标", "targets"),
    "cluster": ("集群", "clusters"),
    "technology": ("技术", "technologies"),
}
KINDS = {
    "added": ("新增", "added"),
    "removed": ("删去", "removed"),
    "merged": ("并入", "merged into"),
    "moved": ("移动", "moved"),
    "reworded": ("改写", "reworded"),
    "gained": ("新承担", "gained"),
    "lost": ("不再承担", "lost"),
    "role": ("角色变化", "role changed"),
    "raised": ("提高", "raised"),
    "lowered": ("降低", "lowered"),
    "terms": ("内容变化", "terms changed"),
    "changed": ("年份或比较词变化", "year or comparator changed"),
    "districts": ("区域变化", "districts changed"),
    "in": ("新列入", "in"),
    "out": ("未再列入", "out"),
}


def title_of(result: Diff, language: Language) -> str:
    """Return what the comparison is called."""
    old, new = titled(result.old.facts.document), titled(result.new.facts.document)
    return say(language)(f"《{old}》与《{new}》对照", f"{old} compared with {new}")


def summary(result: Diff, language: Language) -> Table:
    """Return how many changes there are of each kind."""
    t = say(language)
    found = Counter((c.layer, c.kind) for c in result.changes)
    columns = (
        Column("layer", t("类别", "Layer"), 14),
        Column("kind", t("变化", "Change"), 20),
        Column("number", t("数量", "Number"), 10, "mark"),
    )
    rows = tuple(
        (t(*LAYERS[layer]), t(*KINDS[kind]), found[layer, kind])
        for layer in LAYERS
        for kind in KINDS
        if found[layer, kind]
    )
    return Table(columns, rows)


def marked(old: str, new: str) -> tuple[str, str]:
    """Return two wordings with what changed marked, where enough is the same for marks to say something."""
    if not (old and new) or old == new or wording(old, new) < ALIKE:
        return old, new
    found = pieces(old, new)
    return (
        Marked((one, kind != "equal") for kind, one, _ in found),
        Marked((other, kind != "equal") for kind, _, other in found),
    )


def brief_of(result: Diff, language: Language) -> Table:
    """Return all changes for a screen: the sentences, too long for it, are left out but for what a rewording changed."""

    def both(change: Change) -> tuple[str, str]:
        if (change.layer, change.kind) == ("section", "reworded"):
            return marked(change.old_sentence, change.new_sentence)
        return change.old, change.new

    table = rows_of(result, None, language)
    old, new = (next(i for i, c in enumerate(table.columns) if c.key == key) for key in ("old", "new"))
    columns = tuple(replace(c, kind="long", width=40) if i in (old, new) else c for i, c in enumerate(table.columns))
    rows = [
        tuple(words[(old, new).index(i)] if i in (old, new) else value for i, value in enumerate(row))
        for row, words in zip(table.rows, map(both, result.changes), strict=True)
    ]
    kept = [i for i, c in enumerate(table.columns) if not c.key.endswith("sentence")]
    return Table(tuple(columns[i] for i in kept), tuple(tuple(row[i] for i in kept) for row in rows))


def rows_of(result: Diff, layer: str | None, language: Language) -> Table:
    """Return the changes of one layer, or of all."""
    t = say(language)
    columns = (
        Column("layer", t("类别", "Layer"), 9),
        Column("kind", t("变化", "Change"), 10),
        Column("name", t("名称", "Name"), 26),
        Column("old_path", t("原条目", "Old item"), 11),
        Column("new_path", t("新条目", "New item"), 11),
        Column("old", t("原", "Old"), 28),
        Column("new", t("新", "New"), 28),
        Column("score", t("相似度", "Similarity"), 8, "mark"),
        Column("old_sentence", t("原文", "Old sentence"), 44, "long"),
        Column("new_sentence", t("新文", "New sentence"), 44, "long"),
    )
    rows: list[tuple[Value, ...]] = [
        (
            t(*LAYERS[c.layer]),
            t(*KINDS[c.kind]),
            c.name,
            c.old_path,
            c.new_path,
            c.old,
            c.new,
            c.score,
            *marked(c.old_sentence, c.new_sentence),
        )
        for c in result.changes
        if layer in (None, c.layer)
    ]
    return Table(columns, tuple(rows))


def agencies_of(result: Diff, language: Language) -> Table:
    """Return the tasks of each agency in both documents."""
    t = say(language)
    columns = (
        Column("agency", t("单位", "Agency"), 44),
        Column("old", t("原任务数", "Tasks before"), 10, "mark"),
        Column("new", t("新任务数", "Tasks now"), 10, "mark"),
        Column("gained", t("新承担", "Gained"), 10, "mark"),
        Column("lost", t("不再承担", "Lost"), 10, "mark"),
    )
    return Table(columns, tuple(counts(result)))


def diff_report(result: Diff, stamp: Stamp | None = None, language: Language = "zh") -> Report:
    """Return a diff as a report: changes of each layer on a sheet of their own."""
    t = say(language)
    title = title_of(result, language)
    nothing = () if result.changes else (t("两份文件没有差异", "the documents do not differ"),)
    sheets = [Sheet(t("汇总", "summary"), title, (summary(result, language),), nothing)]
    for layer, (zh, en) in LAYERS.items():
        table = rows_of(result, layer, language)
        if table.rows:
            note: tuple[str, ...] = ()
            if layer == "section":
                note = (
                    t(
                        "移动和并入的相似度由标题（二元组 Dice）与正文（二元组 TF-IDF 余弦）合成，改写的为字面相同比例",
                        "similarity of moved and merged: headings and texts by character bigrams; of reworded: share of letters in common",
                    ),
                )
            sheets.append(Sheet(t(zh, en), t(f"{zh}的变化", f"Changes of {en}"), (table,), note))
    agencies = agencies_of(result, language)
    if agencies.rows:
        name = t("单位任务数", "tasks by agency")
        sheets.append(Sheet(name, name, (agencies,)))
    return Report(title, tuple(sheets), stamp, language, "A4")
