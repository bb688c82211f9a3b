"""A finished document checked against its sources, offline: what it carries to be checked by, and the checks."""
