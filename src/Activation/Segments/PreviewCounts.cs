using System.Globalization;
using Activation.Profiles;
using Activation.Storage;
using DuckDB.NET.Data;

namespace Activation.Segments;

/// <summary>Counts a rule's members, range by range.</summary>
internal sealed class PreviewCounts
{
    public const int MaxSample = 10;

    private static readonly string Select = string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT count(*), min(pid, {MaxSample}){string.Concat(Identifiers.Names.Select(name => string.Create(CultureInfo.InvariantCulture, $", count(*) FILTER (ids_mask & {Identifiers.MaskOf(name)} <> 0)")))}");

    private readonly long[] withIdentifier = new long[Identifiers.Names.Count];
    private readonly SortedSet<string> sample = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    public IReadOnlyDictionary<string, long> WithIdentifier =>
        Identifiers.Names.Select((name, i) => KeyValuePair.Create(name, withIdentifier[i])).ToDictionary(StringComparer.Ordinal);

    public IReadOnlyList<string> Sample => [.. sample.Take(MaxSample)];

    /// <summary>Adds the members among the profiles whose views the session has.</summary>
    public void Add(DuckDbSession session, SqlQuery members, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var command = session.Command($"{Select} FROM ({members.Text})", members.Parameters);
        using var cancellation = cancellationToken.Register(command.Cancel);
        using var row = Execute(command, cancellationToken);
        row.Read();
        Count += row.GetInt64(0);
        if (!row.IsDBNull(1))
        {
            sample.UnionWith(row.GetFieldValue<List<Guid>>(1).Select(id => new ProfileId(id).ToString()));
        }

        for (var i = 0; i < withIdentifier.Length; i++)
        {
            withIdentifier[i] += row.GetInt64(i + 2);
        }
    }

    private static DuckDBDataReader Execute(DuckDBCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return command.ExecuteReader();
        }
        catch (DuckDBException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
