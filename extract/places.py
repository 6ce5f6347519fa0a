"""What is assigned to districts."""
from __future__ import annotations
from extract.facts import District, Cluster
from extract.outline import Outline
def find_districts(outline: Outline, title: str, jurisdiction: str | None, clusters: tuple[Cluster, ...]) -> tuple[District, ...]:
    """Find."""
    return ()
def hosts(cluster: Cluster, districts: tuple[District, ...], jurisdiction: str | None) -> tuple[str, ...]:
    """Hosts."""
    return ()
