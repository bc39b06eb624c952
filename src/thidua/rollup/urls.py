from django.urls import path

from thidua.rollup.desk import editions, pages

app_name = "rollup"
urlpatterns = [
    path("tong-hop/", pages.home, name="home"),
    path("tong-hop/<int:period_id>/<int:unit_id>/", pages.unit_page, name="unit"),
    path("tong-hop/<int:period_id>/<int:unit_id>/<int:target_id>/", pages.figure, name="figure"),
    path("tong-hop/<int:period_id>/ban/", editions.editions, name="editions"),
    path("tong-hop/ban/<int:edition_id>/", editions.edition, name="edition"),
    path("tong-hop/ban/<int:edition_id>/thay-doi/", editions.changes, name="edition_changes"),
    path("tong-hop/ban/<int:edition_id>/tep/", editions.sheet, name="edition_sheet"),
    path(
        "tong-hop/ban/<int:edition_id>/<int:unit_id>/<int:target_id>/",
        editions.edition_figure,
        name="edition_figure",
    ),
]
