"""The same three calls as bench/Operators, from Python: processor time in microseconds per call, best of several rounds."""
import time

import torch

CALLS, ROUNDS = 200_000, 7
torch.set_num_threads(1)
a, b = torch.randn(4, 4), torch.randn(4, 4)


def measure(run):
    best = float("inf")
    for _ in range(ROUNDS):
        before = time.process_time()
        run()
        best = min(best, (time.process_time() - before) / CALLS * 1e6)
    return best


def add():
    for _ in range(CALLS):
        a + b


def view():
    for _ in range(CALLS):
        a.view(16)


def in_place():
    for _ in range(CALLS):
        a.mul_(1.0)


print(f"{measure(add):.3f} {measure(view):.3f} {measure(in_place):.3f}")
