from django.apps import AppConfig


class PledgeConfig(AppConfig):
    name = "thidua.pledge"
    label = "pledge"
    verbose_name = "Đăng ký, giao ước"
