"""Two documents held against each other: versions of a policy, or a province's and a city's.

``align`` finds which section answers which; ``compare`` says what changed, as rows; ``printed`` and ``page`` turn these
into a report and into a page with both texts side by side.
"""

from graph.diff.change import Change
from graph.diff.compare import Diff, diff
from graph.diff.page import to_html
from graph.diff.printed import diff_report

__all__ = ["Change", "Diff", "diff", "diff_report", "to_html"]
