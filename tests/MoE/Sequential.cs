// PyTorch's generator and the count of live tensors are the process's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
