using Activation.Storage;
using DuckDB.NET.Data;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Storage;

public sealed class DuckDbDatabasesTests : IDisposable
{
    private readonly ScratchFolder scratch = new(Options.Create(new StorageOptions { MemoryMegabytes = 2048, ScratchMegabytes = 500 }));

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Session_AfterAnother_FindsNothingOfIt()
    {
        for (var i = 0; i < 60; i++)
        {
            using var session = new DuckDbSession(scratch, 128);

            Tables(session).ShouldBe(0);
            session.Execute("CREATE TABLE rows AS SELECT 1 AS a");
            session.Execute("CREATE TEMP TABLE passing AS SELECT 1 AS a");
            session.Execute("CREATE VIEW together AS SELECT * FROM rows UNION ALL SELECT * FROM passing");
            using (var appender = session.Connection.CreateAppender("rows"))
            {
                appender.CreateRow().AppendValue(2).EndRow();
            }

            session.ScalarInt64("SELECT sum(a) FROM together").ShouldBe(4);
        }
    }

    [Fact]
    public void Sessions_AtTheSameTime_DoNotSeeEachOther()
    {
        using var first = new DuckDbSession(scratch, 256);
        using var second = new DuckDbSession(scratch, 128);
        first.Execute("CREATE TABLE rows AS SELECT 1 AS a");

        Tables(second).ShouldBe(0);
        second.Execute("CREATE TABLE rows AS SELECT 2 AS a");

        first.ScalarInt64("SELECT a FROM rows").ShouldBe(1);
        Limit(first).ShouldNotBe(Limit(second));
    }

    [Fact]
    public void Session_AfterOneWithMoreMemory_HasItsOwn()
    {
        using (var large = new DuckDbSession(scratch, 400))
        {
            Limit(large).ShouldStartWith("38");
        }

        using var small = new DuckDbSession(scratch, 128);

        Limit(small).ShouldStartWith("122");
        small.ScalarInt64("SELECT value::INT FROM duckdb_settings() WHERE name = 'threads'").ShouldBe(1);
    }

    [Fact]
    public void Session_AfterOneThatSpilled_SpillsToItsOwnFolder()
    {
        for (var i = 0; i < 3; i++)
        {
            using (var session = new DuckDbSession(scratch, 128))
            {
                // About 300 MB.
                session.Execute("CREATE TABLE rows AS SELECT gen_random_uuid() AS a, gen_random_uuid()::VARCHAR AS b FROM range(5_000_000)");
                session.ScalarInt64("SELECT count(*) FROM rows").ShouldBe(5_000_000);
                session.Execute("DROP TABLE rows");
                Directory.GetDirectories(scratch.Path).Length.ShouldBe(1);
            }

            Directory.GetFileSystemEntries(scratch.Path).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Session_AfterOneThatRanOutOfRoom_Works()
    {
        using (var session = new DuckDbSession(scratch, 128))
        {
            Should.Throw<DuckDBException>(() => session.Execute("CREATE TABLE rows AS SELECT gen_random_uuid()::VARCHAR AS a FROM range(50_000_000)"));
        }

        using var next = new DuckDbSession(scratch, 128);

        Tables(next).ShouldBe(0);
        next.ScalarInt64("SELECT count(*) FROM range(1000)").ShouldBe(1000);
    }

    [Fact]
    public void Session_WhoseConnectionIsStillRead_LeavesNothingToTheNext()
    {
        var session = new DuckDbSession(scratch, 128);
        session.Execute("CREATE TABLE rows AS SELECT range AS a FROM range(100_000)");
        var command = session.Command("SELECT a FROM rows");
        command.UseStreamingMode = true;
        var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        session.Dispose();

        using (var next = new DuckDbSession(scratch, 128))
        {
            Tables(next).ShouldBe(0);
        }

        reader.Dispose();
        command.Dispose();
    }

    private static long Tables(DuckDbSession session) => session.ScalarInt64("SELECT count(*) FROM duckdb_tables()") + session.ScalarInt64("SELECT count(*) FROM duckdb_views() WHERE NOT internal");

    private static string Limit(DuckDbSession session)
    {
        using var command = session.Command("SELECT current_setting('memory_limit')");
        return (string)command.ExecuteScalar()!;
    }
}
