"""Trains 784-200-200-10 with binary weights, binary activations and dropout that stays on, for chips with dropout modules.

A recipe beside a network calls train() with its settings; PyTorch 1.13 or newer. Weights are signs; hidden activations are signs; what a
word line carries is a pixel in as many bits as the drivers have, or a sign. A bit for a group of lines is drawn for every image: where it is
off, the group's lines are driven with `remain` of their drive (0: not at all). Nothing scales up what is left, as on the chip. `bias_rows`
lines are always driven in full; their weights are signs too, so a threshold is a whole number of them.

Hidden sums are divided by their root mean square over the batch before the sign's straight-through gradient: a positive factor, which the
sign does not see, so none is kept. The last layer has one positive factor, the magnitude of its weights.

The split is fixed: the last 5,000 training images are for choosing (the probability), the others are trained on; test images are looked at
once, when the network is written.
"""

import gzip
import json
import pathlib
import sys

import numpy as np
import torch

SIZES = (784, 200, 200, 10)
VALIDATION = 5000


def idx(folder, name):
    path = pathlib.Path(folder) / name
    data = path.read_bytes() if path.exists() else gzip.decompress(path.with_name(name + ".gz").read_bytes())
    dimensions = data[3]
    shape = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(dimensions)]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


class Sign(torch.autograd.Function):
    """+1 from 0 on, -1 below; the gradient of clip(x, -1, 1)."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.where(x >= 0, 1.0, -1.0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient * (x.abs() <= 1)


class Network(torch.nn.Module):
    def __init__(self, probability, group, remain, bias_rows):
        super().__init__()
        self.probability, self.group, self.remain, self.bias_rows = probability, group, remain, bias_rows
        self.latent = torch.nn.ParameterList(
            [torch.nn.Parameter(torch.empty(n + bias_rows, m).uniform_(-0.1, 0.1)) for n, m in zip(SIZES, SIZES[1:])])
        self.scale = torch.nn.Parameter(torch.tensor(-2.0))

    def weights(self):
        return [Sign.apply(w) for w in self.latent]

    def gated(self, x):
        group = self.group or x.shape[1]
        bits = torch.rand(x.shape[0], -(-x.shape[1] // group)) >= self.probability
        lines = bits.repeat_interleave(group, 1)[:, :x.shape[1]]
        x = torch.where(lines, x, x * self.remain)
        return torch.cat([x, torch.ones(x.shape[0], self.bias_rows)], 1) if self.bias_rows else x

    def forward(self, x):
        for layer, weights in enumerate(self.weights()):
            y = self.gated(x) @ weights
            if layer == len(self.latent) - 1:
                return y * torch.exp(self.scale)
            x = Sign.apply(y / (y.detach().square().mean().sqrt() + 1e-6))


def figures(network, images, labels, samples, seed=0):
    torch.manual_seed(seed)
    network.eval()
    with torch.no_grad():
        logits = torch.stack([network(images) for _ in range(samples)])
        single = (logits.argmax(2) == labels).double().mean(1)
        ensemble = (logits.softmax(2).mean(0).argmax(1) == labels).double().mean()
    network.train()
    return {"mean": round(single.mean().item(), 6), "stdDev": round(single.std(unbiased=False).item(), 6),
            "ensemble": round(ensemble.item(), 6)}


def train(folder, drive_bits, probability, group, remain, bias_rows, epochs=16, rate=2e-3, batch=128, seed=1, mnist="data/mnist",
          write=True, log=True):
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)
    folder = pathlib.Path(folder)
    full = (1 << drive_bits) - 1

    def drive(pixels):
        codes = (2 * pixels.astype(np.int64) * full + 255) // 510
        return torch.tensor(codes.reshape(len(pixels), -1) / full, dtype=torch.float32)

    pixels, labels = idx(mnist, "train-images-idx3-ubyte"), torch.tensor(idx(mnist, "train-labels-idx1-ubyte").astype(np.int64))
    count = len(pixels) - VALIDATION
    validation = (drive(pixels[count:]), labels[count:])
    padded = np.pad(pixels[:count], ((0, 0), (1, 1), (1, 1)))
    shifted = [drive(padded[:, 1 + dy:29 + dy, 1 + dx:29 + dx]) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    images = torch.stack(shifted)
    del shifted

    network = Network(probability, group, remain, bias_rows)
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    steps = epochs * (count // batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for epoch in range(epochs):
        order = torch.randperm(count)
        for start in range(0, count - batch + 1, batch):
            chosen = order[start:start + batch]
            x = images[torch.randint(9, (batch,)), chosen]
            loss = torch.nn.functional.cross_entropy(network(x), labels[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            with torch.no_grad():
                for w in network.latent:
                    w.clamp_(-1, 1)
        if log and (epoch % 4 == 3 or epoch == epochs - 1):
            print(epoch + 1, round(loss.item(), 4), figures(network, *validation, 10), flush=True)

    chosen = figures(network, *validation, 10)
    if not write:
        return chosen
    test = (drive(idx(mnist, "t10k-images-idx3-ubyte")), torch.tensor(idx(mnist, "t10k-labels-idx1-ubyte").astype(np.int64)))
    accuracy = {"train": figures(network, images[4], labels[:count], 10), "validation": chosen, "test": figures(network, *test, 10)}
    arrays = {"calibration": pixels[:128].reshape(128, -1)}
    magnitudes = [SIZES[0] ** -0.5, SIZES[1] ** -0.5, torch.exp(network.scale).item()]
    for name, weights, inputs, magnitude in zip(("hidden1", "hidden2", "output"), network.weights(), SIZES, magnitudes):
        matrix = (weights.detach().numpy() * np.float32(magnitude)).astype(np.float32)
        arrays[name + ".mu"] = matrix[:inputs]
        if bias_rows:
            arrays[name + ".bias.mu"] = matrix[inputs:]
    np.savez_compressed(folder / "weights.npz", **arrays)
    recipe = {
        "method": "binary weights and activations, straight-through gradients, Adam, cosine decay to 0; train.py beside this file",
        "sizes": SIZES, "driveBits": drive_bits, "probability": probability, "group": group, "remain": remain, "biasRows": bias_rows,
        "epochs": epochs, "batchSize": batch, "learningRate": rate, "shiftPixels": 1, "seed": seed,
        "images": {"train": count, "validation": VALIDATION, "test": len(test[1])},
        "versions": {"python": sys.version.split()[0], "torch": torch.__version__, "numpy": np.__version__},
        "accuracy": accuracy,
    }
    (folder / "recipe.json").write_text(json.dumps(recipe, indent=2) + "\n")
    print(json.dumps(accuracy))
    return chosen
