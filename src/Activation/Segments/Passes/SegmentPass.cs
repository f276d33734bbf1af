using System.Globalization;
using Activation.Storage;

namespace Activation.Segments.Passes;

/// <summary>The members of several segments as of one snapshot, found in one pass over it and kept in local files.</summary>
/// <param name="queries">Of the members, one for each segment.</param>
/// <param name="files">One for each range of shards, with a column `m{i}` for each query.</param>
/// <param name="expected">How often members will be asked for.</param>
internal sealed class SegmentPass(long generation, DateTimeOffset instant, IReadOnlyList<SqlQuery> queries, IReadOnlyList<string> files, int expected) : IDisposable
{
    private int rents;
    private int expected = expected;

    /// <summary>Of the snapshot's manifest.</summary>
    public long Generation => generation;

    /// <summary>At which it was evaluated.</summary>
    public DateTimeOffset Instant => instant;

    /// <summary>On disk.</summary>
    public long Bytes { get; } = files.Sum(f => new FileInfo(f).Length);

    public bool IsIdle => rents == 0;

    /// <summary>Everybody for whom it was made has read it.</summary>
    public bool IsDone => IsIdle && expected <= 0;

    /// <summary>Where the members by a query stand; -1 if they were not looked for.</summary>
    public int Find(SqlQuery query) => queries.ToList().IndexOf(query);

    public void Enter()
    {
        rents++;
        expected--;
    }

    public void Leave() => rents--;

    /// <summary>Rows of `pid`, `ids_digest`: the members by the query at a place, in the range at a place.</summary>
    public SqlQuery Members(int query, int range) =>
        new(string.Create(CultureInfo.InvariantCulture, $"SELECT pid, ids_digest FROM read_parquet({DuckDbSession.Quote(files[range])}) WHERE m{query}"), []);

    public void Dispose()
    {
        foreach (var file in files)
        {
            File.Delete(file);
        }
    }
}
