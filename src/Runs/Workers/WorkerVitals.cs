namespace LmmCl.Runs.Workers;

/// <summary>A worker process's use of memory and tensors at one moment.</summary>
/// <param name="MemoryBytes">Resident memory.</param>
/// <param name="DeviceBytes">Device memory; null on the CPU, and where the driver does not report it.</param>
/// <param name="LiveTensors">
/// Tensors as TorchSharp counts them. A model's parameters count twice: the growth of this number tells, not the number.
/// </param>
internal sealed record WorkerVitals(long MemoryBytes, long? DeviceBytes, long LiveTensors);
