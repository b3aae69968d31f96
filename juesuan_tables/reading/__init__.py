"""Untrusted files → text and grids, as they stand: nothing here knows what they mean."""
