"""Passing groups: which one a bare 领导小组办公室 belongs to, by the groups that the policy names in full.

A policy sets up 县陶瓷产业发展领导小组 and calls it 领导小组 from there on. Where it names one group of a kind, a bare name is
that group's; where it names two, nobody can tell, and the name stays as written.
"""

from __future__ import annotations

from functools import lru_cache

from extract import patterns as re
from extract.resolve.context import LEVEL_WORDS, Context, Named

_KINDS = "领导小组|协调小组|专班|指挥部|联席会议"
_OWN = r"[^，,。；;：:、\s《》()（）“”\"'各]"
# 成立由县长任组长的县陶瓷产业发展领导小组; 市低空经济发展领导小组统筹…
_NAMED = re.compile(
    rf"(?:(?:成立|建立|组建|设立|调整|充实)了?(?:由{_OWN}{{0,20}}(?:任|担任|为){_OWN}{{0,4}}(?:组长|指挥长|总指挥|召集人)的)?"
    rf"(?P<new>{_OWN}{{3,30}}?(?:{_KINDS}))|(?P<level>自治区|自治州|兵团|[省市州盟县区旗])(?!(?:委|(?:人民)?政府)(?:已|将|要|决定)?(?:成立|建立|组建|设立|调整))(?P<rest>{_OWN}{{3,26}}?(?:{_KINDS}))"
    rf"|(?:[、和与]|及(?!时))(?P<more>{_OWN}{{3,26}}?(?:{_KINDS})))"
)
_BARE = re.compile(rf"(?:工作)?(?P<kind>{_KINDS})(?P<office>办公室|办|各?成员单位)?$")
# 相关领导小组, 议事协调机构领导小组: words that make no name.
_NO_NAME = re.compile(
    "^(?:相应|相关|有关|专门|专项|工作|若干|强有力|健全|完善|统一)*(?:的|工作|推进|协调)*$|[负牵]|设[在于]|(?<!中)和$|及$|[对向报]$|提请|参照|成立|组建|^由|组长|指挥长|召集人"
)


@lru_cache(maxsize=64)
def groups_in(text: str) -> tuple[str, ...]:
    """Return the passing groups that a text names in full, in order of appearance.

    Parameters
    ----------
    text
        The policy's own text.
    """
    found: dict[str, None] = {}
    for match in _NAMED.finditer(text):
        name = match["new"] or match["more"] or match["level"] + match["rest"]
        kind = next(k for k in _KINDS.split("|") if name.endswith(k))
        stem = _without_level(name.removesuffix(kind).removesuffix("工作"))
        if len(stem) > 1 and _NO_NAME.search(stem) is None:
            found[name] = None
    return tuple(found)


def _without_level(name: str) -> str:
    return next((name[len(word) :] for word in (*LEVEL_WORDS, "兵团") if name.startswith(word)), name)


def full_group(name: str, named: Named, context: Context) -> str | None:
    """Return a group or its office as the policy names it in full, where it calls it by its kind alone.

    Parameters
    ----------
    name, named
        The name as printed, and taken apart: 领导小组办公室, 市专班.
    context
        The groups that the policy names.
    """
    match = _BARE.match(_without_level(name) if named.prefix else name)
    if match is None:
        return None
    of_kind = {_without_level(group): group for group in context.groups if group.endswith(match["kind"])}
    if len(of_kind) != 1:
        return None
    office = match["office"] or ""
    return next(iter(of_kind.values())) + ("办公室" if office.startswith("办") else office)
