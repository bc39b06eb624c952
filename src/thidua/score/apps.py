from django.apps import AppConfig


class ScoreConfig(AppConfig):
    name = "thidua.score"
    label = "score"
    verbose_name = "Chấm điểm, xếp loại"
