"""The addresses that the pages of this room and of its frame name."""

from django.urls import include, path

urlpatterns = [
    path("", include("thidua.web.desk.urls")),
    path("", include("thidua.access.urls")),
    path("", include("thidua.federation.urls")),
    path("", include("thidua.catalogue.urls")),
    path("", include("thidua.launch.urls")),
]
