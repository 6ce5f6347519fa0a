"""What is printed around the table: signs, headings and notes, the same in every format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.matrix.model import Agency, Assignment, Cell, DocumentInfo, Matrix
from graph.report.model import Language, Paper, say

Signs = Literal["marks", "rasci", "words"]

LABELS = {"lead": "牵头", "responsible": "负责", "support": "配合", "joint": "会同", "supervise": "督导"}
ENGLISH = {
    "lead": "lead",
    "responsible": "responsible",
    "support": "support",
    "joint": "jointly",
    "supervise": "supervise",
}
SYMBOLS = {"lead": "●", "responsible": "○", "support": "△", "joint": "◇", "supervise": "▽"}
# As ontology/roles.ttl holds them close to each other; a test compares the two.
RASCI = {"lead": "A", "responsible": "R", "support": "S", "joint": "S", "supervise": "C"}
_RASCI_WORDS = {
    "A": ("总责", "accountable"),
    "R": ("执行", "responsible"),
    "S": ("支持", "support"),
    "C": ("咨询", "consulted"),
}

PATH, TASK, COUNT, EVIDENCE, DOCUMENT, HEADINGS = "条目", "事项", "单位数", "依据", "文件", "上级标题"
NO_DUTIES = "该文件未载明责任分工"
NO_DOCUMENTS = "没有文件"
DIGEST = "摘编，非原文"
_IN_ENGLISH = {
    PATH: "Item",
    TASK: "Task",
    COUNT: "Agencies",
    EVIDENCE: "Evidence",
    DOCUMENT: "Document",
    HEADINGS: "Under",
    NO_DUTIES: "this document assigns no duties",
    NO_DOCUMENTS: "no documents",
    "责任分工表": "responsibility matrix",
    "图例": "Legend",
    "来源": "made from",
}

EVIDENCE_COLUMNS = (
    "序号",
    "文件",
    "路径",
    "事项",
    "单位(原文)",
    "单位(全称)",
    "角色",
    "原文用词",
    "依据原文",
    "起",
    "止",
    "置信度",
)
_EVIDENCE_ENGLISH = (
    "No.",
    "Document",
    "Path",
    "Task",
    "Agency (printed)",
    "Agency (full)",
    "Role",
    "Printed word",
    "Sentence",
    "Start",
    "End",
    "Confidence",
)
_QUOTE = EVIDENCE_COLUMNS.index("依据原文") - 1


@dataclass(frozen=True, slots=True)
class Style:
    """How a matrix is printed: language of headings, signs of the roles, size of the sheet (always landscape)."""

    language: Language = "zh"
    signs: Signs = "marks"
    paper: Paper = "A3"

    def word(self, chinese: str) -> str:
        """Return a heading of this module in the language of the style."""
        return chinese if self.language == "zh" else _IN_ENGLISH[chinese]

    @property
    def say(self) -> Callable[[str, str], str]:
        """What chooses between a Chinese and an English wording."""
        return say(self.language)

    def label(self, role: str) -> str:
        """Return the word for a role; one that is not in the vocabulary stays as it is."""
        return (LABELS if self.language == "zh" else ENGLISH).get(role, role)

    def sign(self, role: str) -> str:
        """Return what stands in a cell for a role."""
        if self.signs == "words":
            return self.label(role)
        return (SYMBOLS if self.signs == "marks" else RASCI).get(role, role)

    @property
    def legend(self) -> str:
        """The signs and what they mean, as one line."""
        if self.signs == "words":
            return self.say("角色以文字表示", "roles are given in words")
        roles: dict[str, list[str]] = {}
        for role in LABELS:
            roles.setdefault(self.sign(role), []).append(self.label(role))
        joint = self.say("、", ", ")
        if self.signs == "marks":
            return "　".join(f"{sign} {joint.join(names)}" for sign, names in roles.items())
        meanings = {sign: self.say(*_RASCI_WORDS[sign]) for sign in roles}
        return "　".join(f"{sign} {meanings[sign]}（{joint.join(names)}）" for sign, names in roles.items())

    @property
    def evidence_columns(self) -> tuple[str, ...]:
        """Headings of the evidence table."""
        return EVIDENCE_COLUMNS if self.language == "zh" else _EVIDENCE_ENGLISH

    @property
    def clause_columns(self) -> tuple[str, ...]:
        """Headings of the evidence for a table that stands under its document's title."""
        return self.evidence_columns[:1] + self.evidence_columns[2:]

    def signs_of(self, cell: Cell) -> str:
        """Return the cell's roles as signs, each once."""
        return ("、" if self.signs == "words" else "").join(dict.fromkeys(self.sign(role) for role in cell.roles))

    def labels_of(self, cell: Cell) -> str:
        """Return the cell's roles in words."""
        return "、".join(self.label(role) for role in cell.roles)


