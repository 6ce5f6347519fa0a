"""What a reviewer looks for: duties that nobody has, agencies that are gone, tasks that were not passed down.

``model`` is what a finding is; ``duties``, ``bodies`` and ``levels`` hold the checks; ``run`` puts them together and
``printed`` arranges findings as a report. The checks are described in ``seeds/tables/audit_checks.csv``.
"""

from graph.audit.model import SEVERITIES, Check, Finding, Severity, checks
from graph.audit.printed import audit_report
from graph.audit.run import Audit, audit

__all__ = ["SEVERITIES", "Audit", "Check", "Finding", "Severity", "audit", "audit_report", "checks"]
