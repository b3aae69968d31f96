"""Finished values → bytes. A file format is known here and nowhere above."""
