from django.urls import path

from thidua.rollup.desk import pages

app_name = "rollup"
urlpatterns = [
    path("tong-hop/", pages.home, name="home"),
    path("tong-hop/<int:period_id>/<int:unit_id>/", pages.unit_page, name="unit"),
    path("tong-hop/<int:period_id>/<int:unit_id>/<int:target_id>/", pages.figure, name="figure"),
]
