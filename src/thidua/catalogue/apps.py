from importlib import import_module

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "thidua.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục"

    def ready(self) -> None:
        import_module("thidua.catalogue.refusing")
