from thidua.report.models.form import Form
from thidua.report.models.report import Report
from thidua.report.models.values import Values

__all__ = ["Form", "Report", "Values"]
