from django.apps import AppConfig


class FederationConfig(AppConfig):
    name = "thidua.federation"
    label = "federation"
    verbose_name = "Tổ chức"
