"""A trained tagger as one ONNX file: 8-bit weights, the operators of ONNX Runtime that fuse attention and norms."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from training.attribution.model import HEADS

MS = "com.microsoft"


class _Graph:
    """Nodes and weights so far."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[TensorProto] = []

    def weight(self, name: str, value: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, name: str, x: str, weight: Tensor, bias: Tensor) -> str:
        w = self.weight(f"{name}.weight", weight.detach().numpy().T.astype(np.float32))
        b = self.weight(f"{name}.bias", bias.detach().numpy().astype(np.float32))
        return self.node("Add", [self.node("MatMul", [x, w], f"{name}.product"), b], name)


def export(weights: dict[str, Tensor], layers: int, about: dict[str, str], path: Path) -> None:
    """Write `path`. Inputs: ids, case, quoted (rows, pieces), length (rows), first (rows, units).

    Outputs: emissions (rows, units, 7), ends (rows, units, …), moves, near.
    """
    graph = _Graph()
    x = _embedded(graph, weights)
    for number in range(layers):
        x = _layer(graph, weights, number, x)
    graph.node("GatherND", [x, "where"], "states", batch_dims=1)
    graph.linear("emissions", "states", weights["emit.weight"], weights["emit.bias"])
    graph.linear("ends", "states", weights["ends.weight"], weights["ends.bias"])
    for name in ("moves", "near"):
        graph.node("Identity", [graph.weight(f"{name}.value", weights[name].numpy().astype(np.float32))], name)
    integers = {name: ["rows", "pieces"] for name in ("ids", "case", "quoted")}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name, shape in integers.items()]
    inputs.append(helper.make_tensor_value_info("length", TensorProto.INT32, ["rows"]))
    inputs.append(helper.make_tensor_value_info("first", TensorProto.INT32, ["rows", "units"]))
    outputs = [
        helper.make_tensor_value_info("emissions", TensorProto.FLOAT, ["rows", "units", 7]),
        helper.make_tensor_value_info("ends", TensorProto.FLOAT, ["rows", "units", weights["ends.bias"].shape[0]]),
        helper.make_tensor_value_info("moves", TensorProto.FLOAT, list(weights["moves"].shape)),
        helper.make_tensor_value_info("near", TensorProto.FLOAT, list(weights["near"].shape)),
    ]
    made = helper.make_graph(graph.nodes, "attribution", inputs, outputs, graph.weights)
    model = helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MS, 1)], ir_version=8
    )
    helper.set_model_props(model, about)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.onnx")
        onnx.save(model, plain)
        quantize_dynamic(
            plain, path, weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Attention"],
            nodes_to_exclude=["emissions.product"], extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )  # fmt: skip
    small = onnx.load(path)
    helper.set_model_props(small, about)
    onnx.save(small, path)


def _embedded(graph: _Graph, weights: dict[str, Tensor]) -> str:
    """The sum of the four embeddings, normed; the word vectors in 8 bits with a scale for each word."""
    table = weights["word.weight"].numpy()
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    graph.weight("word.small", np.round(table / scale).astype(np.int8))
    graph.weight("word.scale", scale.astype(np.float32))
    graph.node("Gather", ["word.small", "ids"], "word.found")
    graph.node("Cast", ["word.found"], "word.float", to=TensorProto.FLOAT)
    graph.node("Gather", ["word.scale", "ids"], "word.scales")
    x = graph.node("Mul", ["word.float", "word.scales"], "word")
    for name in ("case", "quoted"):
        graph.weight(f"{name}.table", weights[f"{name}.weight"].numpy().astype(np.float32))
        x = graph.node("Add", [x, graph.node("Gather", [f"{name}.table", name], f"{name}.found")], f"with.{name}")
    graph.weight("position.table", weights["position.weight"].numpy().astype(np.float32))
    graph.weight("zero", np.array([0], np.int64))
    graph.weight("one", np.array([1], np.int64))
    graph.weight("two", np.array([2], np.int64))
    shape = graph.node("Shape", ["ids"], "shape")
    count = graph.node("Slice", [shape, "one", "two"], "pieces.count")
    here = graph.node("Slice", ["position.table", "zero", count, "zero"], "position.here")
    x = graph.node("Add", [x, here], "with.position")
    graph.node("Cast", ["first"], "first.long", to=TensorProto.INT64)
    graph.weight("last.axis", np.array([-1], np.int64))
    graph.node("Unsqueeze", ["first.long", "last.axis"], "where")
    return _norm(graph, "embedded", [x], weights, "norm")


def _norm(graph: _Graph, name: str, inputs: list[str], weights: dict[str, Tensor], source: str) -> str:
    gamma = graph.weight(f"{name}.gamma", weights[f"{source}.weight"].numpy().astype(np.float32))
    beta = graph.weight(f"{name}.beta", weights[f"{source}.bias"].numpy().astype(np.float32))
    if len(inputs) == 1:
        return graph.node("LayerNormalization", [inputs[0], gamma, beta], name, axis=-1, epsilon=1e-12)
    # Not SkipLayerNormalization: on the CPU it takes several times as long as what it stands for.
    biased = graph.node("Add", [inputs[0], inputs[2]], f"{name}.biased")
    total = graph.node("Add", [biased, inputs[1]], f"{name}.total")
    return graph.node("LayerNormalization", [total, gamma, beta], name, axis=-1, epsilon=1e-12)


def _layer(graph: _Graph, weights: dict[str, Tensor], number: int, x: str) -> str:
    """Attention, norm, feed-forward, norm, as fused operators."""
    base, name = f"layers.{number}", f"layer{number}"

    def matrix(part: str) -> str:
        return graph.weight(f"{name}.{part}.weight", weights[f"{base}.{part}.weight"].numpy().T.astype(np.float32))

    def bias(part: str) -> str:
        return graph.weight(f"{name}.{part}.bias", weights[f"{base}.{part}.bias"].numpy().astype(np.float32))

    seen = graph.node("Attention", [x, matrix("qkv"), bias("qkv"), "length"], f"{name}.seen", MS, num_heads=HEADS)
    seen = graph.node("MatMul", [seen, matrix("out")], f"{name}.out")
    x = _norm(graph, f"{name}.norm1", [seen, x, bias("out")], weights, f"{base}.norm1")
    wide = graph.node("MatMul", [x, matrix("up")], f"{name}.up")
    wide = graph.node("BiasGelu", [wide, bias("up")], f"{name}.gelu", MS)
    wide = graph.node("MatMul", [wide, matrix("down")], f"{name}.down")
    return _norm(graph, f"{name}.norm2", [wide, x, bias("down")], weights, f"{base}.norm2")
