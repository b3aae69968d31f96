"""Files in Chinese → drafts of accounts."""
