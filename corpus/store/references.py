"""Primary studies as bibliographies print them: what a person knows a study by, where the dataset has a key."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, select

from corpus.citations import study_names
from corpus.store import schema
from corpus.store.columns import DamagedError, from_json
from extract.model import Reference


def printed_studies(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, str]:
    """Return study → its entry in the bibliography of the first version that prints it, of the versions that fit.

    A study that no bibliography tells is left out, and so is what a damaged version prints.
    """
    n, s, v = schema.study_names.c, schema.sightings.c, schema.versions.c
    surer = dict(connection.execute(select(n.name, n.study).where(n.name != n.study)).all())
    printed: dict[str, str] = {}
    for version in connection.execute(select(v.id).where(*conditions).order_by(v.id)).scalars().all():
        try:
            text = connection.execute(select(v.document).where(v.id == version)).scalar_one()
            references = from_json(text, "its JSON").get("references", [])
        except DamagedError:
            continue
        by_number = {}
        for entry in references:
            by_number[str(entry["number"])] = entry["text"]
            names = study_names(Reference(entry["number"], entry["text"], doi=entry["doi"], pmid=entry["pmid"]))
            for name in names:
                printed.setdefault(surer.get(name, name), entry["text"])
        # A study that only its number in one paper tells: "title:…#12".
        numbered = select(s.study).where(s.version_id == version, s.study.contains("#")).distinct()
        for study in connection.execute(numbered).scalars():
            number = study.rpartition("#")[2]
            if number in by_number:
                printed.setdefault(study, by_number[number])
    return printed
