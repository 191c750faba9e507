"""No case of the bench has become many times slower beside its rival."""

import pytest

from tests.performance import bench


@pytest.mark.timeout(300)
def test_nothing_is_many_times_slower_than_it_was(tmp_path, capsys):
    code = bench.main(["--smoke", "--data", str(tmp_path)])

    assert code == 0, capsys.readouterr().out
