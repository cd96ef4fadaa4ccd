using System.Globalization;
using System.Text;
using Apache.Arrow;
using LmmCl.Abstractions;

namespace LmmCl.Data.Published.Tables;

/// <summary>A column of a batch of rows, as values of rows.</summary>
internal sealed class ArrowColumn
{
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string file;
    private readonly Column column;
    private readonly Func<int, object?> read;

    public ArrowColumn(string file, Column column, IArrowArray array)
    {
        (this.file, this.column) = (file, column);
        read = column.Kind switch
        {
            ColumnKind.Text => Texts(array) ?? Numbers(array),
            ColumnKind.Number => Numbers(array) ?? Texts(array),
            ColumnKind.Texts => Lists(array, item => Texts(item) ?? Numbers(item), values => values.Select(AsText).ToArray()),
            ColumnKind.Picture => Pictures(array),
            _ => Lists(array, Pictures, values => values.Cast<PictureSource?>().ToArray()) ?? Pictures(array),
        } ?? throw new InputException(
            $"{file}: {column.Name}",
            $"the column holds {array.Data.DataType.Name} values, where {column.Expected} are expected.",
            "Check that this is the published file.");
    }

    /// <summary>The value of a row; null if there is none.</summary>
    public object? this[int index, long row]
    {
        get
        {
            try
            {
                return read(index);
            }
            catch (DecoderFallbackException)
            {
                throw new InputException($"{file}: row {row}: {column.Name}", "the text is not UTF-8.", "Download the file again.");
            }
        }
    }

    private static string? AsText(object? value) => value is long whole ? whole.ToString(CultureInfo.InvariantCulture) : (string?)value;

    private static Func<int, object?>? Texts(IArrowArray array) => array switch
    {
        StringArray texts => Present(texts, i => strict.GetString(texts.GetBytes(i))),
        LargeStringArray texts => Present(texts, i => strict.GetString(texts.GetBytes(i))),
        StringViewArray texts => Present(texts, i => strict.GetString(texts.GetBytes(i))),
        BinaryArray texts and not StringArray => Present(texts, i => strict.GetString(texts.GetBytes(i))),
        DictionaryArray { Dictionary: var words } coded when Texts(words) is { } text && Numbers(coded.Indices) is { } index =>
            i => index(i) is long at ? text((int)at) : null,
        NullArray => _ => null,
        _ => null,
    };

    private static Func<int, object?>? Numbers(IArrowArray array) => array switch
    {
        Int8Array whole => i => (long?)whole.GetValue(i),
        Int16Array whole => i => (long?)whole.GetValue(i),
        Int32Array whole => i => (long?)whole.GetValue(i),
        Int64Array whole => i => whole.GetValue(i),
        UInt8Array whole => i => (long?)whole.GetValue(i),
        UInt16Array whole => i => (long?)whole.GetValue(i),
        UInt32Array whole => i => (long?)whole.GetValue(i),
        UInt64Array whole => i => whole.GetValue(i) is { } value ? checked((long)value) : null,

        // pandas writes whole numbers as fractions where a value is missing.
        DoubleArray numbers => i => numbers.GetValue(i) is { } value ? Whole(value) : null,
        FloatArray numbers => i => numbers.GetValue(i) is { } value ? Whole(value) : null,
        _ => null,
    };

    private static object? Whole(double value) =>
        double.IsInteger(value) && Math.Abs(value) < 1L << 53 ? (long)value
        : double.IsNaN(value) ? null : value.ToString("R", CultureInfo.InvariantCulture);

    private static Func<int, object?>? Pictures(IArrowArray array)
    {
        if (array is not StructArray both)
        {
            return Bytes(array) is { } raw ? i => raw(i) is { Length: > 0 } file ? new PictureSource(file, null) : null : null;
        }

        var fields = ((Apache.Arrow.Types.StructType)both.Data.DataType).Fields.Select(field => field.Name).ToList();
        var (bytes, path) = (fields.IndexOf("bytes"), fields.IndexOf("path"));
        if (bytes < 0 || Bytes(both.Fields[bytes]) is not { } content)
        {
            return null;
        }

        var name = path >= 0 ? Texts(both.Fields[path]) : null;
        return i => both.IsNull(i) ? null
            : content(i) is { Length: > 0 } file ? new PictureSource(file, null)
            : name?.Invoke(i) is string { Length: > 0 } elsewhere ? new PictureSource(null, elsewhere)
            : null;
    }

    private static Func<int, byte[]?>? Bytes(IArrowArray array) => array switch
    {
        StringArray or StringViewArray => null,
        BinaryArray binary => i => binary.IsNull(i) ? null : binary.GetBytes(i).ToArray(),
        LargeBinaryArray and not LargeStringArray and var binary => i => binary.IsNull(i) ? null : binary.GetBytes(i).ToArray(),
        BinaryViewArray binary => i => binary.IsNull(i) ? null : binary.GetBytes(i).ToArray(),
        NullArray => _ => null,
        _ => null,
    };

    private static Func<int, object?>? Lists(
        IArrowArray array, Func<IArrowArray, Func<int, object?>?> items, Func<IEnumerable<object?>, object> collect)
    {
        var (values, bounds) = array switch
        {
            ListArray list => (list.Values, i => (list.ValueOffsets[i], list.GetValueLength(i))),
            LargeListArray list => (list.Values, i => (checked((int)list.ValueOffsets[i]), list.GetValueLength(i))),
            FixedSizeListArray list => (
                list.Values,
                (Func<int, (int, int)>)(i =>
                {
                    var width = ((Apache.Arrow.Types.FixedSizeListType)list.Data.DataType).ListSize;
                    return ((list.Offset + i) * width, width);
                })),
            _ => ((IArrowArray?)null, (Func<int, (int Start, int Count)>)(_ => default)),
        };
        return values is not null && items(values) is { } item
            ? i => array.IsNull(i) ? null : bounds(i) is var (start, count) ? collect(Enumerable.Range(start, count).Select(item)) : null
            : null;
    }

    private static Func<int, object?> Present(IArrowArray array, Func<int, object?> value) => i => array.IsNull(i) ? null : value(i);
}
