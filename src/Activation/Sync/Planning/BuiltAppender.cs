using Activation.Storage;
using DuckDB.NET.Data;

namespace Activation.Sync.Planning;

/// <summary>Puts what became of a range's members into the session's tables; all of it is there when it is disposed.</summary>
internal sealed class BuiltAppender(DuckDbSession session) : IDisposable
{
    private readonly DuckDBAppender built = session.Connection.CreateAppender("built");
    private readonly DuckDBAppender excluded = session.Connection.CreateAppender("excluded");
    private readonly DuckDBAppender invalid = session.Connection.CreateAppender("invalid");

    public void Append(IReadOnlyList<BuiltRow> rows)
    {
        foreach (var row in rows)
        {
            var profile = row.Member.Profile.Value;
            if (row.IsSuppressed)
            {
                excluded.CreateRow().AppendValue(profile).AppendValue(ExclusionReason.Suppressed).AppendValue((bool?)true).EndRow();
            }
            else if (row.Data is { } data)
            {
                built.CreateRow().AppendValue(profile).AppendValue(row.Row).AppendValue(row.Member.Digest).AppendValue(row.Keys).AppendValue(data).EndRow();
            }
            else if (row.IsInvalid)
            {
                invalid.CreateRow().AppendValue(profile).EndRow();
            }
        }
    }

    public void Dispose()
    {
        built.Dispose();
        excluded.Dispose();
        invalid.Dispose();
    }
}