PLAIN = Style()
QUOTE_COLUMN = _QUOTE


def titled(document: DocumentInfo) -> str:
    """Return the document's title, marked where its text is a digest."""
    return f"{document.title}（{DIGEST}）" if document.digest else document.title


# What is itself called a table of tasks needs no second name of one: …重点任务分解表, …任务清单.
_TABLE = re.compile(r"(?:分工|分解)(?:方案)?(?:[(（][^()（）]*[)）])?$|(?:表|清单|台账)(?:[(（][^()（）]*[)）])?$")


def headed(document: DocumentInfo, what: str, style: Style) -> str:
    """Return the title of a print: the document's, and what of it is printed unless the title says so."""
    said = style.language == "zh" and _TABLE.search(document.title)
    return titled(document) if said else f"{titled(document)}{what}"


def issued(document: DocumentInfo, style: Style) -> str:
    """Return who issued a document, under which number and when, as far as it is known, on one line."""
    t = style.say
    date = document.issued
    if style.language == "zh" and date:
        date = "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))
    stated = (
        (t("发文机关", "issued by"), t("、", ", ").join(document.issuers)),
        (t("文号", "number"), document.number),
        (t("印发日期", "dated"), date),
    )
    return t("　　", "; ").join(f"{name}{t('：', ' ')}{value}" for name, value in stated if value)


def numbered(document: DocumentInfo) -> str:
    """Return the document's title with its number, as a text cites it."""
    return f"{titled(document)}（{document.number}）" if document.number else titled(document)


def barred(words: str) -> str:
    """Return the words of a table's row with a bar where its cells are parted, which a tab shows as a gap."""
    return words.replace("\t", "｜")


def quoted(assignment: Assignment) -> str:
    """Return the clause and what else its role rests on, marked where it is not the original's wording."""
    return marked("；".join((assignment.evidence, *assignment.ruled)), assignment.digest)


def marked(words: str, digest: bool) -> str:
    """Return words of a document, marked where they are not the original's wording."""
    return f"〔{DIGEST}〕{words}" if digest else words


def headings(agencies: Sequence[Agency]) -> list[str]:
    """Return short names for columns, full ones where two agencies share a short name."""
    times = Counter(agency.short for agency in agencies)
    return [agency.short if times[agency.short] == 1 else agency.canonical for agency in agencies]


def sentences(assignments: Iterable[Assignment]) -> list[str]:
    """Return the different clauses, each once, in order; behind them what else the roles rest on."""
    given = list(assignments)
    clauses = dict.fromkeys(marked(barred(a.evidence), a.digest) for a in given)
    ruled = dict.fromkeys(marked(words, a.digest) for a in given for words in a.ruled)
    return [*clauses, *ruled]


def evidence_row(number: int, a: Assignment, style: Style = PLAIN) -> tuple[str | int | float, ...]:
    """Return one line of the evidence table, for ``Style.evidence_columns``."""
    document = titled(DocumentInfo(a.document, a.doc_id, a.digest))
    words = (a.path, a.section, a.printed, a.canonical, style.label(a.role), a.role_term, barred(quoted(a)))
    return (number, document, *words, a.start, a.end, a.confidence)


def clause_row(number: int, a: Assignment, style: Style = PLAIN) -> list[str]:
    """Return one line of the evidence table as text, for ``Style.clause_columns``."""
    row = evidence_row(number, a, style)
    return [f"{value:g}" if isinstance(value, float) else str(value) for value in row[:1] + row[2:]]


def totals(matrix: Matrix, style: Style = PLAIN) -> list[tuple[str, str, list[int]]]:
    """Return the closing lines: label, sign (empty for all roles) and a number for each agency.

    One line for each sign that occurs; roles that share a sign are counted together.
    """
    roles: dict[str, list[str]] = {}
    present = {a.role for a in matrix.assignments}
    for role in LABELS:
        if role in present:
            roles.setdefault(style.sign(role), []).append(role)
    column = {agency.canonical: i for i, agency in enumerate(matrix.agencies)}
    counts = {sign: [0] * len(column) for sign in roles}
    for row in matrix.rows:
        for canonical, cell in row.cells.items():
            for sign, own in roles.items():
                if any(role in own for role in cell.roles):
                    counts[sign][column[canonical]] += 1
    lines: list[tuple[str, str, list[int]]] = []
    for sign, own in roles.items():
        names = style.say("、", ", ").join(style.label(role) for role in own)
        lines.append((style.say(f"{names}事项数", f"tasks, {names}"), sign, counts[sign]))
    lines.append((style.say("承担事项合计", "tasks in all"), "", [a.total for a in matrix.agencies]))
    return lines
