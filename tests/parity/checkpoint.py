"""Safetensors read and written with nothing but the standard library and numpy."""
import glob
import json
import os
import struct

import numpy
import torch

DTYPES = {"F64": "<f8", "F32": "<f4", "I64": "<i8", "I32": "<i4", "U8": "u1", "BOOL": "?"}
NAMES = {torch.float64: "F64", torch.float32: "F32", torch.int64: "I64", torch.int32: "I32", torch.uint8: "U8", torch.bool: "BOOL"}


def read(path):
    """Tensors of one file by name."""
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
        body = file.read()
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        array = numpy.frombuffer(body[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = torch.from_numpy(array.copy())
    return tensors


def write(path, tensors):
    """One file, tensors in the order given."""
    header, chunks, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in tensors.items():
        data = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, offset + len(data)]}
        chunks.append(data)
        offset += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(chunks))


def read_folder(folder):
    """(config, tensors) of a Hugging Face checkpoint folder, one file or shards."""
    with open(os.path.join(folder, "config.json")) as file:
        config = json.load(file)
    tensors = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.safetensors"))):
        tensors.update(read(path))
    return config, tensors


def short_name(name):
    """One spelling for the old and the new Hugging Face key names."""
    for old, new in (("model.language_model.", "text."), ("language_model.model.", "text."), ("language_model.lm_head.", "lm_head."),
                     ("model.vision_tower.", "vision."), ("vision_tower.", "vision."), ("model.multi_modal_projector.", "projector."),
                     ("multi_modal_projector.", "projector."), ("model.image_newline", "image_newline")):
        if name.startswith(old):
            name = new + name[len(old):]
            break
    return name.replace("vision.vision_model.", "vision.")
