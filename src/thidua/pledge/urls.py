from django.urls import URLPattern, path

from thidua.pledge.desk.registrations import covering, deciding, entering, home, lists, schemes, settling

app_name = "pledge"

_UNIT = "dang-ky/<int:scheme_id>/don-vi/<int:unit_id>"
_REGISTRATIONS = [
    path("dang-ky/", home.registrations, name="registrations"),
    path("dang-ky/cua-toi", home.own, name="own_registrations"),
    path("dang-ky/cua-toi/<int:registration_id>/rut", home.withdraw, name="withdraw_own"),
    path("dang-ky/mo/<int:cycle_id>", schemes.begin, name="open_scheme"),
    path("dang-ky/<int:scheme_id>/the-le", schemes.settings, name="scheme"),
    path("dang-ky/<int:scheme_id>/the-le/danh-hieu", schemes.add_title, name="offer_title"),
    path(
        "dang-ky/<int:scheme_id>/the-le/danh-hieu/<int:title_id>", schemes.demand, name="demand_registration"
    ),
    path("dang-ky/<int:scheme_id>/the-le/<slug:move>", schemes.move, name="move_scheme"),
    path(f"{_UNIT}/", covering.coverage, name="coverage"),
    path(f"{_UNIT}/ty-le.xlsx", covering.coverage_file, name="coverage_sheet"),
    path(f"{_UNIT}/danh-sach", lists.unit_list, name="unit_list"),
    path(f"{_UNIT}/danh-sach.xlsx", lists.excel, name="list_sheet"),
    path(f"{_UNIT}/danh-sach.docx", lists.word, name="list_word"),
    path(f"{_UNIT}/danh-dau", entering.tick, name="tick"),
    path(f"{_UNIT}/tu-excel", entering.paste, name="paste"),
    path(f"{_UNIT}/them", entering.add, name="add_line"),
    path(f"{_UNIT}/xac-nhan", settling.confirm, name="confirm_list"),
    path(f"{_UNIT}/lay-lai", settling.take_back, name="take_list_back"),
    path(f"{_UNIT}/tra-lai", settling.give_back, name="return_list"),
    path(f"{_UNIT}/ket-qua", deciding.results, name="results"),
    path(f"{_UNIT}/ket-qua/noi-quyet-dinh", deciding.decider, name="name_decider"),
    path("dang-ky/dong/<int:registration_id>", settling.line, name="registration"),
    path("dang-ky/dong/<int:registration_id>/hoan-thanh", settling.realise, name="realise"),
    path("dang-ky/dong/<int:registration_id>/<slug:move>", settling.move, name="move_registration"),
]
urlpatterns: list[URLPattern] = [*_REGISTRATIONS]
