namespace LmmCl.Events;

/// <summary>The machine that an experiment runs on.</summary>
/// <param name="Processor">Name of the processor.</param>
/// <param name="Cores">Logical cores.</param>
/// <param name="MemoryBytes">Main memory in bytes.</param>
/// <param name="Accelerators">Names of the accelerators; empty if there are none.</param>
public sealed record HardwareFound(string Processor, int Cores, long MemoryBytes, IReadOnlyList<string> Accelerators);
