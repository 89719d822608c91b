"""PyTorch with T trials fused by hand: stacked weights, torch.baddbmm, the backward pass written out, no autograd."""

import torch

import common

NAME = "PyTorch " + ".".join(torch.__version__.split(".")[:2]) + " bmm, fused by hand"


@torch.no_grad()
def train(work, data):
    T = work.trials
    xt = data["x"].T.contiguous()[None]  # [1, 16, 64]
    x = data["x"][None]
    y = data["y"][None, None]  # [1, 1, 64]
    w1 = data["w1"][:T].transpose(1, 2).contiguous().clone()  # [T, 4, 16]
    b1 = data["b1"][:T, :, None].clone()
    w2 = data["w2"][:T].transpose(1, 2).contiguous().clone()  # [T, 1, 4]
    b2 = data["b2"][:T, :, None].clone()
    xs, xts = x.expand(T, -1, -1), xt.expand(T, -1, -1)
    losses, accuracies = torch.empty(work.steps, T), torch.empty(work.steps, T)
    rate = common.LEARNING_RATE
    for step in range(work.steps):
        h = torch.baddbmm(b1, w1, xts).relu_()  # [T, 4, 64]
        z = torch.baddbmm(b2, w2, h)  # [T, 1, 64]
        losses[step] = (torch.nn.functional.softplus(z) - z * y).mean((1, 2))
        accuracies[step] = ((z >= 0) == (y >= 0.5)).float().mean((1, 2))
        dz = (torch.sigmoid(z) - y) / 64
        dh = torch.bmm(w2.transpose(1, 2), dz) * (h > 0)
        w2.baddbmm_(dz, h.transpose(1, 2), alpha=-rate)
        b2.sub_(dz.sum(2, keepdim=True), alpha=rate)
        w1.baddbmm_(dh, xs, alpha=-rate)
        b1.sub_(dh.sum(2, keepdim=True), alpha=rate)
    return losses[:, 0].tolist(), accuracies[:, 0].tolist()


for work in common.works():
    torch.set_num_threads(work.threads)
    data = {k: torch.from_numpy(v) for k, v in common.load(work.kind).items()}
    common.report(NAME, work, lambda: train(work, data))
