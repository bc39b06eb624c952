"""A .docx becomes a Source: numbers written out as Word shows them, tables as places, old fonts decoded."""
