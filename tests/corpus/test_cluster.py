"""The same batch on a real dask cluster of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.batch import PoolError, ingest
from corpus.store.curate import claims, merge
from corpus.store.dataset import Dataset, Outcome
from corpus.worker import WorkerOptions

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

PAPER = """A review of {name} and drug resistance

Table 1 ncRNAs and drug resistance
<<table 1>>
ncRNA	Drug	Effect	Target
miR-21	cisplatin	promotes resistance	PTEN
H19	{drug}	promotes resistance	miR-9
<</table 1>>
"""


def test_no_paper_is_lost_though_a_worker_is_killed(tmp_path: Path) -> None:
    papers = []
    for name, drug in (("a", "paclitaxel"), ("b", "gefitinib"), ("c", "tamoxifen"), ("d", "doxorubicin")):
        papers.append(tmp_path / f"{name}.txt")
        papers[-1].write_text(PAPER.format(name=name, drug=drug), encoding="utf-8")
    from corpus.cluster import cluster_pool

    options = WorkerOptions(seconds=60, megabytes=None)
    dataset = Dataset.open(tmp_path / "d.db")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        cluster_pool(cluster.scheduler_address, options) as (submit, window),
    ):
        assert window == 8
        killed = False

        def kill_one(_: object) -> None:
            nonlocal killed
            if not killed:
                killed = True
                next(iter(cluster.workers.values())).process.process.kill()

        report = ingest(dataset, papers, submit, window=2, on_result=kill_one)
    assert killed
    assert report.failed == []
    assert report.counts[Outcome.NEW] == 4
    merge(dataset)
    assert [version.name for version in dataset.versions()] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert {(claim.ncrna, claim.drug, claim.effect, claim.target) for claim in claims(dataset)} == {
        ("miR-21", "cisplatin", "promotes", "PTEN"),
        *(("H19", drug, "promotes", "miR-9") for drug in ("paclitaxel", "gefitinib", "tamoxifen", "doxorubicin")),
    }
    dataset.close()


@pytest.mark.parametrize("deaths", [0, 2])
def test_worker_that_dies_while_it_is_set_up_is_asked_again(deaths: int) -> None:
    from corpus.cluster import _register

    client = DyingClient(deaths)
    _register(client, None, "tcp://here:1")
    assert client.left == 0


def test_workers_that_all_die_while_they_are_set_up_are_told() -> None:
    from corpus.cluster import _register

    with pytest.raises(PoolError, match="tcp://here:1: the workers cannot be set up: the stream is closed"):
        _register(DyingClient(9), None, "tcp://here:1")


class DyingClient:
    """A connection to a cluster some of whose workers die of the next call."""

    def __init__(self, deaths: int) -> None:
        self.left = deaths

    def register_plugin(self, _: object) -> None:
        if self.left:
            self.left -= 1
            raise distributed.comm.core.CommClosedError("the stream is closed")


def test_cluster_without_workers_is_told() -> None:
    from corpus.cluster import cluster_pool

    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None, processes=False) as cluster,
        pytest.raises(PoolError, match="has no workers"),
        cluster_pool(cluster.scheduler_address, WorkerOptions()),
    ):
        pass
