from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "thidua.report"
    label = "report"
    verbose_name = "Báo cáo"
