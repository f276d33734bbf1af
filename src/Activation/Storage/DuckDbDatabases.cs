using System.Globalization;
using DuckDB.NET.Data;

namespace Activation.Storage;

/// <summary>
/// DuckDB instances that no session uses at the moment. One takes some 15 ms of a core to start, most of what a small session needs, so that one that has done little is handed on:
/// each session gets an empty database of its own in it, which is dropped with all that was in it when the session ends. Thread-safe.
/// </summary>
internal sealed class DuckDbDatabases : IDisposable
{
    /// <summary>What an instance keeps over sessions (file metadata) goes with it.</summary>
    private const int MaxSessions = 50;

    /// <summary>Sessions that are open at the same time are few; an instance that nobody uses has some megabytes.</summary>
    private const int MaxIdle = 4;

    /// <summary>What a session that has done little may still hold at its end.</summary>
    private const long SmallBytes = 16 * 1024 * 1024;

    private readonly Stack<Instance> idle = new();
    private readonly Lock gate = new();
    private bool isDisposed;

    /// <summary>A connection to an empty database, the only one that uses its instance: its settings are those that the latest session made.</summary>
    public Instance Take()
    {
        lock (gate)
        {
            if (idle.TryPop(out var used))
            {
                return used;
            }
        }

        return new Instance();
    }

    /// <summary>After a session.</summary>
    /// <param name="instance">What was taken.</param>
    /// <param name="isSpent">Whether it is not to be handed on: it has spilled, or failed.</param>
    public void GiveBack(Instance instance, bool isSpent)
    {
        if (!isSpent && instance.Sessions < MaxSessions && instance.TryClear())
        {
            lock (gate)
            {
                if (!isDisposed && idle.Count < MaxIdle)
                {
                    idle.Push(instance);
                    return;
                }
            }
        }

        instance.Dispose();
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            while (idle.TryPop(out var instance))
            {
                instance.Dispose();
            }
        }
    }

    internal sealed class Instance : IDisposable
    {
        private readonly DuckDBConnection root = new("DataSource=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false");

        public Instance() => root.Open();

        /// <summary>Those that it has had.</summary>
        public int Sessions { get; private set; }

        private string Name => string.Create(CultureInfo.InvariantCulture, $"session{Sessions}");

        public DuckDBConnection Connect()
        {
            Sessions++;
            Execute(root, $"ATTACH ':memory:' AS {Name}");
            var connection = root.Duplicate();
            connection.Open();
            Execute(connection, $"USE {Name}");
            return connection;
        }

        /// <summary>Drops what the session had, once its connection is closed.</summary>
        /// <returns>False: the instance is not to be handed on. After much work it would keep more memory than a new one needs.</returns>
        public bool TryClear()
        {
            try
            {
                if (MemoryUsed() > SmallBytes)
                {
                    return false;
                }

                // It keeps freed memory for the next query; where the number of threads changes, it gives that back to the system.
                Execute(root, $"DETACH {Name}; SET threads=2; SET threads=1");
                return true;
            }
            catch (DuckDBException)
            {
                // It failed in the session, which has told.
                return false;
            }
        }

        public void Dispose() => root.Dispose();

        private long MemoryUsed()
        {
            using var command = root.CreateCommand();
            command.CommandText = "SELECT coalesce(sum(memory_usage_bytes), 0)::BIGINT FROM duckdb_memory()";
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }

        private static void Execute(DuckDBConnection connection, string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
