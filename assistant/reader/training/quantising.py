"""The trained model becomes the bundled one: exported to ONNX, its layers fused, its products in eight-bit integers.

ONNX Runtime multiplies 8-bit integers where the processor has instructions for it, and on older ones in pairs that
overflow unless weights keep to seven bits: they do. Activations are rounded as they come, by their own range.
"""

import logging
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from assistant.reader.training.model import ReaderModel
from assistant.reader.training.requests import KindLayer, middle

OPSET = 17


class _FromEmbeddings(nn.Module):
    """The model from the word embeddings on, and what tells kinds of request."""

    def __init__(self, model: ReaderModel, kinds: KindLayer) -> None:
        super().__init__()
        self.model = model
        self.kinds = nn.Linear(kinds.weight.shape[1], len(kinds.weight))
        self.kinds.load_state_dict({"weight": torch.from_numpy(kinds.weight), "bias": torch.from_numpy(kinds.bias)})

    def forward(self, words: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits of every piece, (rows, pieces, 5), and of the kinds: (rows, kinds)."""
        read = self.model.encoder(inputs_embeds=words, attention_mask=mask, output_hidden_states=True)
        counted = mask.unsqueeze(-1).float()
        mean = (read.hidden_states[middle(self.model)] * counted).sum(1) / counted.sum(1)
        return self.model.head(read.last_hidden_state), self.kinds(mean)


def write(model: ReaderModel, kinds: KindLayer, work: Path, out: Path) -> None:
    """Write `reader.onnx`, `words.npy` and `tokenizer.json` to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "exported.onnx"
        export(model, kinds, exported)
        quantise(exported, out / "reader.onnx")
    with np.load(work / "base.npz") as arrays:
        np.save(out / "words.npy", arrays["words"])
    shutil.copyfile(work / "tokenizer.json", out / "tokenizer.json")


def export(model: ReaderModel, kinds: KindLayer, path: Path) -> None:
    """Export the model in single precision, its attention and normalisation as one operation each."""
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    config = model.encoder.config
    model.cpu().eval()
    model.encoder.set_attn_implementation("eager")
    given = (torch.randn(2, 9, config.hidden_size), torch.ones(2, 9, dtype=torch.long))
    axes = {0: "rows", 1: "pieces"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of shapes that are checked, and of itself
        torch.onnx.export(
            _FromEmbeddings(model, kinds), given, str(path),
            input_names=["words", "mask"], output_names=["logits", "kinds"],
            dynamic_axes={"words": axes, "mask": axes, "logits": axes, "kinds": {0: "rows"}},
            opset_version=OPSET, dynamo=False,
        )  # fmt: skip
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    fused = optimizer.optimize_model(
        str(path), "bert", config.num_attention_heads, config.hidden_size, options, opt_level=0
    )
    fused.save_model_to_file(str(path))


def quantise(exported: Path, path: Path) -> None:
    """Write the model with its products in integers, a scale for every column of a matrix."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.ERROR)  # it recommends a step that dynamic rounding does without
    quantize_dynamic(
        str(exported), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    logging.getLogger().setLevel(level)
