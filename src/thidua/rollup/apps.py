from django.apps import AppConfig


class RollupConfig(AppConfig):
    name = "thidua.rollup"
    label = "rollup"
    verbose_name = "Tổng hợp"
