using LmmCl.Events;

namespace LmmCl.Training.State;

/// <summary>A training state that has been written to disk.</summary>
/// <param name="Step">Number of optimiser steps taken.</param>
/// <param name="Folder">Folder of the state.</param>
/// <param name="Manifest">Hash of the state's manifest.</param>
public sealed record SavedState(int Step, string Folder, ContentHash Manifest);
