namespace LmmCl.Runs.Experiments;

/// <summary>A bad record that an experiment leaves out of its training data.</summary>
/// <param name="File">Path of the data file, relative to the folder of the world's file.</param>
/// <param name="Index">Position of the record in the file, from 0.</param>
public sealed record SkippedRecord(string File, int Index);
