"""A country of unions at any fraction, the same every time; for measuring, and for looking at long lists."""
