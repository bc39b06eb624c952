from thidua.report.models.activity import Activity
from thidua.report.models.chase import Chase
from thidua.report.models.evidence import Evidence
from thidua.report.models.form import Form, FormPlan
from thidua.report.models.note import FigureNote, Restatement, Submission
from thidua.report.models.report import Report
from thidua.report.models.values import Values

__all__ = [
    "Activity",
    "Chase",
    "Evidence",
    "FigureNote",
    "Form",
    "FormPlan",
    "Report",
    "Restatement",
    "Submission",
    "Values",
]
