"""Lists that arrive as Excel sheets: read, checked, shown, corrected, matched, applied; nothing is dropped.

A later room registers a kind of list with ``@intake`` (see ``registry``); everything else is shared.
"""
