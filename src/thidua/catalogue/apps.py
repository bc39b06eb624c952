from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "thidua.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục"
