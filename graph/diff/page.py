"""Two documents side by side as one HTML file, what differs marked, with the changes as tables below."""

from __future__ import annotations

from html import escape
from importlib import resources

from graph.corpus import titled
from graph.diff.align import ALIKE, Match, own_text, pieces, wording
from graph.diff.compare import Diff
from graph.diff.printed import KINDS, LAYERS, agencies_of, rows_of, summary, title_of
from graph.report.model import Language, Stamp, say
from graph.report.page import self_contained, table_html


def to_html(result: Diff, stamp: Stamp | None = None, language: Language = "zh") -> bytes:
    """Return a self-contained page: sections side by side, then agencies, targets, clusters and technologies."""
    t = say(language)
    title = title_of(result, language)
    hint = t("筛选：输入词语，空格隔开", "filter: words, with spaces between")
    old, new = titled(result.old.facts.document), titled(result.new.facts.document)
    rows = "".join(_row(result, match, language) for match in result.matches)
    made = escape(stamp.line(language)) if stamp else ""
    below = "".join(
        f"<h3>{escape(t(*LAYERS[layer]))}</h3>\n{table_html(table)}"
        for layer in LAYERS
        if layer != "section" and (table := rows_of(result, layer, language)).rows
    )
    body = (
        f'<header><h1>{escape(title)}</h1><input id="q" type="search" placeholder="{hint}" aria-label="{hint}">'
        f'<span id="hits" role="status"></span></header>\n<main>\n<p class="made">{made}</p>\n'
        f"<section>\n{table_html(summary(result, language))}</section>\n"
        f'<section>\n<h2>{t("条目对照", "Sections side by side")}</h2>\n<table class="fit sides">\n'
        '<colgroup><col style="width:8%"><col style="width:46%"><col style="width:46%"></colgroup>\n'
        f"<thead><tr><th>{t('变化', 'Change')}</th><th>{escape(old)}</th><th>{escape(new)}</th></tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n</section>\n"
        f"<section>\n<h2>{t('各类变化', 'Changes')}</h2>\n{below}"
        f"<h3>{t('单位任务数', 'Tasks by agency')}</h3>\n{table_html(agencies_of(result, language))}</section>\n</main>\n"
    )
    home = resources.files("graph.report")
    style, script = (home.joinpath(name).read_text("utf-8") for name in ("page.css", "page.js"))
    return self_contained(title, language, style + _STYLE, script, body)


_STYLE = """
.sides td { vertical-align: top; }
.sides .head { font-weight: 600; }
.sides .path { color: #59626f; margin-right: .4em; }
.sides .none { background: #f6f6f6; }
"""


def _row(result: Diff, match: Match, language: Language) -> str:
    t = say(language)
    if match.old is None or match.new is None:
        kind = t(*KINDS["added" if match.old is None else "merged" if match.into else "removed"])
        if match.into is not None:
            kind += f" {escape(match.into.path)} {match.score:.2f}"
        cells = (_side(result, match, 0), _side(result, match, 1))
    else:
        before, after = own_text(result.old, match.old), own_text(result.new, match.new)
        same = wording(f"{match.old.title}。{before}", f"{match.new.title}。{after}")
        words = [t(*KINDS["moved"])] if match.moved else []
        words += [t(*KINDS["reworded"]) + f" {same:.0%}"] if same < 1 else []
        kind = "<br>".join(words) or t("相同", "same")
        cells = _marked(match, before, after) if same >= ALIKE else (_side(result, match, 0), _side(result, match, 1))
    return f"<tr><td>{kind}</td>{cells[0]}{cells[1]}</tr>\n"


def _head(path: str, title: str) -> str:
    return f'<div class="head"><span class="path">{escape(path)}</span>{title}</div>'


def _side(result: Diff, match: Match, side: int) -> str:
    section, reading = ((match.old, result.old), (match.new, result.new))[side]
    if section is None:
        return '<td class="none"></td>'
    mark = "" if match.old and match.new else "ins" if side else "del"
    title, text = escape(section.title), escape(own_text(reading, section))
    if mark:
        title = f"<{mark}>{title}</{mark}>"
        text = f"<{mark}>{text}</{mark}>" if text else ""
    return f'<td class="long">{_head(section.path, title)}{text}</td>'


def _marked(match: Match, before: str, after: str) -> tuple[str, str]:
    if match.old is None or match.new is None:
        raise ValueError("only two sections that answer each other can be marked")
    titles = _both(match.old.title, match.new.title)
    texts = _both(before, after)
    return (
        f'<td class="long">{_head(match.old.path, titles[0])}{texts[0]}</td>',
        f'<td class="long">{_head(match.new.path, titles[1])}{texts[1]}</td>',
    )


def _both(before: str, after: str) -> tuple[str, str]:
    left, right = [], []
    for kind, one, other in pieces(before, after):
        if kind == "equal":
            left.append(escape(one))
            right.append(escape(other))
        else:
            left.append(f"<del>{escape(one)}</del>" if one else "")
            right.append(f"<ins>{escape(other)}</ins>" if other else "")
    return "".join(left), "".join(right)
