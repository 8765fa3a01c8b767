"""Questions made from English statements."""
