"""Trains a small convolutional network whose weights are Gaussians: two convolutions, two pools, two dense layers, no biases.

A recipe beside a network calls train() with its settings; PyTorch 1.13 or newer. Bayes by Backprop: every weight has a mean and a
deviation, log(1 + exp(rho)), a Gaussian prior, and the loss is the cross entropy and a share of the divergence from the prior. The kernels
of convolutions are drawn once a batch, one draw for all positions; of dense layers the sums are drawn, an image at a time (local
reparameterisation). A rectified sum is held at `reach`, as the chip's neurons hold it, and so the network file says it; nothing else of the
chip is in the loop: no levels, no codes, no converters.

The split is fixed: the last 5,000 training images are for choosing, the others are trained on; test images are looked at once, when the
network is written.
"""

import gzip
import json
import math
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F

KERNELS = (("conv1", (6, 1, 5, 5)), ("conv2", (16, 6, 5, 5)))
MATRICES = (("dense1", (84, 256)), ("output", (10, 84)))
VALIDATION = 5000


def idx(folder, name):
    path = pathlib.Path(folder) / name
    data = path.read_bytes() if path.exists() else gzip.decompress(path.with_name(name + ".gz").read_bytes())
    dimensions = data[3]
    shape = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(dimensions)]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


class Network(torch.nn.Module):
    def __init__(self, reach, prior, rho):
        super().__init__()
        self.reach, self.prior = reach, prior
        self.mu, self.rho = torch.nn.ParameterDict(), torch.nn.ParameterDict()
        for name, shape in KERNELS + MATRICES:
            self.mu[name] = torch.nn.Parameter(torch.randn(shape) / math.sqrt(math.prod(shape[1:])))
            self.rho[name] = torch.nn.Parameter(torch.full(shape, float(rho)))

    def sigma(self, name):
        return F.softplus(self.rho[name])

    def divergence(self):
        total = 0
        for name, _ in KERNELS + MATRICES:
            ratio = (self.sigma(name) / self.prior) ** 2
            total = total + 0.5 * (ratio + (self.mu[name] / self.prior) ** 2 - 1 - ratio.log()).sum()
        return total

    def drawn(self, name):
        return self.mu[name] + self.sigma(name) * torch.randn_like(self.mu[name])

    def forward(self, x, shared=False):
        """Logits; with `shared` the dense layers are drawn once for all images too, as one sampled network."""
        for name, _ in KERNELS:
            x = F.max_pool2d(F.conv2d(x, self.drawn(name)).clamp(0, self.reach), 2)
        x = x.flatten(1)
        for name, _ in MATRICES:
            if shared:
                x = x @ self.drawn(name).t()
            else:
                x = x @ self.mu[name].t() + ((x * x) @ (self.sigma(name) ** 2).t() + 1e-12).sqrt() * torch.randn(len(x), len(self.mu[name]))
            x = x.clamp(0, self.reach) if name != "output" else x
        return x


def figures(network, images, labels, samples, seed=0):
    torch.manual_seed(seed)
    with torch.no_grad():
        logits = torch.stack([torch.cat([network(images[at:at + 1000]) for at in range(0, len(images), 1000)]) for _ in range(samples)])
        single = (logits.argmax(2) == labels).double().mean(1)
        ensemble = logits.softmax(2).mean(0)
        likelihood = -ensemble[torch.arange(len(labels)), labels].clamp_min(1e-12).log().mean()
    return {"mean": round(single.mean().item(), 6), "stdDev": round(single.std(unbiased=False).item(), 6),
            "ensemble": round((ensemble.argmax(1) == labels).double().mean().item(), 6), "negativeLogLikelihood": round(likelihood.item(), 4)}


def train(folder, data, shift, epochs, reach=2.0, prior=0.2, kl=0.1, rho=-4.0, rate=2e-3, batch=128, seed=1):
    torch.manual_seed(seed)
    folder = pathlib.Path(folder)

    def drive(pixels):
        return torch.tensor(pixels.astype(np.float32) / 255).reshape(-1, 1, 28, 28)

    pixels, labels = idx(data, "train-images-idx3-ubyte"), torch.tensor(idx(data, "train-labels-idx1-ubyte").astype(np.int64))
    count = len(pixels) - VALIDATION
    validation = (drive(pixels[count:]), labels[count:])
    images = F.pad(drive(pixels[:count]), (shift,) * 4)
    network = Network(reach, prior, rho)
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs * (count // batch))
    for epoch in range(epochs):
        order = torch.randperm(count)
        for start in range(0, count - batch + 1, batch):
            chosen = order[start:start + batch]
            dy, dx = torch.randint(2 * shift + 1, (2,)).tolist()
            x = images[chosen][:, :, dy:dy + 28, dx:dx + 28]
            if shift == 0 and torch.rand(()) < 0.5:
                x = x.flip(3)
            loss = F.cross_entropy(network(x), labels[chosen]) + kl / count * network.divergence()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        print(epoch + 1, round(loss.item(), 4), figures(network, *validation, 3), flush=True)

    test = (drive(idx(data, "t10k-images-idx3-ubyte")), torch.tensor(idx(data, "t10k-labels-idx1-ubyte").astype(np.int64)))
    accuracy = {"validation": figures(network, *validation, 10), "test": figures(network, *test, 10)}
    arrays = {"calibration": pixels[:64].reshape(64, -1)}
    for name, _ in KERNELS + MATRICES:
        arrays[name + ".mu"] = network.mu[name].detach().numpy()
        arrays[name + ".sigma"] = network.sigma(name).detach().numpy()
    np.savez_compressed(folder / "weights.npz", **arrays)
    recipe = {
        "method": "Bayes by Backprop, kernels drawn once a batch, local reparameterisation of dense layers, Adam, cosine decay to 0; "
                  "train.py beside this file",
        "prior": "gaussian", "priorSigma": prior, "klWeight": kl, "initialRho": rho, "range": reach, "epochs": epochs, "batchSize": batch,
        "learningRate": rate, "shiftPixels": shift, "mirrored": shift == 0, "seed": seed,
        "images": {"train": count, "validation": VALIDATION, "test": len(test[1])},
        "versions": {"python": sys.version.split()[0], "torch": torch.__version__, "numpy": np.__version__},
        "accuracy": accuracy,
    }
    (folder / "recipe.json").write_text(json.dumps(recipe, indent=2) + "\n")
    print(json.dumps(accuracy))
