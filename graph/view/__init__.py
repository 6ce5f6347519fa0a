"""The interactive page: one HTML file, or a folder of them, that opens with no network.

``model`` is what a page knows, ``layout`` where things stand on the map, ``data`` the JSON of both, ``page`` the HTML around
it with the scripts of ``js``; ``folder`` splits what is too large for one page; ``output`` writes the files.
"""

from graph.view.output import View, ViewSummary, view_of, write_view

__all__ = ["View", "ViewSummary", "view_of", "write_view"]
