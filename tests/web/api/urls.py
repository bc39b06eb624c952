"""The API with the pages of the rooms that are there: waiting jobs name the pages that open them."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

from thidua.web.api.addresses import api

ROOMS = ("web.desk", "access", "federation", "catalogue", "launch", "report", "rollup")

urlpatterns = [path("api/v1/", api.urls)]
urlpatterns += [
    path("", include(f"thidua.{room}.urls")) for room in ROOMS if find_spec(f"thidua.{room}.urls")
]
