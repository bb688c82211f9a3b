"""Edited drafts come back: read, compared three ways, proposed as decisions. Nothing here writes or fetches anything."""
