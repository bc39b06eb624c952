from django.apps import AppConfig


class LaunchConfig(AppConfig):
    name = "thidua.launch"
    label = "launch"
    verbose_name = "Phát động"
