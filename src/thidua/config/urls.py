"""All addresses. Rooms keep theirs; a room without pages is simply not here."""

from django.urls import include, path

from thidua.web.api import reading
from thidua.web.api.addresses import api

urlpatterns = [
    path("", include("thidua.web.desk.urls")),
    path("", include("thidua.access.urls")),
    path("", include("thidua.federation.urls")),
    path("", include("thidua.catalogue.urls")),
    path("", include("thidua.launch.urls")),
    path("", include("thidua.pledge.urls")),
    path("", include("thidua.report.urls")),
    path("", include("thidua.rollup.urls")),
    path("", include("thidua.score.urls")),
    path("api/v1/docs", reading.page, name="api_docs"),
    path("api/v1/", api.urls),
]
