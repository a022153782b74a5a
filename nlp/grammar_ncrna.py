"""How papers write the names of non-coding RNAs.

miRNA names follow miRBase's conventions (Griffiths-Jones et al., Nucleic Acids Res. 2006), circular RNAs circBase
or the host gene, the other classes HGNC and clone names. The patterns run on folded text: lower case, one kind of
hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.candidates import Candidate, Rank
from nlp.model import EntityType, NcrnaClass
from nlp.names import NameIndex
from nlp.script import Folded

_SPECIES = r"(?:hsa|has|mmu|rno|cel|dme|bta|ssc|gga|dre|ebv|hcmv|kshv|hbv)"
_ARM = r"(?:-?[35]p(?![a-z0-9]))"
_UNIT = rf"\d{{1,5}}(?:[a-z](?![a-z]))?(?:-(?![35]p)\d{{1,3}}[a-z]?(?![a-z0-9]))*(?:{_ARM}|[*#])?"
_VIRAL = rf"(?:bart|bhrf|ul|us|k|h)\d{{1,3}}(?:-\d{{1,2}}(?!p))?{_ARM}?\*?"
_LETTER = rf"[a-z](?:-\d(?![a-z0-9]))?(?![a-z0-9])(?!-(?![35]p)){_ARM}?"
_MEMBER = rf"(?:-?{_UNIT}|{_LETTER}|[35]p(?![a-z0-9]))"
MIRNA = re.compile(
    rf"(?:(?<![a-z0-9])|(?<=antago)|(?<=\bago)|(?<=onco)|(?<=\bexo)|(?<=\banti))"
    rf"(?:{_SPECIES}-)?(?:(?P<stage>pre|pri)[- ]?)?"
    rf"(?:(?P<stem>mi-?r(?:na)?s?|micro-?rnas?)(?P<gap>[- ]{{0,3}})(?P<first>{_UNIT}|{_VIRAL})"
    rf"|(?P<let>let|lin(?=-4(?![a-z0-9])))[- ]?"
    rf"(?P<seven>4|7(?:[a-k](?![a-z]))?(?:-(?![35]p)\d(?![a-z0-9]))?(?:{_ARM}|[*#])?))"
    rf"(?P<range>-[a-k](?![a-z0-9-]))?"
    rf"(?P<more>(?: ?/ ?{_MEMBER})*)"
    r"(?![a-z0-9])"
)
_MORE_OF_LIST = re.compile(rf"(?:, ?(?:and |or )?|、| ?(?:and|or|&|和|或|及|与) ?)(-{_UNIT})(?![a-z0-9])")
_COUNTED = re.compile(r" ?(?:nt|nucleotides?|bp|bases?|个|种|条|类|%|members|targets)")
_PARTS = re.compile(
    r"(?P<number>\d*)(?P<letter>[a-z]?)(?P<copy>(?:-(?![35]p)\d{1,3}[a-z]?)*)(?P<arm>-?[35]p)?(?P<star>[*#]?)"
)
_GROUP = re.compile(r"[- ]?(?:(?P<family>family|families|家族)|(?P<cluster>clusters?|基因簇|簇))")

_LNC_NAMES = re.compile(
    r"(?<![a-z0-9])(?:"
    r"linc-?\d{3,6}(?:-[a-z0-9]{1,3})?"
    r"|(?:linc|lnc)(?:rna)?-[a-z0-9][a-z0-9.]*(?:-\d{1,2}(?::\d{1,2})?)?"
    r"|lnc(?!rna)[a-z0-9]{2,12}|[a-z]{2,10}lnc\d{1,3}"
    r"|rp\d{1,2}-\d{1,4}[a-z]\d{1,2}\.\d{1,2}"
    r"|(?:ctd|ctb|ctc|kb|xxbac|gs1|hcg)-?\d{2,5}[a-z]\d{1,2}\.\d{1,2}"
    r"|(?:ac|al|ap|bx|fp|z|u)\d{5,6}\.\d{1,2}"
    r"|loc\d{5,9}|ensg\d{11}|enst\d{11}|nonhsat\d{6}(?:\.\d)?|xloc-\d{6}|tcons-\d{8}"
    r"|[a-z][a-z0-9]{1,9}(?:-[a-z0-9]{1,3})?-(?:as|it|ot|dt)\d{0,2}"
    r")(?![a-z0-9])"
)
_LOCUS = re.compile(r"(?i)LINC\d|RP\d+-|A[CLP]\d{5}|lnc-[a-z0-9]+-\d|LOC\d|CT[A-D]-")
_CIRC_IDS = re.compile(
    r"(?<![a-z0-9])(?:(?:hsa|has|mmu|rno)[- ]?)?circ(?:rna|ular rna)?s?[- ]?(?P<id>\d{3,8})"
    r"(?:-[a-z0-9]{1,2})?(?![a-z0-9])"
)
_CIRC_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:hsa|mmu)[-_]?)?(?P<prefix>[Cc][Ii][Rr][Cc](?:RNAs?|ular RNA)?)"
    r"(?P<gap>[-‐‑–_ ]?)(?![Cc]irc)(?:(?:hsa|mmu)[-_])?"
    r"(?P<host>[A-Za-z][A-Za-z0-9α-ω]*(?:[-‐‑–_][A-Z0-9][A-Za-z0-9]*)*)"
)
_CIRC_SPONGE = re.compile(r"(?<![A-Za-z0-9])ciRS-\d{1,3}(?![A-Za-z0-9])")
_OTHER = re.compile(
    r"(?<![a-z0-9])(?:"
    r"(?:hsa[- ])?pir(?:na)?s?[- ]?(?:hsa-|mmu-|l-)?\d{1,8}"
    r"|snor[ad]-?\d{1,3}[a-z]?(?:-\d{1,2})?|scarna\d{1,2}"
    r"|(?:[35]'?-?)?t(?:rf|irna|srna)s?\d?-?(?:[135i]?-)?(?:[a-z]{3}-?[acgtu]{3}|\d{1,6}|[a-z]{3})"
    r"(?:-[a-z0-9]{1,14})*"
    r"|tdr-\d{4,7}|ts-\d{1,4}"
    r"|hy[1345]|vtrna\d(?:-\d)?"
    r")(?![a-z0-9])"
)
_AMINO_ACID = re.compile(
    r"-(?:ala|arg|asn|asp|cys|gln|glu|gly|his|ile|leu|lys|i?met|phe|pro|ser|thr|trp|tyr|val|sec|und)"
)
_LNC_WORD = re.compile(
    r"(?:lnc ?rnas?|linc ?rnas?|long (?:intergenic |intervening )?non-?coding rnas?"
    r"|长链(?:基因间)?非编码 ?rna|长非编码 ?rna)"
    r"(?: ?\((?:lnc|linc)rnas?\))?(?P<gap>[- :]{0,2})"
)
_LNC_AFTER_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9α-ω.]*(?:[-‐‑–_][A-Za-z0-9α-ω.]+)*")
_NO_NAME = re.compile(
    r"(?i)(?:[a-z]*rnas?|dna|pcr|qpcr|rt|seq|expression|profil\w*|sponge\w*|and|or|in|of|the|is|are|as|can|may|was|were"
    r"|hub|axis|biomarkers?|exosom\w*|network\w*|signatures?|array|microarray|database|i{1,3}|iv|v)"
)
_WORD_SUFFIX = re.compile(r"(?:[-‐‑–](?:[a-z]{3,}|[A-Z][a-z]{4,}))+$")


def find_ncrnas(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    """Yield every name of a non-coding RNA that its form alone gives away."""
    yield from _mirnas(folded, names)
    yield from _circ_rnas(folded, names)
    yield from _lnc_rnas(folded, names)
    yield from _others(folded, names)


def _candidate(
    span: tuple[int, int] | None,
    subtype: NcrnaClass,
    normals: tuple[str, ...],
    ids: tuple[str | None, ...],
    ambiguity: str | None = None,
) -> Iterator[Candidate]:
    if span is not None:
        yield Candidate(*span, EntityType.NCRNA, normals, ids, Rank.GRAMMAR, subtype, ambiguity)


def _mirnas(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
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
        normals = _mirna_normals(stem, members)
        group = _GROUP.match(text, end)
        yield from _candidate(
            folded.original_span(match.start(), end),
            NcrnaClass.MIRNA,
            normals,
            tuple(names.mirna_id(normal) for normal in normals),
            _mirna_ambiguity(normals, precursor=match["stage"] is not None, group=group),
        )
        while following := _MORE_OF_LIST.match(text, end):
            end = following.end()
            normals = _mirna_normals(stem, [following[1].lstrip("-")])
            yield from _candidate(
                folded.original_span(following.start(1), end),
                NcrnaClass.MIRNA,
                normals,
                tuple(names.mirna_id(normal) for normal in normals),
                _mirna_ambiguity(normals, precursor=False, group=None),
            )


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
        parts = _PARTS.fullmatch(member.lstrip("-"))
        if parts is None or not any(parts.groups()):
            name, _, arm = member.partition("-") if member[-2:] in {"3p", "5p"} else (member, "", "")
            normals.append((f"{stem}{name.upper()}", f"-{arm}" if arm else ""))
            continue
        if parts["number"] or parts["letter"]:
            number, letter, copy = parts["number"] or number, parts["letter"], parts["copy"]
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


def _circ_rnas(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    original = folded.original
    for match in _CIRC_IDS.finditer(folded.text):
        span = folded.original_span(*match.span())
        if span is None:
            continue
        surface = original[slice(*span)]
        is_id = re.match(r"(?i)(?:hsa|has)[-_ ]?circ[-_ ]", surface) is not None
        normal = f"hsa_circ_{match['id']}" if is_id else surface.replace(" ", "_")
        yield from _candidate(span, NcrnaClass.CIRCRNA, (normal,), (None,))
    for match in _CIRC_SPONGE.finditer(original):
        if names.ncrna(match[0]) is None:
            yield from _candidate(match.span(), NcrnaClass.CIRCRNA, (match[0],), (None,))
    for match in _CIRC_NAME.finditer(original):
        host = match["host"]
        suffix = _WORD_SUFFIX.search(host)
        if suffix:
            host = host[: suffix.start()]
        gap, start = match["gap"], match.start()
        end = match.start("host") + len(host)
        symbol = names.gene(host)
        looks_named = any(char.isupper() or char.isdigit() for char in host) and not _NO_NAME.fullmatch(host)
        joined_word = not gap and (not host[:1].isupper() or (match["prefix"].isupper() and symbol is None))
        if joined_word or (gap == " " and (symbol is None and not re.fullmatch(r"[A-Z][A-Z0-9-]+", host))):
            continue
        if not looks_named or len(host) < 2:
            continue
        if gap == " " and len(match["prefix"]) > 4:
            start = match.start("host")
        yield from _candidate((start, end), NcrnaClass.CIRCRNA, (f"circ{symbol or host}",), (None,))


def _lnc_rnas(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    original = folded.original
    for match in _LNC_NAMES.finditer(folded.text):
        span = folded.original_span(*match.span())
        if span is None:
            continue
        surface = original[slice(*span)]
        shaped = any(char.isupper() or char.isdigit() for char in surface[3:])
        antisense = re.fullmatch(r"(?i)[^_]+-(?:as|it|ot|dt)\d*", surface)
        if not shaped or _NO_NAME.fullmatch(surface.rpartition("-")[2]) or (antisense and not surface[:3].isupper()):
            continue
        if match[0].startswith(("lnc", "linc")) is False and antisense is None and "_" in surface:
            continue
        bare = re.sub(r"(?i)^l(?:nc|inc)rna[-_ ]", "", surface)
        known = names.ncrna(bare) or names.ncrna(surface)
        # A locus name says which transcript it is whatever its gene is called today; the id leads to the gene.
        # LINC names are written in capitals, as HGNC gave them.
        spelt = bare.upper() if re.fullmatch(r"(?i)linc\d+", bare) else bare
        normal = spelt if known is None or _LOCUS.match(bare) else known.normal
        yield from _candidate(span, NcrnaClass.LNCRNA, (normal,), (known.id if known else None,))
    for match in _LNC_WORD.finditer(folded.text):
        start = folded.origin[match.end()]
        found = _LNC_AFTER_WORD.match(original, start)
        if found is None or (not match["gap"] and original[start - 1].isascii() and original[start - 1].isalpha()):
            continue
        surface = _WORD_SUFFIX.sub("", found[0]).rstrip(".")
        known = names.ncrna(surface)
        shaped = len(surface) > 1 and any(char.isupper() for char in surface)
        title_word = re.fullmatch(r"[A-Z][a-z]+", surface) is not None
        if _NO_NAME.fullmatch(surface) or (known is None and (not shaped or title_word)):
            continue
        if surface.lower().startswith(("circ", "mir")):
            continue
        if known is not None and known.subtype is NcrnaClass.MIRNA:
            continue
        joined = match["gap"] == "-"
        first = folded.original_span(match.start(), match.end())
        yield from _candidate(
            (first[0] if joined and first else start, start + len(surface)),
            NcrnaClass.LNCRNA,
            (known.normal if known else surface,),
            (known.id if known else None,),
        )


def _others(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    for match in _OTHER.finditer(folded.text):
        span = folded.original_span(*match.span())
        if span is None:
            continue
        word = match[0]
        is_fragment = word.startswith(("trf", "tirna", "tsrna"))
        if is_fragment and not re.search(r"\d", word) and _AMINO_ACID.search(word) is None:
            continue
        surface = folded.original[slice(*span)]
        if word.startswith("hy") and not surface.startswith("h"):
            continue
        known = names.ncrna(surface)
        normal = known.normal if known else re.sub(r"(?i)^pirna[-_ ]?", "piR-", surface)
        yield from _candidate(span, NcrnaClass.OTHER, (normal,), (known.id if known else None,))
