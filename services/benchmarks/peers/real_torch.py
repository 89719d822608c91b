"""PyTorch at real work (see common.py): nn.Module, autograd, optim.SGD, one trial; eager, and by torch.compile."""

import torch
from torch import nn

import common

VERSION = "PyTorch " + ".".join(torch.__version__.split(".")[:2])


class FlatLast(nn.Module):
    """[batch, channels, …] as rows in the order …, channels."""

    def forward(self, x):
        return x.movedim(1, -1).flatten(1)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Sequential(conv(16), nn.BatchNorm2d(16), nn.ReLU(), conv(16), nn.BatchNorm2d(16))

    def forward(self, x):
        return x + self.inner(x)


class Average(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


def conv(channels):
    return nn.Conv2d(channels, 16, 3, padding=1, bias=False)


def conv1d(channels, kernel):
    return nn.Conv1d(channels, 25, kernel, stride=2, padding=1)


NETWORKS = {
    "mlp": lambda: [nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)],
    "lenet": lambda: [
        *(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), FlatLast()),
        *(nn.Linear(256, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)),
    ],
    "cnn1d": lambda: [
        *(conv1d(1, 5), nn.ReLU(), conv1d(25, 3), nn.ReLU(), conv1d(25, 3), nn.ReLU(), FlatLast()),
        nn.Linear(125, 10),
    ],
    "residual": lambda: [
        *(conv(3), nn.BatchNorm2d(16), nn.ReLU(), Residual(), nn.ReLU(), nn.MaxPool2d(2), Residual(), nn.ReLU()),
        *(Average(), nn.Linear(16, 10)),
    ],
}


def start(made, data):
    """Puts the first trial's parameters into a model."""
    arrays = iter(data[name][0] for name in sorted(data) if name.startswith("p"))
    with torch.no_grad():
        for layer in made.modules():
            if isinstance(layer, (nn.Linear, nn.Conv1d, nn.Conv2d)):
                kernel = next(arrays)
                order = (3, 2, 0, 1) if kernel.ndim == 4 else tuple(reversed(range(kernel.ndim)))
                layer.weight.copy_(kernel.permute(order))
                if layer.bias is not None:
                    layer.bias.copy_(next(arrays))
            elif isinstance(layer, nn.BatchNorm2d):
                for own in (layer.weight, layer.bias, layer.running_mean, layer.running_var):
                    own.copy_(next(arrays))


def features(work, x):
    if work.kind == "cnn1d":
        return x[:, None]
    return x if x.ndim == 2 else x.movedim(-1, 1).contiguous()


def used(made, network, x):
    """Logits of the network as it will be used, by the statistics that it remembers: what is measured."""
    made.eval()
    with torch.no_grad():
        logits = network(x)
    made.train()
    return logits


def train(work, data, made, network):
    """
    made: the model; network: the same, or compiled
    """
    start(made, data)
    x, y, batches = features(work, data["x"]), data["y"].long(), data["batches"][0].long()
    optimiser = torch.optim.SGD(made.parameters(), lr=0.01, momentum=0.9)
    criterion = nn.CrossEntropyLoss()
    modal = any(isinstance(layer, nn.BatchNorm2d) for layer in made.modules())
    losses, accuracies = [], []
    for batch in batches[: work.steps]:
        optimiser.zero_grad()
        before = used(made, network, x[batch]) if modal else None
        logits = network(x[batch])
        loss = criterion(logits, y[batch])
        shown = before if modal else logits
        losses.append((criterion(shown, y[batch]) if modal else loss).item())
        accuracies.append((shown.argmax(1) == y[batch]).float().mean().item())
        loss.backward()
        optimiser.step()
    return losses, accuracies


for work in common.works():
    torch.set_num_threads(work.threads)
    data = {k: torch.from_numpy(v) for k, v in common.load(work.kind).items()}
    made = nn.Sequential(*NETWORKS[work.kind]())
    common.report(f"{VERSION} eager", work, lambda: train(work, data, made, made))
    if hasattr(torch, "compile"):
        compiled = torch.compile(made)
        common.report(f"{VERSION} torch.compile", work, lambda: train(work, data, made, compiled))
