"""Facts of any number, made by rule from a seed: documents of provinces and their cities with all kinds of facts.

What is measured and compared on them needs size and variety, not sense. A province's plan is carried out by its
cities' plans, names the same technologies, and is replaced by a later one here and there; departments were reformed.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator

from extract.facts import (
    ROLES,
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
    Section,
    Span,
    Target,
    Technology,
    Unparsed,
)
from graph.writer import Reading

PLACES = (
    ("广东省", ("深圳市", "佛山市", "东莞市")),
    ("浙江省", ("杭州市", "宁波市")),
    ("四川省", ("成都市", "绵阳市")),
)
DISTRICTS = {"深圳市": ("南山区", "龙华区", "宝安区"), "成都市": ("武侯区", "郫都区")}
LINES = tuple(f"条线{n}" for n in range(30))
TERMS = {"lead": "牵头", "responsible": "负责", "support": "配合", "joint": "会同", "supervise": "督导"}
KINDS = ("technology", "product", "equipment", "material", "service")


class _Text:
    """Grows a text and gives the places of what is put in."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def put(self, words: str) -> Span:
        span = Span(self.length, self.length + len(words))
        self.parts.append(words)
        self.length = span.end
        return span

    def __str__(self) -> str:
        return "".join(self.parts)


def _agency(place: str, line: str) -> Agency:
    province = place.endswith("省")
    name = f"{place}{line}{'厅' if province else '局'}"
    changes: tuple[Change, ...] = ()
    current: tuple[str, ...] = (name,)
    number = int(line[2:])
    if number % 7 == 3:
        changes = (Change("renamed", (f"{place}新{line}局",), "2024-02-01", f"{place}机构改革方案", "certain"),)
        current = changes[-1].bodies
    elif number % 7 == 5:
        bodies = (f"{place}{line}甲局", f"{place}{line}乙局")
        changes = (Change("split", bodies, "2024-03", f"{place}机构改革方案", "likely"),)
        current = bodies
    elif number % 7 == 6:
        current = ()
    level = "province" if province else "prefecture"
    short = f"{place[-1]}{name[len(place) :]}"
    known = number != 29
    return Agency(name, short, level, "department", place, line, known, "made", changes, current)


def _government(place: str, district: str) -> Agency:
    name = f"{place}{district}人民政府"
    return Agency(name, f"{district}人民政府", "county", "government", district, None, True, "made", (), (name,))


