using Activation.Storage;
using Activation.Sync.Ledger;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Sync.Ledger;

public sealed class LedgerViewTests : IDisposable
{
    private static readonly int[] AllShards = [.. Enumerable.Range(0, ProfileId.ShardCount)];

    private readonly ScratchFolder scratch = new(Options.Create(new StorageOptions()));
    private readonly DuckDbSession session;
    private readonly List<string> files = [];

    public LedgerViewTests()
    {
        session = new DuckDbSession(scratch, 256);
    }

    [Fact]
    public void Create_ConfirmedFile_ItsRowsAreConfirmedUnlessALaterChangeSaysOtherwise()
    {
        var plain = File("('1', 'Rejected', 'why', 1)");
        var confirmed = File("('2', 'Maybe', NULL, 2), ('a', 'Maybe', 'of an earlier run', 2), ('b', 'Maybe', NULL, 2), ('c', 'Maybe', NULL, 2)");
        var changes = File("('b', 'Resend', NULL, 3), ('c', 'Gone', NULL, 3), ('d', 'Maybe', NULL, 3)");

        LedgerView.Create(session, [plain], [confirmed], [changes], AllShards);

        Rows().ShouldBe(["1 Rejected why", "2 Confirmed ", "a Confirmed ", "b Resend ", "d Maybe "]);
    }

    [Fact]
    public void Create_RangeOfShards_HasTheirRowsOnly()
    {
        LedgerView.Create(session, [], [File("('1', 'Maybe', NULL, 2), ('a', 'Maybe', NULL, 2), ('f', 'Maybe', NULL, 2)")], [], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        Rows().ShouldBe(["1 Confirmed ", "a Confirmed "]);
    }

    public void Dispose()
    {
        session.Dispose();
        files.ForEach(System.IO.File.Delete);
    }

    /// <param name="rows">Shard, name of the state, reason, generation.</param>
    private string File(string rows)
    {
        var states = string.Join(' ', Enum.GetValues<LedgerState>().Select(s => $"WHEN '{s}' THEN {(byte)s}"));
        var id = "(shard || '0000000-0000-0000-0000-000000000001')::UUID";
        var file = ParquetUpload.Write(
            session, scratch, $"SELECT {id} AS pid, {id} AS row, {id} AS src, (CASE state {states} END)::UTINYINT AS state, [{id}] AS keys, '' AS data, reason::VARCHAR AS reason, seq::BIGINT AS seq FROM (VALUES {rows}) t (shard, state, reason, seq)");
        files.Add(file);
        return file;
    }

    private List<string> Rows()
    {
        using var command = session.Command("SELECT pid, state, coalesce(reason, '') FROM ledger ORDER BY pid");
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add($"{reader.GetGuid(0).ToString("N")[0]} {(LedgerState)reader.GetByte(1)} {reader.GetString(2)}");
        }

        return rows;
    }
}
