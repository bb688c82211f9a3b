"""A folder of saved files becomes articles: ``list_articles``, ``read_article``, ``group_copies``."""

from briefgen.articles.fingerprint import group_copies
from briefgen.articles.reader import ReadResult, list_articles, read_article

__all__ = ["ReadResult", "group_copies", "list_articles", "read_article"]
