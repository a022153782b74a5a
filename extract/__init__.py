"""A PDF or a text file becomes a :class:`~extract.model.Document`. Knows layout, no biology."""
