"""The interactive picture: one HTML file that opens with no network."""

from graph.view.page import ViewSummary, write_view

__all__ = ["ViewSummary", "write_view"]
