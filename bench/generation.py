"""Tokens per second of Qwen2-0.5B's decoder with a key-value cache in PyTorch, for the bench's side-by-side table.

    python3 generation.py THREADS ROUNDS

Random fp32 weights of the same shapes; prints a JSON line for one row and one for eight.
"""
import json
import math
import sys
import time

import torch
import torch.nn.functional as F

LAYERS, HIDDEN, INTERMEDIATE, HEADS, KV_HEADS, WIDTH, VOCABULARY = 24, 896, 4864, 14, 2, 64, 151646
PROMPT, NEW_TOKENS = 256, 24


class Decoder:
    def __init__(self):
        def weight(*shape):
            return torch.randn(*shape) * 0.02

        self.embedding = weight(VOCABULARY, HIDDEN)
        self.norm = torch.ones(HIDDEN)
        self.layers = [
            {
                "q": (weight(HEADS * WIDTH, HIDDEN), torch.zeros(HEADS * WIDTH)),
                "k": (weight(KV_HEADS * WIDTH, HIDDEN), torch.zeros(KV_HEADS * WIDTH)),
                "v": (weight(KV_HEADS * WIDTH, HIDDEN), torch.zeros(KV_HEADS * WIDTH)),
                "o": (weight(HIDDEN, HEADS * WIDTH), None),
                "gate": (weight(INTERMEDIATE, HIDDEN), None),
                "up": (weight(INTERMEDIATE, HIDDEN), None),
                "down": (weight(HIDDEN, INTERMEDIATE), None),
                "norms": (torch.ones(HIDDEN), torch.ones(HIDDEN)),
            }
            for _ in range(LAYERS)
        ]
        self.inverse = 1.0 / (1e6 ** (torch.arange(0, WIDTH, 2, dtype=torch.float32) / WIDTH))

    @staticmethod
    def rms(x, weight):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * weight

    @staticmethod
    def turn(x, cos, sin):
        first, second = x.chunk(2, -1)
        return x * cos + torch.cat([-second, first], -1) * sin

    def forward(self, ids, cache, start):
        """ids [B, T] after `start` cached tokens -> logits [B, V] of the last position."""
        x = F.embedding(ids, self.embedding)
        rows, length, _ = x.shape
        angles = torch.arange(start, start + length).float().unsqueeze(-1) * self.inverse
        angles = torch.cat([angles, angles], -1)
        cos, sin = angles.cos(), angles.sin()
        mask = torch.full((length, start + length), -math.inf).triu(start + 1) if length > 1 else None
        for layer, (keys, values) in zip(self.layers, cache):
            y = self.rms(x, layer["norms"][0])
            q = F.linear(y, *layer["q"]).view(rows, length, HEADS, WIDTH).transpose(1, 2)
            k = F.linear(y, *layer["k"]).view(rows, length, KV_HEADS, WIDTH).transpose(1, 2)
            v = F.linear(y, *layer["v"]).view(rows, length, KV_HEADS, WIDTH).transpose(1, 2)
            q, k = self.turn(q, cos, sin), self.turn(k, cos, sin)
            keys[:, :, start:start + length] = k
            values[:, :, start:start + length] = v
            k = keys[:, :, :start + length].repeat_interleave(HEADS // KV_HEADS, 1)
            v = values[:, :, :start + length].repeat_interleave(HEADS // KV_HEADS, 1)
            scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH)
            scores = scores if mask is None else scores + mask
            y = (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(rows, length, HEADS * WIDTH)
            x = x + F.linear(y, *layer["o"])
            y = self.rms(x, layer["norms"][1])
            x = x + F.linear(F.silu(F.linear(y, *layer["gate"])) * F.linear(y, *layer["up"]), *layer["down"])
        return F.linear(self.rms(x[:, -1], self.norm), self.embedding)


def run(model, rows):
    ids = torch.randint(0, 1000, (rows, PROMPT))
    capacity = PROMPT + NEW_TOKENS
    cache = [(torch.empty(rows, KV_HEADS, capacity, WIDTH), torch.empty(rows, KV_HEADS, capacity, WIDTH)) for _ in range(LAYERS)]
    started = time.perf_counter()
    logits = model.forward(ids, cache, 0)
    prefilled = time.perf_counter()
    for step in range(NEW_TOKENS - 1):
        logits = model.forward(logits.argmax(-1, keepdim=True), cache, PROMPT + step)
    return prefilled - started, time.perf_counter() - prefilled


def main():
    threads, rounds = int(sys.argv[1]), int(sys.argv[2])
    torch.set_num_threads(threads)
    model = Decoder()
    with torch.no_grad():
        for rows in (1, 8):
            times = [run(model, rows) for _ in range(rounds + 1)][1:]
            print(json.dumps({
                "rows": rows,
                "prefill": [rows * PROMPT / first for first, _ in times],
                "decode": [rows * (NEW_TOKENS - 1) / rest for _, rest in times],
            }))


main()
