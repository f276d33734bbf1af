using DuckDB.NET.Data;

namespace Activation.Profiles;

/// <summary>Appends a typed value, as <see cref="SnapshotRow.Traits"/> holds it, to a row of a table.</summary>
internal static class TraitAppender
{
    public static void Append(IDuckDBAppenderRow line, object? value)
    {
        switch (value)
        {
            case null: line.AppendNullValue(); break;
            case string text: line.AppendValue(text); break;
            case double number: line.AppendValue(number); break;
            case bool flag: line.AppendValue(flag); break;
            case DateOnly day: line.AppendValue(day); break;
            case DateTime instant: line.AppendValue(instant); break;
            default: throw new ArgumentException($"A value cannot be a {value.GetType().Name}.", nameof(value));
        }
    }
}
