using Activation.Storage;

namespace Activation.Import.Files;

/// <summary>
/// The columns of a Parquet file as SQL expressions that give text: dates and timestamps as ISO 8601, a list of plain values as JSON, fields
/// of a structure as columns with dots. Lists of structures and maps are left out.
/// </summary>
internal sealed class ParquetColumns
{
    private const int MaxDepth = 16;

    private readonly DuckDbSession session;
    private readonly string table;
    private readonly List<string> names = [];
    private readonly List<string> expressions = [];
    private readonly List<bool> floats = [];
    private readonly List<ImportColumn> leftOut = [];

    private ParquetColumns(DuckDbSession session, string table)
    {
        this.session = session;
        this.table = table;
    }

    public IReadOnlyList<string> Names => names;

    public IReadOnlyList<string> Expressions => expressions;

    /// <summary>Whether a column is a floating-point number.</summary>
    public IReadOnlyList<bool> Floats => floats;

    public IReadOnlyList<ImportColumn> LeftOut => leftOut;

    /// <param name="table">What stands after FROM.</param>
    public static ParquetColumns Of(DuckDbSession session, string table)
    {
        var columns = new ParquetColumns(session, table);
        foreach (var (name, type) in columns.Describe("*"))
        {
            columns.Add(name, Identifier(name), type, 0);
        }

        return columns;
    }

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Add(string name, string expression, string type, int depth)
    {
        var isList = type.EndsWith(']');
        if (type.StartsWith("STRUCT(", StringComparison.Ordinal) && !isList && depth < MaxDepth)
        {
            foreach (var (field, fieldType) in Describe($"unnest({expression})"))
            {
                Add($"{name}.{field}", $"struct_extract({expression}, {DuckDbSession.Quote(field)})", fieldType, depth + 1);
            }
        }
        else if (type.Contains("STRUCT(", StringComparison.Ordinal) || type.StartsWith("MAP(", StringComparison.Ordinal) || type.Count('[') > 1)
        {
            leftOut.Add(new ImportColumn { Column = name, Target = "ignored", Reason = "nestedList" });
        }
        else
        {
            names.Add(name.Trim());
            floats.Add(type is "FLOAT" or "DOUBLE");
            expressions.Add(isList ? $"CASE WHEN len({expression}) > 0 THEN to_json({expression})::VARCHAR END" : Text(expression, type));
        }
    }

    private static string Text(string expression, string type) => type switch
    {
        "VARCHAR" => expression,
        // Older writers mark text as bytes. What is no text is told as such where the row is read.
        "BLOB" => $"CASE WHEN {expression} IS NOT NULL THEN coalesce(TRY(decode({expression})), '\uFFFD') END",
        "FLOAT" or "DOUBLE" => $"CASE WHEN isfinite({expression}) THEN {expression}::VARCHAR END",
        "TIMESTAMP WITH TIME ZONE" => Instant($"make_timestamp(epoch_us({expression}))"),
        "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => Instant($"{expression}::TIMESTAMP"),
        _ => $"{expression}::VARCHAR",
    };

    private static string Instant(string expression) => $"strftime({expression}, '%Y-%m-%dT%H:%M:%S.%gZ')";

    private List<(string Name, string Type)> Describe(string selection)
    {
        using var command = session.Command($"DESCRIBE SELECT {selection} FROM {table}");
        using var reader = command.ExecuteReader();
        var columns = new List<(string, string)>();
        while (reader.Read())
        {
            columns.Add((reader.GetString(0), reader.GetString(1)));
        }

        return columns;
    }
}
