"""A bit a layer, which scales what its lines are driven with to a third; thresholds of 16 lines; writes weights.npz and recipe.json beside this file. MNIST's four idx files in data/mnist ('data mnist'), or a folder named.

    python3 configs/networks/scale-dropout-mnist/train.py [FOLDER]
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from binary_dropout import train  # noqa: E402

train(pathlib.Path(__file__).resolve().parent, drive_bits=2, probability=0.2, group=None, remain=1 / 3, bias_rows=16,
      mnist=sys.argv[1] if len(sys.argv) > 1 else "data/mnist")
