using System.Globalization;
using DuckDB.NET.Data;

namespace Activation.Storage;

/// <summary>
/// One in-memory DuckDB database of its own, bounded in memory, spilling to the scratch folder. No extension is loaded at run time:
/// Parquet and JSON are built in. One thread at a time.
/// </summary>
public sealed class DuckDbSession : IDisposable
{
    /// <summary>With less, a thread may not find room for the blocks that it holds while it spills.</summary>
    /// <remarks>https://duckdb.org/docs/stable/guides/performance/environment</remarks>
    private const int MegabytesOfThread = 125;

    private readonly DuckDBConnection connection;
    private readonly string spillFolder;
    private readonly EvaluationBudget budget;
    private readonly int memoryMegabytes;
    private bool isDisposed;

    /// <param name="memoryMegabytes">The most that it takes; less where the instance is small or other sessions are open.</param>
    public DuckDbSession(ScratchFolder scratch, int memoryMegabytes = 1024)
    {
        spillFolder = scratch.NewFile(".spill");
        connection = new DuckDBConnection("DataSource=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false");
        connection.Open();
        budget = scratch.Budget;
        this.memoryMegabytes = budget.Take(memoryMegabytes);
        Execute($"SET memory_limit='{this.memoryMegabytes}MB'");
        Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads={Math.Clamp(this.memoryMegabytes / MegabytesOfThread, 1, Environment.ProcessorCount)}"));
        Execute($"SET temp_directory={Quote(spillFolder)}");
        Execute($"SET max_temp_directory_size='{budget.SpillMegabytes}MB'");
        Execute("SET preserve_insertion_order=false");
        // Files never change, and are opened again for every range of profiles.
        Execute("SET parquet_metadata_cache=true");
        // The files are on this machine's disk, whose cache the system keeps: a second one would only fill the session's memory.
        Execute("SET enable_external_file_cache=false");
        Execute("SET TimeZone='UTC'");
    }

    public DuckDBConnection Connection => connection;

    /// <summary>A single-quoted SQL string literal, for file names of our own; user values are always parameters.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A list literal of file names for `read_parquet`.</summary>
    public static string FileList(IEnumerable<string> paths) => $"[{string.Join(", ", paths.Select(Quote))}]";

    public DuckDBCommand Command(string sql, IEnumerable<object?>? parameters = null)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in parameters ?? [])
        {
            command.Parameters.Add(new DuckDBParameter(value ?? DBNull.Value));
        }

        return command;
    }

    /// <summary>Runs a statement with positional parameters (`$1`, `$2`, …); answers the rows affected.</summary>
    public int Execute(string sql, IEnumerable<object?>? parameters = null)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>
    /// Creates, or replaces, a view of what a query reads from files. Every statement opens all files of its views, however few rows they have; small ones are therefore read at once.
    /// </summary>
    /// <param name="name">Of the view; the name with `_rows` is taken, too.</param>
    /// <param name="query">Over the files, and tables that stay as they are.</param>
    /// <param name="files">Local paths.</param>
    public void CreateView(string name, string query, IEnumerable<string> files)
    {
        DropView(name);
        if (files.Sum(f => new FileInfo(f).Length) <= budget.SmallBytes)
        {
            Execute($"CREATE TEMP TABLE {name}_rows AS {query}");
            query = $"SELECT * FROM {name}_rows";
        }

        Execute($"CREATE VIEW {name} AS {query}");
    }

    /// <summary>Drops a view of <see cref="CreateView"/>; nothing if there is none.</summary>
    public void DropView(string name) => Execute($"DROP VIEW IF EXISTS {name}; DROP TABLE IF EXISTS {name}_rows");

    /// <summary>The first column of the first row as a 64-bit integer; 0 for null or no row.</summary>
    public long ScalarInt64(string sql, IEnumerable<object?>? parameters = null)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull
            ? Convert.ToInt64(value is System.Numerics.BigInteger big ? (long)big : value, CultureInfo.InvariantCulture)
            : 0;
    }

    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            budget.GiveBack(memoryMegabytes);
        }

        connection.Dispose();
        if (Directory.Exists(spillFolder))
        {
            Directory.Delete(spillFolder, recursive: true);
        }
    }
}
