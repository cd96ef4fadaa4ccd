namespace LmmCl.Training.Tests.Small;

/// <summary>Ends a training without a word: nothing of it saves what it has.</summary>
internal sealed class PowerFailure : Exception;
