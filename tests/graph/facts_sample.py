"""Facts made by hand, so that what is built from them can be told beforehand and needs no extractor.

Two documents of one city that name one cluster: a plan with an annex that numbers anew, and measures that put the
cluster elsewhere.
"""

from __future__ import annotations

import hashlib

from extract.facts import (
    Agency,
    Change,
    Citation,
    Cluster,
    District,
    Document,
    Facts,
    Instrument,
    Mention,
    Responsibility,
    Role,
    Section,
    Span,
    Target,
    Technology,
)
from graph.writer import Reading

CITY = "深圳市"

PLAN = """深圳市机器人产业行动计划（2023—2025年）
为落实《广东省制造业发展纲要》（粤府〔2021〕9号），制定本计划。
一、目标
到2025年，机器人产业增加值达到300亿元。
二、任务
（一）攻关核心部件
突破谐波减速器。（牵头单位：市科技创新局；责任单位：市工业和信息化局；配合单位：南山区人民政府）
（二）建设产业集群
智能机器人产业集群布局在南山区、龙华区，在龙华区建设机器人测试场，发展伺服电机。（市工业和信息化局、科技创新局按职责分工负责）
（三）给予资助
按设备投资额的20%资助，最高500万元。（市机器人专班负责，市审计局督导）
附件
一、评价事项
每年开展评价。（市统计局负责）
"""

MEASURES = """深圳市智能机器人产业集群若干措施
一、布局
智能机器人产业集群布局在宝安区。（市工业和信息化局会同宝安区人民政府负责）
"""

_AGENCIES = {
    "深圳市科技创新局": ("市科技创新局", "科技"),
    "深圳市工业和信息化局": ("市工业和信息化局", "工业和信息化"),
    "深圳市南山区人民政府": ("南山区人民政府", None),
    "深圳市宝安区人民政府": ("宝安区人民政府", None),
    "市机器人专班": ("市机器人专班", None),
    "深圳市审计局": ("市审计局", "审计"),
    "深圳市统计局": ("市统计局", "统计"),
}


_REFORMED = {
    "深圳市审计局": (Change("merged", ("深圳市发展和改革委员会",), "2024-01-01", "深圳市机构改革方案", "certain"),),
}


