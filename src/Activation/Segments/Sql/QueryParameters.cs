using System.Globalization;
using System.Text.RegularExpressions;

namespace Activation.Segments.Sql;

/// <summary>The values of a query. Equal values share a place, so that equal conditions are equal text.</summary>
internal sealed partial class QueryParameters
{
    private readonly List<object?> values = [];
    private readonly Dictionary<object, string> places = [];

    /// <summary>`$n`.</summary>
    public string Add(object value)
    {
        if (places.TryGetValue(value, out var known))
        {
            return known;
        }

        values.Add(value);
        return places[value] = string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
    }

    /// <summary>Whether a column has one of a few values.</summary>
    public string In(string column, IReadOnlyList<object> few) =>
        few.Count == 1 ? $"{column} = {Add(few[0])}" : $"{column} IN ({string.Join(", ", few.Select(Add))})";

    /// <summary>The query of a text, in which some of the values may be used: those that are, numbered from 1 without a gap, as the database wants them.</summary>
    public SqlQuery Query(string text)
    {
        var used = new List<object?>();
        var renumbered = new Dictionary<string, string>(StringComparer.Ordinal);
        var compact = Place().Replace(text, match =>
        {
            if (!renumbered.TryGetValue(match.Value, out var place))
            {
                used.Add(values[int.Parse(match.ValueSpan[1..], CultureInfo.InvariantCulture) - 1]);
                renumbered[match.Value] = place = string.Create(CultureInfo.InvariantCulture, $"${used.Count}");
            }

            return place;
        });
        return new SqlQuery(compact, used);
    }

    [GeneratedRegex(@"\$\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Place();

    /// <summary>A list, whose element type the database's driver takes from the list's.</summary>
    public string AddList(IReadOnlyList<object> list) => Add(list[0] switch
    {
        string => list.Cast<string>().ToList(),
        double => list.Cast<double>().ToList(),
        bool => list.Cast<bool>().ToList(),
        DateOnly => list.Cast<DateOnly>().ToList(),
        DateTime => list.Cast<DateTime>().ToList(),
        _ => throw new ArgumentException($"A list of {list[0].GetType().Name} cannot be a parameter.", nameof(list)),
    });
}