def reading(number: int, tasks: int, seed: int = 1) -> Reading:
    """Return one document; ``number`` decides place, date and what it carries on."""
    chance = random.Random(f"{seed}/{number}")
    province, cities = PLACES[number // 4 % len(PLACES)]
    place = province if number % 4 == 0 else cities[number % 4 % len(cities)]
    topic = f"产业{number // 12}"
    title = f"{place}{topic}行动计划（{2021 + number % 5}年）"
    text = _Text()
    text.put(title + "\n")
    clause = f"根据《{province}{topic}行动计划（2021年）》，制定本计划。"
    cited = text.put(clause)
    text.put("\n")
    cites = []
    if number % 4:
        base = number - number % 4
        above = f"{province}{topic}行动计划（{2021 + base % 5}年）"
        at = Mention(cited.start, cited.end, clause, cited, cited, "made")
        cites.append(
            Citation(
                above, None, "implements" if number % 4 == 1 else "replaces" if number % 4 == 2 else "based_on", at
            )
        )
    agencies = {line: _agency(place, line) for line in LINES}
    sections: list[Section] = []
    layers: dict[str, list[object]] = {name: [] for name in ("d", "c", "s", "t", "g", "i", "u")}

    def mention(words: str, clause: Span, sentence: str) -> Mention:
        start = clause.start + sentence.index(words)
        return Mention(start, start + len(words), words, clause, clause, "made", chance.choice((1.0, 1.0, 1.0, 0.8)))

    for task in range(tasks):
        path = f"二/({task + 1})"
        heading = f"（{task + 1}）做好事项{task % 40}"
        head = text.put(heading)
        text.put("\n")
        names = [f"技术{chance.randrange(200)}" for _ in range(4)]
        figure = chance.randrange(10, 900)
        words = f"攻关{'、'.join(names)}，投入达到{figure}亿元。"
        body = text.put(words)
        chosen = chance.sample(LINES, 4)
        roles = [chance.choice(ROLES) for _ in chosen]
        if task % 3 == 0:
            roles = ["responsible"] * 4
        if task % 6 == 0 and place in DISTRICTS:
            district = DISTRICTS[place][task % len(DISTRICTS[place])]
            agencies[district] = _government(place, district)
            chosen, roles = [*chosen, district], [*roles, "joint"]
        parts = [f"{agencies[line].short}{TERMS[role]}" for line, role in zip(chosen, roles, strict=True)]
        sentence = f"（{'，'.join(parts)}）"
        duty = text.put(sentence)
        text.put("\n")
        for line, role in zip(chosen, roles, strict=True):
            who = agencies[line]
            at = mention(who.short, duty, sentence)
            term = "按职责分工负责" if role == "responsible" and task % 3 == 0 else TERMS[role]
            layers["d"].append(Responsibility(path, who.short, who.canonical, role, term, body, at))
        for name in dict.fromkeys(names):
            concept = f"技术{int(name[2:]) % 150}"
            kind = KINDS[int(name[2:]) % 5]
            layers["t"].append(Technology(path, name, mention(name, body, words), kind, concept))
        if task % 5 == 0:
            amount = f"投入达到{figure}亿元"
            year = 2022 + task % 6
            base = (float(figure) / 2, 2020) if task % 10 == 0 else (None, None)
            layers["g"].append(
                Target(path, "投入", ">=", float(figure), "亿元", year, mention(amount, body, words), *base)
            )
            money = mention(f"{figure}亿元", body, words)
            layers["i"].append(
                Instrument(path, "grant", 0.3, float(figure), "万元", money, float(task), "达标", "企业")
            )
        if task % 6 == 0:
            districts = DISTRICTS.get(place, ())[: 1 + task % 2]
            broader = f"{topic}集群{task % 4}" if place != province else None
            at = mention(names[0], body, words)
            layers["c"].append(Cluster(path, f"{topic}集群{task % 4}", "pillar", districts, at, broader))
            layers["s"].extend(District(path, d, "focus", names[0], at) for d in districts)
        if task % 11 == 0:
            layers["u"].append(Unparsed(path, duty.start, duty.end, sentence, "made"))
        at = Mention(head.start, head.end, heading, head, head, "made")
        sections.append(Section(path, heading.split("）")[1], body, Span(head.start, duty.end), at))
    words = str(text)
    issuer = agencies[LINES[number % len(LINES)]]
    document = Document(
        id=f"made-{number}",
        file=f"made-{number}.txt",
        part=1,
        title=title,
        type="行动计划",
        jurisdiction=place,
        level="province" if place == province else "prefecture",
        issuers=(issuer.canonical,),
        doc_number=f"字〔{2021 + number % 5}〕{number}号",
        issued=f"{2021 + number % 5}-0{1 + number % 9}-15",
        effective_from=None,
        effective_to=f"{2023 + number % 5}-12" if number % 3 == 0 else None,
        period=("2021", "2025"),
        cites=tuple(cites),
        digest=number % 9 == 8,
        stage=None,
        sha256=hashlib.sha256(f"{seed}/{words}".encode()).hexdigest(),
        span=Span(0, len(words)),
        interpreters=(issuer.short,),
    )
    named = {d.canonical for d in layers["d"]} | {issuer.canonical}  # type: ignore[attr-defined]
    facts = Facts(
        document,
        tuple(sections),
        tuple(layers["d"]),  # type: ignore[arg-type]
        tuple(a for a in agencies.values() if a.canonical in named),
        tuple(layers["c"]),  # type: ignore[arg-type]
        tuple(layers["s"]),  # type: ignore[arg-type]
        tuple(layers["t"]),  # type: ignore[arg-type]
        tuple(layers["g"]),  # type: ignore[arg-type]
        tuple(layers["i"]),  # type: ignore[arg-type]
        tuple(layers["u"]),  # type: ignore[arg-type]
    )
    return Reading(facts, words)


def corpus(documents: int, tasks: int, seed: int = 1) -> Iterator[Reading]:
    """Yield documents with so many tasks each."""
    for number in range(documents):
        yield reading(number, tasks, seed)
