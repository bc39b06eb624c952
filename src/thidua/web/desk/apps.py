from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "thidua.web.desk"
    label = "desk"
    verbose_name = "Bàn làm việc"
