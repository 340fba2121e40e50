"""A Bayesian LeNet-like network on MNIST; writes weights.npz and recipe.json beside this file. MNIST's four idx files in data/mnist
('data mnist'), or a folder named.

    python3 configs/networks/lenet-mnist/train.py [FOLDER]
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from bayesian_lenet import train  # noqa: E402

train(pathlib.Path(__file__).resolve().parent, sys.argv[1] if len(sys.argv) > 1 else "data/mnist", shift=1, epochs=12)
