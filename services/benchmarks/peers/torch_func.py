"""PyTorch with T trials fused by torch.func: vmap of grad_and_value over stacked weights (functorch before 2.0)."""

import torch

import common

try:
    from torch.func import grad_and_value, vmap
except ImportError:
    from functorch import grad_and_value, vmap

NAME = "PyTorch " + ".".join(torch.__version__.split(".")[:2]) + " torch.func, vmap"


def train(work, data):
    x, y = data["x"], data["y"]
    parameters = {k: data[k][: work.trials].clone() for k in ("w1", "b1", "w2", "b2")}

    def loss(p):
        z = (torch.relu(x @ p["w1"] + p["b1"]) @ p["w2"] + p["b2"])[:, 0]
        return (torch.nn.functional.softplus(z) - z * y).mean(), ((z >= 0) == (y >= 0.5)).float().mean()

    gradients = vmap(grad_and_value(loss, has_aux=True))
    losses, accuracies = torch.empty(work.steps, work.trials), torch.empty(work.steps, work.trials)
    for step in range(work.steps):
        gradient, (value, accuracy) = gradients(parameters)
        losses[step] = value.detach()
        accuracies[step] = accuracy.detach()
        for k, g in gradient.items():
            parameters[k].sub_(g, alpha=common.LEARNING_RATE)
    return losses[:, 0].tolist(), accuracies[:, 0].tolist()


for work in common.works():
    torch.set_num_threads(work.threads)
    data = {k: torch.from_numpy(v) for k, v in common.load(work.kind).items()}
    common.report(NAME, work, lambda: train(work, data))
