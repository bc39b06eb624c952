from django.urls import path

from thidua.catalogue.desk import pages

app_name = "catalogue"

urlpatterns = [
    path("danh-muc/", pages.home, name="home"),
    path("danh-muc/<slug:kind>", pages.listed, name="kind"),
    path("danh-muc/<slug:kind>/<slug:code>", pages.one, name="item"),
    path("danh-muc/<slug:kind>/<slug:code>/rut-lai", pages.ended, name="take_back"),
]
