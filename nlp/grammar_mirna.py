"""How papers write the names of micro-RNAs: miRBase's conventions (Griffiths-Jones et al., Nucleic Acids Res. 2006).

The patterns run on folded text: lower case, one kind of hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.candidates import Candidate, Rank
from nlp.model import EntityType, NcrnaClass
from nlp.names import NameIndex
from nlp.script import Folded

_SPECIES = (
    r"(?:hsa|has|mmu|rno|cel|dme|bta|ssc|gga|dre|cfa|mml|ptr|oar|eca|chi|xtr|xla|bmo|ame|aga|tca|sma|ath|osa|zma|tae|sly"
    r"|gma|mtr|ptc|ebv|hcmv|kshv|hsv1|hbv|mdv1)"
)
_ARM = r"(?:-?[35]p(?![a-z0-9]))"
_NUMBER = r"(?:548[ab][a-z]|\d{1,5}(?:[a-z](?:\d(?![a-z0-9]))?)?)(?![a-z])"
_UNIT = rf"{_NUMBER}(?:-(?![35]p)\d{{1,3}}[a-z]?(?![a-z0-9]))*(?:{_ARM}|[*#])?"
_VIRAL = rf"(?:bart|bhrf|ul|us|k|h)\d{{1,3}}(?:-\d{{1,2}}(?!p))?{_ARM}?\*?"
_LETTER = rf"[a-z](?:-\d(?![a-z0-9]))?(?![a-z0-9])(?!-(?![35]p)){_ARM}?"
_MEMBER = rf"(?:-?{_UNIT}|{_LETTER}|[35]p(?![a-z0-9]))"
_WORD = r"(?:micro[- ]?rna|mirna|微小 ?rna|微rna|微小核糖核酸|小分子 ?rna)"
_STEM = rf"{_WORD}s? ?\((?:micro-?rnas?|mi-?r(?:na)?s?)\)(?=-?\d)|mi-?r(?:na?)?s?|{_WORD}s?"
MIRNA = re.compile(
    rf"(?:(?<![a-z0-9])|(?<=antago)|(?<=\bago)|(?<=onco)|(?<=\bexo)|(?<=\banti))"
    rf"(?:{_SPECIES}-)?(?:(?P<stage>pre|pri)[- ]?)?"
    rf"(?:(?P<stem>{_STEM})(?P<gap>[- ]{{0,3}})(?P<first>{_UNIT}|{_VIRAL})(?!\.\d)"
    rf"|(?:mir)?(?P<let>let|lin(?=-4(?![a-z0-9])))(?:-| (?=7[a-k]))?"
    rf"(?P<seven>4|7(?:[a-k](?:\d(?![a-z0-9]))?(?![a-z]))?(?:-(?![35]p)\d(?![a-z0-9]))?(?:{_ARM}|[*#])?))"
    rf"(?P<range>-[a-k](?![a-z0-9-]))?"
    rf"(?P<more>(?: ?/ ?{_MEMBER})*)"
    r"(?![a-z0-9])"
)
_MORE_OF_LIST = re.compile(
    rf"(?:, ?(?:and |or )?|、| ?(?:and|or|&|和|或|及|与) ?)(?P<item>-(?P<arm>[35]p)|-{_UNIT}|{_UNIT})(?![a-z0-9.])"
)
_COUNTED = re.compile(r" ?(?:nt|nucleotides?|bp|bases?|个|种|条|类|%|members|targets)")
_PARTS = re.compile(
    r"(?P<number>\d*)(?P<letter>[a-z]{0,2})(?P<copy>(?:(?<=[a-z])\d(?!p))?(?:-(?![35]p)\d{1,3}[a-z]?)*)"
    r"(?P<arm>-?[35]p)?(?P<star>[*#]?)"
)
_GROUP = re.compile(r"[- ]?(?:(?P<family>family|families|家族)|(?P<cluster>clusters?|基因簇|簇))")


def find_mirnas(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    """Yield every micro-RNA that its form gives away."""
    text = folded.text
    for match in MIRNA.finditer(text):
        end = match.end()
        blank_before_number = match["stem"] is not None and "rna" in match["stem"] and "-" not in match["gap"]
        if blank_before_number and _COUNTED.match(text, end):
            continue
        stem = f"{match['let']}-" if match["let"] else "miR-"
        members = [match["first"] or match["seven"]]
        members += [part.strip() for part in match["more"].split("/") if part.strip()]
        if match["range"]:
            members += _letters_between(members[0], match["range"][-1])
        plural = members[-1][-1:] == "s" and not members[-1].startswith("548")
        if plural:
            members[-1] = members[-1][:-1]
        normals = _mirna_normals(stem, members)
        group = _GROUP.match(text, end)
        yield from _mirna(
            folded.original_span(match.start(), end),
            normals,
            names,
            "family" if plural else _mirna_ambiguity(normals, precursor=match["stage"] is not None, group=group),
        )
        counted = match["stem"] is not None and match["stem"].endswith("s") and not match["more"]
        while (following := _MORE_OF_LIST.match(text, end)) and _goes_on(following, normals[-1], counted=counted):
            end = following.end()
            item = following["item"].lstrip("-")
            base = re.sub(r"-[35]p$", "", normals[-1])
            normals = (f"{base}-{item}",) if following["arm"] else _mirna_normals(stem, [item])
            yield from _mirna(
                folded.original_span(following.start("item"), end),
                normals,
                names,
                _mirna_ambiguity(normals, precursor=False, group=None),
            )


def _goes_on(item: re.Match[str], before: str, *, counted: bool) -> bool:
    """Whether an item of a list is one more miRNA: by its hyphen, its number (``miR-10a and 10b``) or a plural."""
    written = item["item"]
    if written.startswith("-"):
        return True
    number = re.match(r"\d+", written)
    same = number is not None and re.match(rf"(?:miR|let)-{number[0]}[a-z]", before) is not None
    lettered = re.fullmatch(r"\d+[a-f](?:-[35]p)?\*?", written) is not None
    return (lettered and same) or (counted and re.fullmatch(r"\d{2,4}[a-f]?(?:-[35]p)?", written) is not None)


def _letters_between(first: str, last: str) -> list[str]:
    parts = _PARTS.fullmatch(first)
    if parts is None or not parts["letter"]:
        return []
    return [chr(code) for code in range(ord(parts["letter"]) + 1, ord(last) + 1)]


def _mirna_normals(stem: str, members: list[str]) -> tuple[str, ...]:
    """Spell out a list such as ``34a/b/c`` or ``221/222-3p``: what a later member leaves out, a former one gives."""
    normals: list[tuple[str, str]] = []
    number = letter = copy = ""
    for member in members:
        if re.fullmatch(r"[35]p", member) and normals:
            normals.append((normals[-1][0], f"-{member}"))
            continue
        parts = _PARTS.fullmatch(member.lstrip("-"))
        if parts is None or not any(parts.groups()):
            name, _, arm = member.partition("-") if member[-2:] in {"3p", "5p"} else (member, "", "")
            normals.append((f"{stem}{name.upper()}", f"-{arm}" if arm else ""))
            continue
        if parts["number"] or parts["letter"]:
            copy = re.sub(r"^(?=\d)", "-", parts["copy"])
            number, letter = parts["number"] or number, parts["letter"]
        arm = (parts["arm"] or "").lstrip("-")
        normals.append((f"{stem}{number}{letter}{copy}{parts['star']}", f"-{arm}" if arm else ""))
    last_arm = normals[-1][1]
    only_last = last_arm and not any(arm for _, arm in normals[:-1])
    return tuple(dict.fromkeys(base + (last_arm if only_last else arm) for base, arm in normals))


def _mirna_ambiguity(normals: tuple[str, ...], *, precursor: bool, group: re.Match[str] | None) -> str | None:
    if precursor:
        return "precursor"
    if group is not None:
        return "family" if group["family"] else "cluster"
    if all(re.search(r"-[35]p$|\*$", normal) for normal in normals):
        return None
    return "arm unspecified"


def _mirna(
    span: tuple[int, int] | None, normals: tuple[str, ...], names: NameIndex, ambiguity: str | None
) -> Iterator[Candidate]:
    if span is not None:
        ids = tuple(names.mirna_id(normal) for normal in normals)
        yield Candidate(*span, EntityType.NCRNA, normals, ids, Rank.GRAMMAR, NcrnaClass.MIRNA, ambiguity)
