"""A paper as it will look when it is sealed. It is Vietnamese whatever language its reader has chosen."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from thidua.launch.models import LegalBasis, Paper
from thidua.launch.models.legal_basis import within_a_sentence
from thidua.launch.queries.content import Content
from thidua.launch.queries.printed import (
    articles,
    assigned_units,
    decides,
    in_role,
    parts,
    recipients,
    targets,
)
from thidua.launch.queries.printed_annex import annex_tables
from thidua.launch.queries.printed_lines import basis_text
from thidua.launch.signing import block


def official(request: HttpRequest, paper: Paper, content: Content) -> SafeString:
    """The document itself, in the words and the language of offices."""
    with translation.override("vi"):
        units = assigned_units(paper)
        context = {
            "paper": paper,
            "kind": "Quyết định" if decides(paper) else paper.get_kind_display(),
            "bases": [(line, basis_text(line)) for line in in_role(content, LegalBasis.Role.BASIS)],
            "about": within_a_sentence(paper.title),
            "articles": articles(paper, content, units) if decides(paper) else [],
            "parts": [] if decides(paper) else parts(paper, content),
            "targets": targets(paper),
            **recipients(content, units),
            "annex": annex_tables(paper) if decides(paper) else [],
            "signature": block(paper.capacity, paper.signer_office),
        }
        return render_to_string("launch/_official.html", context, request)
