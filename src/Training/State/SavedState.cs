using LmmCl.Events;

namespace LmmCl.Training.State;

/// <summary>A training state that is safe on disk.</summary>
/// <param name="Step">Optimiser steps taken.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Manifest">Hash of its manifest.</param>
public sealed record SavedState(int Step, string Folder, ContentHash Manifest);
