"""How the bundled encoder is made: from public text to `index/model/`, one command a step (see README.md here)."""
