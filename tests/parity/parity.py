"""What PyTorch makes of a checkpoint and a batch: logits, loss, every gradient, and twenty optimiser steps.

    python3 parity.py CHECKPOINT_FOLDER BATCH.safetensors OUTPUT.safetensors [--steps 20] [--rate 1e-3]

The batch holds input_ids, attention_mask, labels ([B, T], placeholders expanded, right padding) and pixel_values ([B, 2, 3, S, S] or [2B, 3, S, S]).
The output holds `logits`, `loss`, `gradient/NAME`, `losses` (one per step, before the step) and `after/NAME`, names as in the checkpoint.
"""
import argparse

import torch

import checkpoint
import onevision
import optimiser


def load_batch(path):
    batch = checkpoint.read(path)
    pixels = batch["pixel_values"].float()
    if pixels.dim() == 4:
        pixels = pixels.unflatten(0, (-1, 2))
    return batch["input_ids"].long(), batch["attention_mask"].long(), batch["labels"].long(), pixels


def load_model(folder):
    """(model, the names in the checkpoint's spelling by short name)."""
    config, tensors = checkpoint.read_folder(folder)
    names = {checkpoint.short_name(name): name for name in tensors}
    parameters = {short: tensors[name].float().requires_grad_(True) for short, name in names.items()}
    return onevision.OneVision(config, parameters), names


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("checkpoint")
    arguments.add_argument("batch")
    arguments.add_argument("output")
    arguments.add_argument("--steps", type=int, default=20)
    arguments.add_argument("--rate", type=float, default=1e-3)
    arguments.add_argument("--threads", type=int, default=1)
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)

    model, names = load_model(given.checkpoint)
    ids, mask, labels, pixels = load_batch(given.batch)
    with torch.no_grad():
        output = {"logits": model.logits(ids, mask, pixels)}
    loss = model.loss(ids, mask, labels, pixels)
    loss.backward()
    output["loss"] = loss.detach().reshape(1)
    for short, name in names.items():
        # The family does not apply the tower's last norm, so no gradient reaches it.
        if model.p[short].grad is not None:
            output["gradient/" + name] = model.p[short].grad.clone()

    # As in the study, no recipe trains the newline vector.
    model.p["image_newline"].requires_grad_(False)
    losses = optimiser.train(model, lambda step: (ids, mask, labels, pixels), given.steps, given.rate)
    output["losses"] = torch.tensor(losses)
    for short, name in names.items():
        output["after/" + name] = model.p[short]
    checkpoint.write(given.output, output)


if __name__ == "__main__":
    main()
