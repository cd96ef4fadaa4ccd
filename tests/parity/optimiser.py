"""AdamW as the experiments use it: no weight decay, gradients clipped to norm 1, cosine to zero after a linear warm-up."""
import math

import torch


def rate_at(step, steps, peak, warm_up_ratio=0.03):
    """Rate of optimiser step `step` (from 0): the first step of a warm-up uses 0."""
    warm_up = math.ceil(steps * warm_up_ratio)
    if step < warm_up:
        return peak * step / warm_up
    return peak * 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))


def train(model, batch_of, steps, peak, warm_up_ratio=0.03, total=None):
    """Trains every parameter that wants a gradient; returns the loss before each step."""
    trained = [parameter for parameter in model.p.values() if parameter.requires_grad]
    adam = torch.optim.AdamW(trained, lr=0.0, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    losses = []
    for step in range(steps):
        adam.zero_grad(set_to_none=True)
        loss = model.loss(*batch_of(step))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        adam.param_groups[0]["lr"] = rate_at(step, total or steps, peak, warm_up_ratio)
        adam.step()
        losses.append(loss.item())
    return losses
