"""What the page's script can call on the server, by subject. Each call takes one JSON object and returns another."""
