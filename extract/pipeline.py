"""The only door to extraction: from decoded text to facts, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.clusters import find_clusters
from extract.duties import find_duties
from extract.duties.rules import rule_mentions
from extract.facts import Agency, Document, Facts, Responsibility, Span
from extract.frame import find_frame, policies
from extract.head import context_of, read_head
from extract.instruments import find_instruments
from extract.outline import read_outline
from extract.page import Page
from extract.places import find_districts, with_hosts
from extract.read import Source
from extract.records import record
from extract.resolve import Context, resolve, succeed
from extract.superior import with_superiors
from extract.targets import find_targets
from extract.technologies import find_technologies
from extract.technologies.grown import with_grown
from extract.wrapped import page_of


@record
class Reading:
    """What was read from one policy: its facts, the restored page that their offsets refer to, and the context.

    The context is from where the policy's names are seen; corrections resolve new names in it. ``place`` says where its file
    stands, ``left_out`` what was not read of it since nobody who opens it sees it.
    """

    facts: Facts
    page: Page
    context: Context
    place: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The restored text, as ``quanze restore`` prints it."""
        return self.page.text

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know before trusting the facts, a sentence each."""
        out = list(self.left_out)
        if not self.facts.sections:
            out.append("no numbered heading found")
        if not self.facts.responsibilities:
            out.append("no duty clause found")
        if self.facts.unparsed:
            count = len(self.facts.unparsed)
            looks = "1 passage looks like a duty" if count == 1 else f"{count} passages look like duties"
            out.append(f"{looks} and could not be read (see unparsed)")
        return tuple(out)


def _agencies(document: Document, duties: tuple[Responsibility, ...], context: Context) -> Iterator[Agency]:
    """Yield who every agency of the document is, each canonical name once, in order of appearance."""
    seen: set[str] = set()
    for name in dict.fromkeys((*(d.agency for d in duties), *document.issuers)):
        who = resolve(name, context)
        if who.canonical not in seen:
            seen.add(who.canonical)
            yield succeed(who, context)


def extract(source: Source) -> Iterator[Reading]:
    """Read the policies of one file.

    Parameters
    ----------
    source
        A decoded file.

    Yields
    ------
    Reading
        One for each policy on the page.
    """
    page = page_of(source.text)
    for part, within in enumerate(policies(page.text), 1):
        yield _policy(page, within, source, part)


def _policy(page: Page, within: Span, source: Source, part: int) -> Reading:
    """Read one policy of a page, layer by layer."""
    frame = find_frame(page.text, within)
    outline = read_outline(page, frame.head, frame.body, within.end)
    document = read_head(outline, frame, source.name, part)
    context = context_of(document, outline)
    duties, unparsed = find_duties(outline, context)
    # A lead may be one by a sentence of the notice: the head keeps where that stands.
    document = replace(document, evidence={**document.evidence, **rule_mentions(outline)})
    clusters = find_clusters(outline, document.title, document.jurisdiction)
    districts = find_districts(outline, document.jurisdiction, clusters, duties)
    facts = Facts(
        document=document,
        sections=outline.sections,
        responsibilities=duties,
        agencies=tuple(_agencies(document, duties, context)),
        clusters=with_superiors(with_hosts(clusters, districts, outline, document.jurisdiction), outline, document),
        districts=districts,
        technologies=with_grown(find_technologies(outline, document.title), districts, outline, document.title),
        targets=find_targets(outline, document.title, document.issued),
        instruments=find_instruments(outline),
        unparsed=unparsed,
    )
    return Reading(facts, page, context, source.place, source.left_out)
