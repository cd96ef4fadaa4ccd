namespace LmmCl.Abstractions;

/// <summary>
/// Marks a text setting that names a file or folder. A relative path is resolved against the folder of the experiment's file, like every
/// other path in that file; the method receives the full path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute;
