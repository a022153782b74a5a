"""The same batch on a real dask cluster of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.batch import PoolError, ingest, local_pool
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


def test_cluster_gives_what_one_machine_gives_though_a_worker_is_killed(tmp_path: Path) -> None:
    papers = []
    for name, drug in (("a", "paclitaxel"), ("b", "gefitinib"), ("c", "tamoxifen"), ("d", "doxorubicin")):
        papers.append(tmp_path / f"{name}.txt")
        papers[-1].write_text(PAPER.format(name=name, drug=drug), encoding="utf-8")
    from corpus.cluster import cluster_pool

    options = WorkerOptions(seconds=60, megabytes=None)
    here, there = Dataset.open(tmp_path / "here.db"), Dataset.open(tmp_path / "there.db")
    with local_pool(1, options) as submit:
        ingest(here, papers, submit, window=4)
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

        report = ingest(there, papers, submit, window=2, on_result=kill_one)
    assert killed
    assert report.failed == []
    assert report.counts[Outcome.NEW] == 4
    merge(here)
    merge(there)
    first, second = ({(c.ncrna, c.drug, c.effect, c.study) for c in claims(store)} for store in (here, there))
    assert first == second
    assert {drug for _, drug, _, _ in first} == {"cisplatin", "paclitaxel", "gefitinib", "tamoxifen", "doxorubicin"}
    here.close()
    there.close()


def test_cluster_without_workers_is_told() -> None:
    from corpus.cluster import cluster_pool

    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None, processes=False) as cluster,
        pytest.raises(PoolError, match="has no workers"),
        cluster_pool(cluster.scheduler_address, WorkerOptions()),
    ):
        pass
