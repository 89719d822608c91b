"""A sweep by Optuna with PyTorch (see sweep.py): FOLDER KIND STEPS PROCESSES SEEDS RATES...; prints losses.

Optuna's own way to use several cores: processes that share one study, each taking the next of the trials that wait in it.
"""

import json
import multiprocessing
import sys
import tempfile

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from sweep_torch import Trial

optuna.logging.set_verbosity(optuna.logging.ERROR)


def work(file, folder, kind, steps, seeds, rates, count):
    trial = Trial(folder, kind)
    storage = JournalStorage(JournalFileBackend(file))
    study = optuna.load_study(study_name="sweep", storage=storage, sampler=optuna.samplers.RandomSampler(seed=count))
    enough = optuna.study.MaxTrialsCallback(seeds * len(rates))


    def loss(asked):
        return trial.train(asked.suggest_float("rate", min(rates), max(rates)), steps, asked.suggest_int("seed", 1, seeds))

    study.optimize(loss, callbacks=[enough])


def main():
    folder, kind, steps, processes, seeds = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
    rates = [float(r) for r in sys.argv[6:]]
    with tempfile.TemporaryDirectory() as kept:
        file = f"{kept}/journal"
        waiting = optuna.create_study(study_name="sweep", storage=JournalStorage(JournalFileBackend(file)))
        for rate in rates:
            for seed in range(1, seeds + 1):
                waiting.enqueue_trial({"rate": rate, "seed": seed})
        workers = [multiprocessing.Process(target=work, args=(file, folder, kind, steps, seeds, rates, n)) for n in range(processes)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        study = optuna.load_study(study_name="sweep", storage=JournalStorage(JournalFileBackend(file)))
        found = [t.value for t in study.trials if t.value is not None]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
