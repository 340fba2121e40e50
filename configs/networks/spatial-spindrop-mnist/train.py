"""A bit for nine adjacent word lines, for lines driven or not; writes weights.npz and recipe.json beside this file. MNIST's four idx files in data/mnist ('data mnist'), or a folder named.

    python3 configs/networks/spatial-spindrop-mnist/train.py [FOLDER]
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from binary_dropout import train  # noqa: E402

train(pathlib.Path(__file__).resolve().parent, drive_bits=1, probability=0.15, group=9, remain=0.0, bias_rows=0,
      mnist=sys.argv[1] if len(sys.argv) > 1 else "data/mnist")
