"""Clusters."""
from __future__ import annotations
from extract.facts import Cluster
from extract.outline import Outline
def subject_of(title: str) -> str|None:
    """Sub."""
    import re
    m=re.search(r'(?:培育|发展|促进)([^“”]{2,12}?)(?:战略性新兴)?产业集群',title)
    return m[1].removeprefix('发展') if m and not m[1].startswith(('壮大','战略')) else None
def find_clusters(outline: Outline, title: str, jurisdiction: str | None) -> tuple[Cluster, ...]:
    """Find."""
    return ()
