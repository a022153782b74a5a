"""What a plan takes as merged already: the versions that it has gone through, and what they leave behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
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
    _papers: dict[str, set[int]] = field(default_factory=dict)  # claim → papers
    _entered: dict[Opposable, set[str]] = field(default_factory=dict)

    def add(
        self, version: Version, changes: Iterable[Change], new: Collection[str], current: Mapping[str, Current]
    ) -> None:
        """Take ``version``, which states the claims ``new``, as merged."""
        self.versions[version.paper_id] = version.id
        for digest in self._stated.get(version.paper_id, ()):
            self._papers[digest].discard(version.paper_id)
        self._stated[version.paper_id] = frozenset(new)
        for digest in new:
            self._papers.setdefault(digest, set()).add(version.paper_id)
        for change in changes:
            digest, key = change.key.digest, change.key
            before = current.get(digest)
            kept = before is not None and before.status is change.after
            self.current[digest] = Current(change.after, before.decided_on if before and kept else None)
            if not kept:
                self._entered.setdefault((key.ncrna, key.drug, key.effect), set()).add(digest)

    def stated(self, merged: Iterable[tuple[str, int]], digests: Iterable[str], paper_id: int) -> Iterator[str]:
        """Yield those of ``digests`` that other papers will state.

        ``merged`` gives digest and paper of the sightings that count in the dataset as it is.
        """
        yield from (digest for digest, paper in merged if paper not in self.versions)
        yield from (digest for digest in digests if self._papers.get(digest, set()) - {paper_id})

    def stands(self, digest: str) -> bool:
        """Tell whether a claim that stands in the dataset will still stand."""
        return digest not in self.current or self.current[digest].status.value not in NOT_STANDING

    def entered(self, said: Opposable) -> set[str]:
        """Return the claims that say this and come to stand only by what is foreseen."""
        return {digest for digest in self._entered.get(said, ()) if self.stands(digest)}
