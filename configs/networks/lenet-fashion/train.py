"""A Bayesian LeNet-like network on Fashion-MNIST; writes weights.npz and recipe.json beside this file. The four idx files, packed or not,
where Debian's dataset-fashion-mnist puts them, or in a folder named.

    python3 configs/networks/lenet-fashion/train.py [FOLDER]
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from bayesian_lenet import train  # noqa: E402

train(pathlib.Path(__file__).resolve().parent, sys.argv[1] if len(sys.argv) > 1 else "/usr/share/datasets/fashion-mnist", shift=0, epochs=12)
