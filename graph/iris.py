"""IRIs: ASCII, below one base, the same in every run and on every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from extract.errors import GraphError
from extract.facts import Agency, Change, Document
from seeds.places import find, longest_surface

BASE = "https://w3id.org/quanze/id/"
# Of which there is one in every place: without a place nobody knows whose it is.
_OF_A_PLACE = ("collective", "committee", "leading_group")
_LEVELS = ("省", "市", "州", "区", "县", "旗", "镇", "乡", "街道", "各", "有关", "相关")
# What there is but once, whoever names it: by the name of a university or a registered firm, or of a place or the nation.
_KINDS_OF_UNIVERSITY = "师范|农业|林业|理工|工业|职业|开放|医科|科技|财经|交通|老年|广播电视"
_FULL_NAME = re.compile(
    f"(?!{'|'.join(_LEVELS)}|相|本|该)(?:(?!(?:{_KINDS_OF_UNIVERSITY})大学$).{{2,}}大学|.{{4,}}(?:股份|责任|集团)?有限(?:责任)?公司)$"
)
_INSTITUTION = re.compile(".*(?:学院|研究院|研究所|实验室|集团|公司|医院|协会|学会)$")
_OF_NATION = re.compile("中国|国家")
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?:[!#$&-;=?-Z_a-z~\[\]@]|%[0-9a-fA-F]{2})+")


def fold(text: str) -> str:
    """Fold width, white space and punctuation away, so that layout never makes two names of one."""
    return re.sub(r"[\s—–\-·、,，《》“”\"'()（）]+", "", unicodedata.normalize("NFKC", text)).lower()


def digest(*parts: str | None) -> str:
    """Return 16 hexadecimal digits that name ``parts`` (SHA-256, parts kept apart)."""
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_one(name: str) -> bool:
    """Tell whether a name is that of one institution wherever it is said: 西安交通大学, no 职业技术学院."""
    if _FULL_NAME.match(name):
        return True
    placed = len("中国") if _OF_NATION.match(name) else longest_surface(name)
    return 0 < placed < len(name) - 2 and _INSTITUTION.match(name, placed) is not None


def _somewhere(agency: Agency) -> bool:
    """Tell whether an agency's name is one that every place has: 市财政部门, 各区人民政府."""
    return agency.jurisdiction is None and (agency.kind in _OF_A_PLACE or agency.canonical.startswith(_LEVELS))


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs of a graph below ``base``.

    Parameters
    ----------
    base
        An absolute ASCII IRI; where it ends in neither ``/`` nor ``#``, a ``/`` is put behind it.

    Raises
    ------
    GraphError
        If the base is no absolute ASCII IRI.
    """

    base: str = BASE

    def __post_init__(self) -> None:
        if not _ABSOLUTE.fullmatch(self.base):
            raise GraphError(f"{self.base!r} is no absolute IRI in ASCII", f"write a base like {BASE}")
        if self.base[-1] not in "/#":
            # Frozen: the one place where the value as given is made whole.
            object.__setattr__(self, "base", self.base + "/")

    def policy(self, document: Document) -> str:
        """Return the work: title, jurisdiction, number (without one: date) and stage name it; a digest has its own."""
        number = document.doc_number or document.issued or document.effective_from
        key = digest(fold(document.title), document.jurisdiction, number, document.stage)
        return f"{self.base}policy/{key}"

    def cited(self, title: str) -> str:
        """Return a policy that is only named."""
        return f"{self.base}cited/{digest(fold(title))}"

    def text(self, document: Document) -> str:
        """Return one witness of a policy: the hash of its restored text names it."""
        return f"{self.base}text/{document.sha256}"

    def node(self, document: Document, kind: str, path: str, ordinal: int, start: int) -> str:
        """Return a node within a text: its kind, the section's path, its ordinal there and where it begins."""
        return f"{self.base}text/{document.sha256}/{kind}/{digest(path)}-{ordinal}-{start}"

    def agency(self, agency: Agency, document: Document) -> str:
        """Return an agency: its full name, or where that tells not whose it is, its name within a place.

        The place is its own, else the document's; where both are unknown it is one agency of this policy alone, since the
        市发改委 of another one may be another city's.
        """
        placeless = document.jurisdiction is None and document.level != "national"
        if (agency.known and not (placeless and _somewhere(agency))) or _is_one(agency.canonical):
            return self.body(agency.canonical)
        within = agency.jurisdiction or document.jurisdiction or (self.policy(document) if placeless else None)
        return f"{self.base}agency/u-{digest(within, fold(agency.canonical))}"

    def body(self, canonical: str) -> str:
        """Return an agency of which only the full name is told, as by a reform."""
        return f"{self.base}agency/{digest(canonical)}"

    def change(self, agency: str, change: Change) -> str:
        """Return a reform of an agency: who it was, what became of it, and when."""
        return f"{self.base}change/{digest(agency, change.kind, change.date, *change.bodies)}"

    def place(self, name: str, within: str | None) -> str:
        """Return a place: its division code, or the hash of its name and jurisdiction."""
        place = find(name, within)
        if place is not None and place.code is not None:
            return f"{self.base}place/{place.code}"
        return f"{self.base}place/z-{digest(place.name if place else name, place.parent if place else within)}"

    def cluster(self, name: str, jurisdiction: str | None) -> str:
        """Return a cluster of one jurisdiction."""
        return f"{self.base}cluster/{digest(jurisdiction, fold(name))}"

    def technology(self, name: str) -> str:
        """Return a technology, the same in every document."""
        return f"{self.base}technology/{digest(fold(name))}"

    def line(self, name: str) -> str:
        """Return a functional line (条线)."""
        return f"{self.base}line/{digest(name)}"

    def graph(self, name: str) -> str:
        """Return a graph that belongs to no single text: registry, derived, run."""
        return f"{self.base}graph/{name}"
