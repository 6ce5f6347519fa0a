"""A graph in the formats of other programs: RDF, networks for Gephi, tidy tables with a data dictionary."""

from __future__ import annotations

from graph.export.output import FORMATS, export

__all__ = ["FORMATS", "export"]
