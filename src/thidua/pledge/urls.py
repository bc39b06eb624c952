from django.urls import path

from thidua.pledge.desk import covenants, covenants_files, covenants_negotiating, covenants_signing

app_name = "pledge"

_COVENANT = "giao-uoc/<int:covenant_id>"

urlpatterns = [
    # Covenants.
    path("giao-uoc/", covenants.listed, name="covenants"),
    path("giao-uoc/lap", covenants.draft, name="draft_covenant"),
    path(_COVENANT, covenants.page, name="covenant"),
    path(f"{_COVENANT}/soan", covenants.write, name="write_covenant"),
    path(f"{_COVENANT}/dieu", covenants.add, name="add_covenant_clause"),
    path(f"{_COVENANT}/dieu/<int:clause_id>", covenants.change, name="change_covenant_clause"),
    path(f"{_COVENANT}/chuyen", covenants.move, name="move_covenant"),
    path(f"{_COVENANT}/con-so", covenants_negotiating.figures, name="figures"),
    path(
        f"{_COVENANT}/con-so/<int:clause_id>/<int:party_id>",
        covenants_negotiating.propose,
        name="propose_figure",
    ),
    path(f"{_COVENANT}/de-xuat/<int:proposal_id>", covenants_negotiating.answer, name="answer_proposal"),
    path(f"{_COVENANT}/dong-y", covenants_negotiating.agree, name="agree_to_covenant"),
    path(f"{_COVENANT}/ky", covenants_signing.sign, name="sign"),
    path(f"{_COVENANT}/ky-tai-le", covenants_signing.stage, name="record_stage"),
    path(f"{_COVENANT}/cho-so", covenants_signing.number, name="number_covenant"),
    path(f"{_COVENANT}/quet/<int:signature_id>", covenants_files.scan, name="covenant_scan"),
    path(f"{_COVENANT}/cac-ban", covenants_files.history_page, name="covenant_history"),
    path(f"{_COVENANT}/ban-word", covenants_files.word, name="covenant_word"),
    path(f"{_COVENANT}/ban-pdf", covenants_files.pdf, name="covenant_pdf"),
]
