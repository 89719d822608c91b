"""A sweep by Ray Tune with PyTorch (see sweep.py): FOLDER KIND STEPS PROCESSES SEEDS RATES...; prints losses."""

import json
import logging
import os
import sys
import tempfile

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("RAY_AIR_NEW_OUTPUT", "0")

import ray
from ray import tune

from sweep_torch import Trial


def main():
    folder, kind, steps, processes, seeds = os.path.abspath(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:6])
    rates = [float(r) for r in sys.argv[6:]]
    here = os.path.dirname(os.path.abspath(__file__))
    ray.init(num_cpus=processes, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR, runtime_env={"env_vars": {"PYTHONPATH": here}})

    def trainable(config):
        tune.report({"loss": Trial(folder, kind).train(config["rate"], steps, config["seed"])})

    with tempfile.TemporaryDirectory() as kept:
        results = tune.Tuner(
            tune.with_resources(trainable, {"cpu": 1}),
            param_space={"rate": tune.grid_search(rates), "seed": tune.grid_search(list(range(1, seeds + 1)))},
            tune_config=tune.TuneConfig(metric="loss", mode="min", reuse_actors=True),
            run_config=tune.RunConfig(storage_path=kept, verbose=0),
        ).fit()
        found = [r.metrics["loss"] for r in results]
    ray.shutdown()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
