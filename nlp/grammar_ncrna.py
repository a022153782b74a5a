"""How papers write the names of non-coding RNAs.

Micro-RNAs have a room of their own; circular RNAs follow circBase or the host gene, the other classes HGNC and clone
names. The patterns run on folded text: lower case, one kind of
hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.candidates import Candidate, Rank
from nlp.grammar_mirna import find_mirnas
from nlp.model import EntityType, NcrnaClass
from nlp.names import NameIndex
from nlp.script import Folded

_LNC_NAMES = re.compile(
    r"(?<![a-z0-9])(?:"
    r"linc-?\d{3,6}(?:-[a-z0-9]{1,3})?"
    r"|(?:linc|lnc)(?:rna)?-[a-z0-9][a-z0-9.]*(?:-\d{1,2}(?::\d{1,2})?)?"
    r"|lnc(?!rna|ap)[a-z0-9]{2,12}|mstrg\.\d{1,7}(?:\.\d{1,3})?|n\d{6}|[a-z]{2,10}lnc\d{1,3}"
    r"|rp\d{1,2}-\d{1,4}[a-z]\d{1,2}\.\d{1,2}"
    r"|(?:ctd|ctb|ctc|kb|xxbac|gs1|hcg)-?\d{2,5}[a-z]\d{1,2}\.\d{1,2}"
    r"|(?:ac|al|ap|bx|fp|z|u)\d{5,6}\.\d{1,2}"
    r"|loc\d{5,9}|ensg\d{11}|enst\d{11}|nonhsat\d{6}(?:\.\d)?|xloc-\d{6}|tcons-\d{8}|nr-\d{6}|uc\.\d{1,3}a?"
    r"|[a-z][a-z0-9]{1,9}(?:-[a-z0-9]{1,3})?-(?:as|it|ot|dt)\d{0,2}"
    r")(?![a-z0-9])"
)
_LOCUS = re.compile(r"(?i)LINC\d|RP\d+-|A[CLP]\d{5}|lnc-[a-z0-9]+-\d|LOC\d|CT[A-D]-")
_CIRC_IDS = re.compile(
    r"(?<![a-z0-9])(?:(?:hsa|has|mmu|rno)[- ]?)?(?:circ(?:rna|ular rna)?s?|环状 ?rna)[- ]?(?P<id>\d{3,8})"
    r"(?:-[a-z0-9]{1,2})?(?![a-z0-9])"
)
_CIRC_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:hsa|mmu)[-_]?)?(?P<prefix>[Cc][Ii][Rr](?:[Cc](?:RNAs?|ular RNA)?|(?=-))|环状 ?RNA)"
    r"(?P<gap>[-‐‑–_ ]?)(?![Cc]irc)(?:(?:hsa|mmu)[-_])?"
    r"(?P<host>[A-Za-zα-ω][A-Za-z0-9α-ω]*(?:\.\d)?(?:[-‐‑–_](?:[A-Z0-9][A-Za-z0-9]*|catenin))*)"
)
_CIRC_SPONGE = re.compile(r"(?<![A-Za-z0-9])ciRS-\d{1,3}(?![A-Za-z0-9])")
_OTHER = re.compile(
    r"(?<![a-z0-9])(?:"
    r"(?:hsa[- ])?pir(?:na)?s?[- ]?(?:hsa-|mmu-|l-)?\d{1,8}"
    r"|snor[ad]-?\d{1,3}[a-z]?(?:-\d{1,2})?|scarna\d{1,2}|(?<=snorna )u\d{1,3}[a-z]?|u[124-7](?= ?snrna)"
    r"|(?:i-|[35]'?-?)?t(?:rf|irna|srna)s?\d?-?(?:[135i]?-)?"
    r"(?:1:\d\d-[a-z]{3}-[acgtu]{3}|[a-z]{3}-?[acgtu]{3}|u\d-\d|\d{1,6}[a-z]?|[a-z]{3})(?:-[a-z0-9]{1,14})*"
    r"|tdr-\d{4,7}|ts-\d{1,4}"
    r"|hy[1345]|y[1345](?= ?rna)|vtrna\d(?:-\d)?"
    r")(?![a-z0-9])"
)
_AMINO_ACID = re.compile(
    r"(?:-|^t(?:rf|irna|srna))(?:ala|arg|asn|asp|cys|gln|glu|gly|his|ile|leu|lys|i?met|phe|pro|ser|thr|trp|tyr|val|sec|und)"
)
_LNC_WORD = re.compile(
    r"(?:lnc ?rnas?|linc ?rnas?|long (?:intergenic |intervening )?non-?coding rnas?"
    r"|长链(?:基因间)?非编码 ?rna|长非编码 ?rna)"
    r"(?: ?\((?:lnc|linc)rnas?\))?(?P<gap>[- :]{0,2})"
)
_LNC_AFTER_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9α-ω.]*(?:[-‐‑–_][A-Za-z0-9α-ω.]+)*")
_LNC_LIST = re.compile(
    r"(?:, (?:and |or )?| and | or |、|和|及|与)"
    r"(?P<name>(?=[A-Za-z0-9.-]*[A-Z][A-Za-z0-9.-]*[A-Z0-9])[A-Z][A-Za-z0-9.]*(?:[-‐‑–][A-Za-z0-9]+)*)(?![A-Za-z0-9])"
)
_NO_NAME = re.compile(
    r"(?i)(?:[a-z]*rnas?|dna|pcr|qpcr|rt|seq|expression|profil\w*|sponge\w*|and|or|in|of|the|is|are|as|can|may|was|were"
    r"|hub|axis|biomarkers?|exosom\w*|network\w*|signatures?|array|microarray|database|i{1,3}|iv|v)"
)
_WORD_SUFFIX = re.compile(r"(?:[-‐‑–](?:[a-z]{3,}|[A-Z][a-z]{4,}))+$")


def find_ncrnas(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    """Yield every name of a non-coding RNA that its form alone gives away."""
    yield from find_mirnas(folded, names)
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


def _circ_rnas(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    original = folded.original
    for match in _CIRC_IDS.finditer(folded.text):
        span = folded.original_span(*match.span())
        if span is None:
            continue
        surface = original[slice(*span)]
        is_id = re.match(r"(?i)(?:hsa|has)[-_ ]?circ[-_ ]", surface) is not None
        normal = f"hsa_circ_{match['id']}" if is_id else re.sub(r"环[状狀] ?RNA", "circRNA", surface).replace(" ", "_")
        yield from _candidate(span, NcrnaClass.CIRCRNA, (normal,), (None,))
    for match in _CIRC_SPONGE.finditer(original):
        if names.ncrna(match[0]) is None:
            yield from _candidate(match.span(), NcrnaClass.CIRCRNA, (match[0],), (None,))
    for match in _CIRC_NAME.finditer(original):
        host = match["host"]
        suffix = _WORD_SUFFIX.search(host)
        if suffix and names.gene(host) is None:
            host = host[: suffix.start()]
        gap, start = match["gap"], match.start()
        end = match.start("host") + len(host)
        symbol = names.gene(host)
        if symbol is None and gap and host.startswith("c"):
            symbol = names.gene(host[1:])  # circRNA cSMARCA5
        looks_named = (symbol is not None and not (host.isascii() and host.islower())) or (
            any(char.isupper() or char.isdigit() for char in host) and not _NO_NAME.fullmatch(host)
        )
        capital = host[:1].isupper() or not host[:1].isascii()
        joined_word = not gap and (not capital or (match["prefix"].isupper() and symbol is None))
        if joined_word or (gap == " " and (symbol is None and not re.fullmatch(r"[A-Z][A-Z0-9-]+", host))):
            continue
        if not looks_named or len(host) < 2:
            continue
        if gap != "-" and not match["prefix"].isascii():
            start = match.start("host")
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
        if "_" in surface and antisense is None and not match[0].startswith(("lnc", "linc", "xloc", "tcons", "nr-")):
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
        known = names.ncrna(surface) or names.ncrna(f"lncRNA-{surface}") or names.ncrna(f"lincRNA-{surface}")
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
        if match[0].rstrip(" -:").endswith("s"):
            yield from _more_lnc_rnas(original, start + len(surface), names)


def _more_lnc_rnas(original: str, end: int, names: NameIndex) -> Iterator[Candidate]:
    """Yield what stands in a list behind the plural: ``lncRNAs MALAT1 and PEG10`` names two, whatever HGNC says."""
    while following := _LNC_LIST.match(original, end):
        surface = _WORD_SUFFIX.sub("", following["name"])
        if _NO_NAME.fullmatch(surface) or surface.lower().startswith(("circ", "mir")):
            return
        known = names.ncrna(surface)
        end = following.start("name") + len(surface)
        yield from _candidate(
            (following.start("name"), end),
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
        if (word.startswith("hy") and not surface.startswith("h")) or (is_fragment and surface.startswith("TRF")):
            continue  # TRF1 is a protein of telomeres
        known = names.ncrna(surface) or (names.ncrna(f"h{surface}") if re.fullmatch("y[1345]", word) else None)
        normal = known.normal if known else re.sub(r"(?i)^pirna[-_ ]?", "piR-", surface)
        yield from _candidate(span, NcrnaClass.OTHER, (normal,), (known.id if known else None,))
