"""Seconds per training step in PyTorch, for the bench's side-by-side table.

    python3 bench_step.py CHECKPOINT_FOLDER BATCH.safetensors [--threads 2] [--steps 20]

Prints one JSON line: the median and all times of forward, backward, clipping and AdamW over all parameters.
"""
import argparse
import json
import statistics
import time

import torch

import optimiser
import parity


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("checkpoint")
    arguments.add_argument("batch")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--steps", type=int, default=20)
    arguments.add_argument("--warm-up", type=int, default=3)
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)

    model, _ = parity.load_model(given.checkpoint)
    batch = parity.load_batch(given.batch)
    started = []

    def batch_of(step):
        started.append(time.perf_counter())
        return batch

    optimiser.train(model, batch_of, given.warm_up + given.steps, 1e-4)
    started.append(time.perf_counter())
    times = [later - earlier for earlier, later in zip(started, started[1:])][given.warm_up:]
    print(json.dumps({"torch": torch.__version__, "threads": given.threads, "median_seconds": statistics.median(times), "seconds": times}))


if __name__ == "__main__":
    main()
