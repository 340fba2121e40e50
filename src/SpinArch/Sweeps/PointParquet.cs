using System.Globalization;
using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>
/// The results of a sweep as Apache Parquet: the columns of table <c>point</c>. A column is whole numbers where all its values are, else
/// numbers where all are, else text; a value that a point has not is missing.
/// </summary>
internal static class PointParquet
{
    /// <summary>The file's name.</summary>
    public const string FileName = "points.parquet";

    /// <summary>Writes the file, whole or not at all; the same cells give the same bytes.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">The cells, row by row.</param>
    /// <param name="about">Keys and values kept beside the table.</param>
    public static void Write(string path, IReadOnlyList<string> header, IReadOnlyList<object?[]> rows, IReadOnlyDictionary<string, string> about)
    {
        (ParquetColumn Column, Action<object?> Add)[] columns = [.. header.Select((name, index) => Of(name, rows.Select(row => row[index])))];
        AtomicFile.Write(path, stream =>
        {
            using var table = new ParquetTable(stream, [.. columns.Select(column => column.Column)], about);
            foreach (object?[] row in rows)
            {
                for (int index = 0; index < row.Length; index++)
                {
                    columns[index].Add(row[index]);
                }

                table.EndRow();
            }
        });
    }

    private static (ParquetColumn Column, Action<object?> Add) Of(string name, IEnumerable<object?> cells)
    {
        bool isWhole = true;
        bool isNumber = true;
        bool isEmpty = true;
        foreach (object? cell in cells.Where(cell => cell is not null))
        {
            isEmpty = false;
            isWhole &= cell is int or long;
            isNumber &= cell is int or long or double;
        }

        if (!isEmpty && isWhole)
        {
            var whole = new ParquetNumbers<long>(name, isNullable: true);
            return (whole, cell => whole.Add(cell is null ? null : Convert.ToInt64(cell, CultureInfo.InvariantCulture)));
        }

        // A column without any value, such as an accuracy that was not asked for, is one of numbers.
        if (isNumber)
        {
            var numbers = new ParquetNumbers<double>(name, isNullable: true);
            return (numbers, cell => numbers.Add(cell is null ? null : Convert.ToDouble(cell, CultureInfo.InvariantCulture)));
        }

        var text = new ParquetText(name, isNullable: true);
        return (text, cell => text.Add(cell is null ? null : Convert.ToString(cell, CultureInfo.InvariantCulture)));
    }
}
