"""What can be wrong with a source, said to the person who can mend it."""


class SourceError(ValueError):
    """A file cannot be read as a document; the message says why and what to do."""
