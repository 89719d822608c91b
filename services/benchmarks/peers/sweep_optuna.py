"""A sweep by Optuna with PyTorch (see sweep.py): FOLDER KIND STEPS PROCESSES RATES...; prints {rate: loss}.

Optuna's own way to use several cores: processes that share one study, each taking rates from its grid.
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


def work(file, folder, kind, steps, rates, count):
    trial = Trial(folder, kind)
    storage = JournalStorage(JournalFileBackend(file))
    sampler = optuna.samplers.GridSampler({"rate": rates}, seed=count)
    study = optuna.load_study(study_name="sweep", storage=storage, sampler=sampler)
    study.optimize(lambda t: trial.train(t.suggest_float("rate", min(rates), max(rates)), steps, 1))


def main():
    folder, kind, steps, processes = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    rates = [float(r) for r in sys.argv[5:]]
    with tempfile.TemporaryDirectory() as kept:
        file = f"{kept}/journal"
        optuna.create_study(study_name="sweep", storage=JournalStorage(JournalFileBackend(file)))
        workers = [multiprocessing.Process(target=work, args=(file, folder, kind, steps, rates, n)) for n in range(processes)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        study = optuna.load_study(study_name="sweep", storage=JournalStorage(JournalFileBackend(file)))
        found = {t.params["rate"]: t.value for t in study.trials if t.value is not None}
    print(json.dumps({str(rate): found[rate] for rate in rates}))


if __name__ == "__main__":
    main()
