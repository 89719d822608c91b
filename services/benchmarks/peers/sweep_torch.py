"""One trial of a sweep as PyTorch users write it (see sweep.py): trained from its own start, loss and accuracy of each iteration kept.

The work lies in the folder of common.py: dense (full batch) or mlp (mini-batches of 64).
"""

import math
import pathlib

import numpy as np
import torch
from torch import nn

NETWORKS = {
    "dense": lambda: nn.Sequential(nn.Linear(16, 4), nn.ReLU(), nn.Linear(4, 1)),
    "mlp": lambda: nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)),
}


class Trial:
    def __init__(self, folder, kind):
        torch.set_num_threads(1)
        self.kind = kind
        place = pathlib.Path(folder) / kind
        self.x = torch.from_numpy(np.load(place / "x.npy"))
        y = torch.from_numpy(np.load(place / "y.npy"))
        self.y = y[:, None] if kind == "dense" else y.long()

    def train(self, rate, steps, seed):
        """The mean loss of the last tenth of the iterations."""
        torch.manual_seed(seed)
        network = NETWORKS[self.kind]()
        dense = self.kind == "dense"
        optimiser = torch.optim.SGD(network.parameters(), lr=rate, momentum=0 if dense else 0.9)
        criterion = nn.BCEWithLogitsLoss() if dense else nn.CrossEntropyLoss()
        losses, accuracies = [], []
        order = torch.empty(0, dtype=torch.long)
        for _ in range(steps):
            x, y = self.x, self.y
            if not dense:
                if len(order) < 64:
                    order = torch.randperm(len(self.x))
                batch, order = order[:64], order[64:]
                x, y = self.x[batch], self.y[batch]
            optimiser.zero_grad()
            logits = network(x)
            loss = criterion(logits, y)
            losses.append(loss.item())
            right = ((logits >= 0) == (y >= 0.5)) if dense else logits.argmax(1) == y
            accuracies.append(right.float().mean().item())
            loss.backward()
            optimiser.step()
        assert len(accuracies) == steps
        last = losses[-max(1, steps // 10):]
        return sum(last) / len(last) if all(map(math.isfinite, last)) else 1e9
