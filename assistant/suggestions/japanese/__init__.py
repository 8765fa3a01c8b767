"""Questions made from Japanese statements."""
