using Apache.Arrow;
using Apache.Arrow.Types;
using LmmCl.Data.Published.Tables;
using ParquetSharp.Arrow;

namespace LmmCl.Tests;

/// <summary>Parquet files as the hub's data sets have them, written by Apache Arrow.</summary>
internal static class ParquetFiles
{
    public static string Write(string path, params (string Name, IArrowArray Values)[] columns)
    {
        ParquetLibrary.EnsureLoaded();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var schema = new Schema(columns.Select(column => new Field(column.Name, column.Values.Data.DataType, nullable: true)), null);
        using var writer = new FileWriter(path, schema);
        writer.WriteRecordBatch(new RecordBatch(schema, columns.Select(column => column.Values), columns[0].Values.Length));
        writer.Close();
        return path;
    }

    public static IArrowArray Texts(params string?[] texts) => new StringArray.Builder().AppendRange(texts).Build();

    public static IArrowArray Numbers(params long[] numbers) => new Int64Array.Builder().AppendRange(numbers).Build();

    public static IArrowArray Lists(params string[][] lists)
    {
        var builder = new ListArray.Builder(new Field("element", StringType.Default, nullable: true));
        var values = (StringArray.Builder)builder.ValueBuilder;
        foreach (var list in lists)
        {
            builder.Append();
            values.AppendRange(list);
        }

        return builder.Build();
    }

    /// <summary>Pictures as structs of bytes and path.</summary>
    public static IArrowArray Pictures(params byte[]?[] pictures)
    {
        var (bytes, paths) = (new BinaryArray.Builder(), new StringArray.Builder());
        for (var i = 0; i < pictures.Length; i++)
        {
            if (pictures[i] is { } picture)
            {
                bytes.Append(picture.AsSpan());
            }
            else
            {
                bytes.AppendNull();
            }

            paths.Append($"{i}.png");
        }

        var type = new StructType([new("bytes", BinaryType.Default, nullable: true), new("path", StringType.Default, nullable: true)]);
        return new StructArray(type, pictures.Length, [bytes.Build(), paths.Build()], ArrowBuffer.Empty, 0);
    }

    /// <summary>Lists of pictures, as of videos.</summary>
    public static IArrowArray PictureLists(params byte[][][] lists)
    {
        var offsets = new ArrowBuffer.Builder<int>();
        var count = 0;
        offsets.Append(count);
        foreach (var list in lists)
        {
            offsets.Append(count += list.Length);
        }

        var pictures = Pictures([.. lists.SelectMany(list => list)]);
        var type = new ListType(new Field("element", pictures.Data.DataType, nullable: true));
        return new ListArray(type, lists.Length, offsets.Build(), pictures, ArrowBuffer.Empty, 0);
    }
}
