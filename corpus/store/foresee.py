"""What a plan takes as merged already: the versions that it has gone through, and what they leave behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.merge import Change, Current
from corpus.store.dataset import Version
from corpus.store.query import NOT_STANDING

Opposable = tuple[str, str, str]  # ncRNA, drug, effect


@dataclass(slots=True)
class Foreseen:
    """The state that a merge of some versions would lead to, as far as it differs from the dataset.

    ``versions`` gives, by paper, the version that would then speak for it; ``current`` the claims they touch.
    """

    versions: dict[int, int] = field(default_factory=dict)
    current: dict[str, Current] = field(default_factory=dict)
    _stated: dict[int, frozenset[str]] = field(default_factory=dict)  # paper → claims
    _evidence: dict[str, dict[int, str]] = field(default_factory=dict)  # claim → paper → its fingerprints
    _entered: dict[Opposable, set[str]] = field(default_factory=dict)

    def add(
        self, version: Version, changes: Iterable[Change], new: Mapping[str, str], current: Mapping[str, Current]
    ) -> None:
        """Take ``version``, which states the claims ``new`` (with the fingerprints of its evidence), as merged."""
        self.versions[version.paper_id] = version.id
        for digest in self._stated.get(version.paper_id, ()):
            self._evidence[digest].pop(version.paper_id)
        self._stated[version.paper_id] = frozenset(new)
        for digest, fingerprint in new.items():
            self._evidence.setdefault(digest, {})[version.paper_id] = fingerprint
        for change in changes:
            digest, key = change.key.digest, change.key
            before = current.get(digest)
            self.current[digest] = Current(change.after, before.decided_on if before else None)
            if before is None or before.status is not change.after:
                self._entered.setdefault((key.ncrna, key.drug, key.effect), set()).add(digest)

    def elsewhere(
        self, merged: Iterable[tuple[str, int, str]], digests: Iterable[str], paper_id: int
    ) -> dict[str, str]:
        """Return the evidence that other papers will have for those of ``digests`` which they state.

        ``merged`` gives digest, paper and fingerprint of the sightings that count in the dataset as it is.
        """
        found: dict[str, set[str]] = {}
        for digest, paper, fingerprint in merged:
            if paper not in self.versions:
                found.setdefault(digest, set()).add(fingerprint)
        for digest in digests:
            for paper, fingerprint in self._evidence.get(digest, {}).items():
                if paper != paper_id:
                    found.setdefault(digest, set()).add(fingerprint)
        return {digest: " ".join(sorted(fingerprints)) for digest, fingerprints in found.items()}

    def stands(self, digest: str) -> bool:
        """Tell whether a claim that stands in the dataset will still stand."""
        return digest not in self.current or self.current[digest].status.value not in NOT_STANDING

    def entered(self, said: Opposable) -> set[str]:
        """Return the claims that say this and come to stand only by what is foreseen."""
        return {digest for digest in self._entered.get(said, ()) if self.stands(digest)}
