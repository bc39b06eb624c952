"""A PDF becomes a Source: words by their places, lines, tables by their rules, paragraphs."""
