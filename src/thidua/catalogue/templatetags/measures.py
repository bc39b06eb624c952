"""``{{ unit|measure }}``: a unit of measure in the reader's language."""

from __future__ import annotations

from django import template

from thidua.catalogue.measures import say_measure

register = template.Library()
register.filter("measure", say_measure)
