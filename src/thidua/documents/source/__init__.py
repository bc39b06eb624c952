"""A file becomes a Source: text as received, paragraphs repaired, anchors kept."""
