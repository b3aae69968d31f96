"""A finished document, ours or anyone's → what cannot be true in it, with its arithmetic."""
