from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "thidua.access"
    label = "access"
    verbose_name = "Tài khoản"
