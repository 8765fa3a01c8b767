"""How the bundled reader is made: `python -m assistant.reader.training --help`, and the README beside this file."""
