#!/usr/bin/env python3
"""Trains the four networks of experiments/gallery/mnist1d.yaml with PyTorch as their repository's notebook does, and
prints what of it makes a difference to the number that is published.

    PYTHON services/benchmarks/peers/gallery_mnist1d.py [--seeds N] [--steps N] [--data ordered|shuffled] [NETWORK…]

PYTHON has torch and mnist1d. For each network, for the data as they are and permuted as the notebook does it, and for
batches in the order of the file and shuffled anew for each epoch: test accuracy at step 1000, at the last step, and the
best of all that were looked at, every 250 steps; each the median over the seeds, with the least and the largest.
"""

import argparse
import statistics

import numpy as np
import torch
from mnist1d.data import get_dataset_args, make_dataset
from torch import nn

NETWORKS = ("logistic", "mlp", "cnn", "gru")
BATCH, EVERY, EARLY = 100, 250, 1000
ORDERS = ("ordered", "shuffled")


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


class Gru(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(1, 6, batch_first=True, bidirectional=True)

    def forward(self, x):
        return self.gru(x.unsqueeze(-1))[0].flatten(1)


def network(name):
    if name == "logistic":
        return nn.Linear(40, 10)
    if name == "mlp":
        hidden = nn.Sequential(nn.Linear(100, 100), nn.ReLU())
        return nn.Sequential(nn.Linear(40, 100), nn.ReLU(), Residual(hidden), nn.Linear(100, 10))
    if name == "gru":
        return nn.Sequential(Gru(), nn.Linear(480, 10))
    layers = [nn.Unflatten(1, (1, 40))]
    for channels, kernel in ((1, 5), (25, 3), (25, 3)):
        layers += [nn.Conv1d(channels, 25, kernel, stride=2, padding=1), nn.ReLU()]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(125, 10))


def train(name, data, shuffle, seed, steps):
    """Test accuracy after steps 0, 250, 500, ..."""
    x, y, x_test, y_test = data
    torch.manual_seed(seed)
    model = network(name)
    optimiser = torch.optim.Adam(model.parameters(), 0.01)
    order = torch.arange(len(x))
    accuracies = []
    for step in range(steps + 1):
        place = step * BATCH % len(x)
        if shuffle and place == 0:
            order = torch.randperm(len(x))
        batch = order[place : place + BATCH]
        nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
        optimiser.step()
        optimiser.zero_grad()
        if step % EVERY == 0:
            with torch.no_grad():
                accuracies.append((model(x_test).argmax(1) == y_test).double().mean().item())
    return accuracies


def spread(values):
    return f"{statistics.median(values):.3f} [{min(values):.3f} - {max(values):.3f}]"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("networks", nargs="*", default=NETWORKS)
    arguments.add_argument("--seeds", type=int, default=10)
    arguments.add_argument("--steps", type=int, default=6000)
    arguments.add_argument("--data", choices=ORDERS)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    made = make_dataset(get_dataset_args())
    np.random.seed(42)
    permutation = np.random.permutation(40)
    early = min(EARLY, options.steps)
    print(f"{'network':9} {'data':9} {'batches':9} {f'step {early}':23} {f'step {options.steps}':23} best of all")
    for name in options.networks:
        for order in [options.data] if options.data else ORDERS:
            places = permutation if order == "shuffled" else np.arange(40)
            x, x_test = (torch.tensor(made[k][:, places], dtype=torch.float32) for k in ("x", "x_test"))
            y, y_test = (torch.tensor(made[k], dtype=torch.int64) for k in ("y", "y_test"))
            for batches in ("file", "shuffled"):
                seeds = range(1, options.seeds + 1)
                data = (x, y, x_test, y_test)
                runs = [train(name, data, batches == "shuffled", seed, options.steps) for seed in seeds]
                columns = ([r[early // EVERY] for r in runs], [r[-1] for r in runs], [max(r) for r in runs])
                told = " ".join(f"{spread(column):23}" for column in columns).rstrip()
                print(f"{name:9} {order:9} {batches:9} {told}", flush=True)


if __name__ == "__main__":
    main()
