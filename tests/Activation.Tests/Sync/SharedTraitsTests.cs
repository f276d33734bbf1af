using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Sync;

public sealed class SharedTraitsTests
{
    private static readonly ProfileRange Everybody = ProfileRange.Of(LedgerStore.AllShards);
    private static readonly string[] Names = ["fbp", "fbc"];

    [Theory]
    [InlineData("SELECT * FROM data WHERE row = 1", "none", "none")]
    [InlineData("SELECT * FROM data WHERE row = 1", "SELECT * FROM data WHERE row = 2", "none", "fbp=fb.1.2.3")]
    [InlineData("SELECT * FROM data WHERE row = 1", "none", "SELECT * FROM data WHERE row = 2", "fbp=fb.1.2.3")]
    [InlineData("SELECT * FROM data WHERE row = 1", "SELECT * FROM data WHERE row = 3", "SELECT * FROM data WHERE row = 4", "fbc=fb.1.4.c")]
    [InlineData("SELECT * FROM data WHERE row = 5", "SELECT * FROM data", "SELECT * FROM data")]
    [InlineData("none", "SELECT * FROM data", "SELECT * FROM data")]
    public void Read_TraitsOfRemovedRows_AreThoseThatStayingRowsHave(string removes, string staying, string adds, params string[] shared)
    {
        using var scratch = new ScratchFolder(Options.Create(new StorageOptions()));
        using var session = new DuckDbSession(scratch, 256);
        session.Execute("""
            CREATE TABLE data (pid UUID, row INT, data VARCHAR);
            INSERT INTO data VALUES
                (uuid(), 1, '{"email":["a"],"+":{"traits":{"FBP":"fb.1.2.3","fbc":"fb.1.4.C","tier":"Gold"}}}'),
                (uuid(), 2, '{"email":["b"],"+":{"traits":{"fbp":"fb.1.2.3","fbc":"fb.1.5.D"}}}'),
                (uuid(), 3, '{"email":["fb.1.2.3"],"+":{"value":1,"traits":{"tier":"fb.1.2.3"}}}'),
                (uuid(), 4, '{"email":["d"],"+":{"traits":{"fbp":7,"fbc":"fb.1.4.C"}}}'),
                (uuid(), 5, '{"email":["e"]}');
            """);
        foreach (var (table, query) in new[] { ("removes", removes), ("adds", adds) })
        {
            session.Execute($"CREATE TABLE {table} AS {(query == "none" ? "SELECT * FROM data WHERE FALSE" : query)}");
        }

        session.Execute("CREATE TABLE unwanted AS SELECT pid, row FROM removes");
        session.Execute($"CREATE TABLE ledger AS SELECT * FROM removes UNION ALL {(staying == "none" ? "SELECT * FROM data WHERE FALSE" : staying)}");

        foreach (var data in new[] { "data", "NULL" })
        {
            session.Execute($"UPDATE removes SET data = {data}");
            SharedTraits.Begin(session, Names);
            SharedTraits.GatherLeaving(session, Names, Everybody);
            SharedTraits.GatherAdds(session, Names, "adds");
            SharedTraits.Gather(session, Names, Everybody);

            SharedTraits.Read(session).ShouldBe(shared, ignoreOrder: true, $"with {data}");
            session.Execute("DROP TABLE leaving_traits; DROP TABLE shared_traits");
        }
    }
}
