"""PyTorch as most people write it: nn.Module, autograd, optim.SGD, one trial."""

import torch

import common

NAME = "PyTorch " + ".".join(torch.__version__.split(".")[:2]) + " eager"


def dense(data):
    model = torch.nn.Sequential(torch.nn.Linear(16, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))
    with torch.no_grad():
        model[0].weight.copy_(data["w1"][0].T)
        model[0].bias.copy_(data["b1"][0])
        model[2].weight.copy_(data["w2"][0].T)
        model[2].bias.copy_(data["b2"][0])
    return model, data["x"]


class Conv(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.first = torch.nn.Conv2d(1, 16, 7)
        self.second = torch.nn.Conv2d(16, 8, 7)
        self.head = torch.nn.Linear(128, 1)

    def forward(self, x):
        x = torch.relu(self.second(torch.relu(self.first(x))))
        return self.head(x.permute(0, 2, 3, 1).flatten(1))  # rows in height, width, channel order


def conv(data):
    model = Conv()
    with torch.no_grad():
        model.first.weight.copy_(data["k1"].permute(3, 2, 0, 1))
        model.first.bias.copy_(data["c1"])
        model.second.weight.copy_(data["k2"].permute(3, 2, 0, 1))
        model.second.bias.copy_(data["c2"])
        model.head.weight.copy_(data["w"].T)
        model.head.bias.copy_(data["b"])
    return model, data["x"].permute(0, 3, 1, 2).contiguous()


def train(work, data):
    model, x = dense(data) if work.kind == "dense" else conv(data)
    y = data["y"][:, None]
    optimiser = torch.optim.SGD(model.parameters(), lr=common.LEARNING_RATE)
    criterion = torch.nn.BCEWithLogitsLoss()
    losses, accuracies = [], []
    for _ in range(work.steps):
        optimiser.zero_grad()
        logits = model(x)
        loss = criterion(logits, y)
        losses.append(loss.item())
        accuracies.append(((logits >= 0) == (y >= 0.5)).float().mean().item())
        loss.backward()
        optimiser.step()
    return losses, accuracies


for work in common.works():
    torch.set_num_threads(work.threads)
    data = {k: torch.from_numpy(v) for k, v in common.load(work.kind).items()}
    common.report(NAME, work, lambda: train(work, data))
