"""A folder of saved files becomes articles: ``list_articles``, ``read_article``, ``group_copies``."""

from briefgen.articles.fingerprint import group_copies
from briefgen.articles.reader import ENDINGS, ReadResult, list_articles, list_strays, read_article

__all__ = ["ENDINGS", "ReadResult", "group_copies", "list_articles", "list_strays", "read_article"]