class _Page:
    """Finds words in a text: nothing here counts characters by hand."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, within: Span | None = None) -> Span:
        start = self.text.index(words, within.start if within else 0)
        return Span(start, start + len(words))

    def at(self, words: str, evidence: str, confidence: float = 1.0) -> Mention:
        clause = self.span(evidence)
        span = self.span(words, clause)
        why = None if confidence == 1.0 else "a guess"
        return Mention(span.start, span.end, words, clause, span, "by hand", confidence, why)

    def section(self, path: str, heading: str, title: str, until: str | None, below: str | None = None) -> Section:
        """Return a section that runs to the heading ``until``; its own words run to the heading ``below``."""
        head = self.span(heading)
        end = self.span(until).start if until else len(self.text)
        body = self.span(below).start if below else end
        at = Mention(head.start, head.end, heading, head, head, "by hand")
        return Section(path, title, Span(head.end, body), Span(head.start, end), at)

    def duty(
        self, path: str, task: str, agency: str, canonical: str, role: Role, term: str, clause: str, printed: str = ""
    ) -> Responsibility:
        return Responsibility(path, agency, canonical, role, term, self.span(task), self.at(printed or agency, clause))


def agencies(*names: str) -> tuple[Agency, ...]:
    return tuple(
        Agency(
            name,
            _AGENCIES[name][0],
            "county" if "区人民政府" in name else "prefecture",
            "government" if "政府" in name else "unknown" if "专班" in name else "department",
            CITY,
            _AGENCIES[name][1],
            "专班" not in name,
            "by hand",
            _REFORMED.get(name, ()),
            _REFORMED[name][-1].bodies if name in _REFORMED else (),
        )
        for name in names
    )


def _document(name: str, text: str, title: str, number: str | None, cites: tuple[Citation, ...] = ()) -> Document:
    return Document(
        id=name,
        file=f"{name}.txt",
        part=1,
        title=title,
        type="行动计划" if "计划" in title else "若干措施",
        jurisdiction=CITY,
        level="prefecture",
        issuers=("深圳市科技创新局", "深圳市工业和信息化局") if number else (),
        doc_number=number,
        issued="2023-03-01" if number else None,
        effective_from=None,
        effective_to=None,
        period=("2023", "2025") if number else None,
        cites=cites,
        digest=False,
        stage=None,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        span=Span(0, len(text)),
    )


def plan() -> Reading:
    page = _Page(PLAN)
    parts = "（牵头单位：市科技创新局；责任单位：市工业和信息化局；配合单位：南山区人民政府）"
    shared = "（市工业和信息化局、科技创新局按职责分工负责）"
    grant = "（市机器人专班负责，市审计局督导）"
    yearly = "（市统计局负责）"
    hosts = "智能机器人产业集群布局在南山区、龙华区，在龙华区建设机器人测试场，发展伺服电机。"
    core, money, review = "突破谐波减速器。", "按设备投资额的20%资助，最高500万元。", "每年开展评价。"
    both = "按职责分工负责"
    cited = "《广东省制造业发展纲要》（粤府〔2021〕9号）"
    cites = (Citation("广东省制造业发展纲要", "粤府〔2021〕9号", "based_on", page.at("广东省制造业发展纲要", cited)),)
    facts = Facts(
        _document("plan", PLAN, "深圳市机器人产业行动计划（2023—2025年）", "深工信〔2023〕7号", cites),
        sections=(
            page.section("一", "一、目标", "目标", "二、任务"),
            page.section("二", "二、任务", "任务", "附件\n", "（一）攻关"),
            page.section("二/(一)", "（一）攻关核心部件", "攻关核心部件", "（二）建设"),
            page.section("二/(二)", "（二）建设产业集群", "建设产业集群", "（三）给予"),
            page.section("二/(三)", "（三）给予资助", "给予资助", "附件\n"),
            page.section("一", "一、评价事项", "评价事项", None),
        ),
        responsibilities=(
            page.duty("二/(一)", core, "市科技创新局", "深圳市科技创新局", "lead", "牵头", parts),
            page.duty("二/(一)", core, "市工业和信息化局", "深圳市工业和信息化局", "responsible", "责任单位", parts),
            page.duty("二/(一)", core, "南山区人民政府", "深圳市南山区人民政府", "support", "配合", parts),
            page.duty("二/(二)", hosts, "市工业和信息化局", "深圳市工业和信息化局", "responsible", both, shared),
            page.duty("二/(二)", hosts, "市科技创新局", "深圳市科技创新局", "responsible", both, shared, "科技创新局"),
            page.duty("二/(三)", money, "市机器人专班", "市机器人专班", "responsible", "负责", grant),
            page.duty("二/(三)", money, "市审计局", "深圳市审计局", "supervise", "督导", grant),
            page.duty("一", review, "市统计局", "深圳市统计局", "responsible", "负责", yearly),
        ),
        agencies=agencies(*(name for name in _AGENCIES if "宝安" not in name)),
        clusters=(
            Cluster(
                "二/(二)",
                "智能机器人产业集群",
                "strategic_emerging",
                ("南山区", "龙华区"),
                page.at("智能机器人产业集群", hosts),
            ),
        ),
        districts=(
            District(
                "二/(二)", "南山区", "supports_cluster", "智能机器人产业集群", page.at("智能机器人产业集群", hosts)
            ),
            District("二/(二)", "龙华区", "park", "机器人测试场", page.at("机器人测试场", hosts)),
        ),
        technologies=(
            Technology("二/(一)", "谐波减速器", page.at("谐波减速器", core)),
            Technology("二/(二)", "伺服电机", page.at("伺服电机", hosts, 0.8)),
        ),
        targets=(
            Target(
                "一",
                "机器人产业增加值",
                ">=",
                300.0,
                "亿元",
                2025,
                page.at("机器人产业增加值达到300亿元", "到2025年，机器人产业增加值达到300亿元。"),
            ),
        ),
        instruments=(Instrument("二/(三)", "grant", 0.2, 500.0, "万元", page.at("20%资助，最高500万元", money)),),
    )
    return Reading(facts, PLAN)


def measures() -> Reading:
    page = _Page(MEASURES)
    hosts = "智能机器人产业集群布局在宝安区。"
    clause = "（市工业和信息化局会同宝安区人民政府负责）"
    facts = Facts(
        _document("measures", MEASURES, "深圳市智能机器人产业集群若干措施", None),
        sections=(page.section("一", "一、布局", "布局", None),),
        responsibilities=(
            page.duty("一", hosts, "市工业和信息化局", "深圳市工业和信息化局", "responsible", "负责", clause),
            page.duty("一", hosts, "宝安区人民政府", "深圳市宝安区人民政府", "joint", "会同", clause),
        ),
        agencies=agencies("深圳市工业和信息化局", "深圳市宝安区人民政府"),
        clusters=(
            Cluster(
                "一", "智能机器人产业集群", "strategic_emerging", ("宝安区",), page.at("智能机器人产业集群", hosts)
            ),
        ),
    )
    return Reading(facts, MEASURES)


def sample() -> list[Reading]:
    return [plan(), measures()]
