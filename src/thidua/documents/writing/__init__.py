"""Official documents from blocks: .docx, PDF/A, an office's own templates."""
