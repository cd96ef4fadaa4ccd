namespace LmmCl.Abstractions;

/// <summary>
/// Marks a text setting that names a file or folder. A relative path is meant from the folder of the experiment's file, as every other path
/// in it is; the method receives the full path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute;
