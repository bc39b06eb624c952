from django.urls import path

from thidua.pledge.desk import covenants, covenants_files, covenants_negotiating, covenants_signing
from thidua.pledge.desk.registrations import (
    covering,
    deciding,
    entering,
    handing_over,
    home,
    lists,
    schemes,
    settling,
)

app_name = "pledge"

_COVENANT = "giao-uoc/<int:covenant_id>"
_UNIT = "dang-ky/<int:scheme_id>/don-vi/<int:unit_id>"

urlpatterns = [
    path("giao-uoc/", covenants.listed, name="covenants"),
    path("giao-uoc/lap", covenants.draft, name="draft_covenant"),
    path(_COVENANT, covenants.page, name="covenant"),
    path(f"{_COVENANT}/soan", covenants.write, name="write_covenant"),
    path(f"{_COVENANT}/han", covenants.days, name="covenant_days"),
    path(f"{_COVENANT}/dieu", covenants.add, name="add_covenant_clause"),
    path(f"{_COVENANT}/dieu/<int:clause_id>", covenants.change, name="change_covenant_clause"),
    path(f"{_COVENANT}/chuyen", covenants.move, name="move_covenant"),
    path(f"{_COVENANT}/con-so", covenants_negotiating.figures, name="figures"),
    path(
        f"{_COVENANT}/con-so/<int:clause_id>/<int:party_id>",
        covenants_negotiating.propose,
        name="propose_figure",
    ),
    path(f"{_COVENANT}/loi-van", covenants_negotiating.words, name="propose_words"),
    path(f"{_COVENANT}/de-xuat/<int:proposal_id>", covenants_negotiating.answer, name="answer_proposal"),
    path(f"{_COVENANT}/dong-y", covenants_negotiating.agree, name="agree_to_covenant"),
    path(f"{_COVENANT}/ky", covenants_signing.sign, name="sign"),
    path(f"{_COVENANT}/ky-tai-le", covenants_signing.stage, name="record_stage"),
    path(f"{_COVENANT}/cho-so", covenants_signing.number, name="number_covenant"),
    path(f"{_COVENANT}/quet/<int:signature_id>", covenants_files.scan, name="covenant_scan"),
    path(f"{_COVENANT}/cac-ban", covenants_files.history_page, name="covenant_history"),
    path(f"{_COVENANT}/ban-word", covenants_files.word, name="covenant_word"),
    path(f"{_COVENANT}/ban-pdf", covenants_files.pdf, name="covenant_pdf"),
    path("dang-ky/", home.registrations, name="registrations"),
    path("dang-ky/cua-toi", home.own, name="own_registrations"),
    path("dang-ky/cua-toi/<int:registration_id>/rut", home.withdraw, name="withdraw_own"),
    path("dang-ky/ban-giao/<int:duty_id>", handing_over.together, name="together"),
    path("dang-ky/ban-giao/<int:duty_id>.docx", handing_over.together_word, name="together_word"),
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
