"""The project's terms as an rdflib namespace, for those who write queries in Python."""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from ontology import ROLE as _ROLE

ROLE = Namespace(_ROLE)


class QZ(DefinedNamespace):
    """Terms of ``policy.ttl``; a misspelt one raises ``AttributeError``."""

    _NS = Namespace("https://w3id.org/quanze/ontology#")
    _fail = True

    Text: URIRef
    Task: URIRef
    Assignment: URIRef
    Cluster: URIRef
    Technology: URIRef
    FunctionalLine: URIRef
    ClusterMention: URIRef
    TechnologyMention: URIRef
    Siting: URIRef
    Target: URIRef
    Instrument: URIRef
    Citation: URIRef
    Unparsed: URIRef
    policy: URIRef
    preferred: URIRef
    digest: URIRef
    file: URIRef
    path: URIRef
    start: URIRef
    end: URIRef
    section: URIRef
    task: URIRef
    roleTerm: URIRef
    agencyAsNamed: URIRef
    leadCount: URIRef
    responsibleCount: URIRef
    evidence: URIRef
    roleEvidence: URIRef
    mentionStart: URIRef
    mentionEnd: URIRef
    confidence: URIRef
    documentKind: URIRef
    stage: URIRef
    periodFrom: URIRef
    periodTo: URIRef
    implements: URIRef
    replaces: URIRef
    resolvesTo: URIRef
    citedPolicy: URIRef
    citationRelation: URIRef
    level: URIRef
    agencyKind: URIRef
    known: URIRef
    jurisdiction: URIRef
    functionalLine: URIRef
    cluster: URIRef
    clusterKind: URIRef
    locatedIn: URIRef
    district: URIRef
    object: URIRef
    sitingRelation: URIRef
    technology: URIRef
    mentionsTechnology: URIRef
    indicator: URIRef
    comparator: URIRef
    deadline: URIRef
    instrumentKind: URIRef
    rate: URIRef
    reason: URIRef
    programVersion: URIRef
    currentBody: URIRef
    changeKind: URIRef
    certainty: URIRef
    inForceFrom: URIRef
    inForceTo: URIRef
    partOfCluster: URIRef
    likelyPartOf: URIRef
    technologyKind: URIRef
    technologyAsNamed: URIRef
    baseline: URIRef
    baselineYear: URIRef
    condition: URIRef
    beneficiary: URIRef
    per: URIRef
    interpreter: URIRef
    contact: URIRef
    within: URIRef
    rank: URIRef
    taskCount: URIRef
