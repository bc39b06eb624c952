from django.urls import path

from thidua.web.desk import choosing, covenants, home, ledger, movement, search

app_name = "desk"
_LEDGER = "so-chi-tieu/<int:period_id>/<int:unit_id>/<int:target_id>"
urlpatterns = [
    path("", home.home, name="home"),
    path("viec/con", home.waiting, name="waiting"),
    path("viec/lam-thay", home.stand_ins, name="stand_ins"),
    path("chon", choosing.choose, name="choose"),
    path("chon/phong-trao", choosing.choose_movement, name="choose_movement"),
    path("chon/ky", choosing.choose_period, name="choose_period"),
    path("tim", search.search, name="search"),
    path("phong-trao/", movement.movements_page, name="movements"),
    path("phong-trao/<int:movement_id>", movement.movement_page, name="movement"),
    path("giao-uoc/<int:covenant_id>/theo-doi", covenants.living, name="living_covenant"),
    path("giao-uoc/<int:covenant_id>/tong-ket", covenants.closing, name="close_covenant"),
    path(f"{_LEDGER}/", ledger.ledger_page, name="ledger"),
    path(f"{_LEDGER}/so-chi-tieu.xlsx", ledger.ledger_sheet, name="ledger_sheet"),
    path(f"{_LEDGER}/chia-lai", ledger.resplit, name="resplit"),
]
