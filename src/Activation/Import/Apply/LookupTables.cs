using System.Globalization;
using Activation.Storage;

namespace Activation.Import.Apply;

/// <summary>One-column tables that a session's queries join with.</summary>
internal static class LookupTables
{
    /// <summary>A condition on a UUID column: the id is of the shard.</summary>
    public static string InShard(string column, int shard) => string.Create(CultureInfo.InvariantCulture, $"left({column}::VARCHAR, 1) = '{shard:x}'");

    /// <summary>Replaces the table: a column `pid`.</summary>
    public static void FillProfiles(this DuckDbSession session, string table, IEnumerable<ProfileId> profiles)
    {
        session.Execute($"CREATE OR REPLACE TABLE {table} (pid UUID)");
        using var appender = session.Connection.CreateAppender(table);
        foreach (var profile in profiles)
        {
            appender.CreateRow().AppendValue(profile.Value).EndRow();
        }
    }

    /// <summary>Replaces the table: a column `value`.</summary>
    public static void FillTexts(this DuckDbSession session, string table, IEnumerable<string> texts)
    {
        session.Execute($"CREATE OR REPLACE TABLE {table} (value VARCHAR)");
        using var appender = session.Connection.CreateAppender(table);
        foreach (var text in texts)
        {
            appender.CreateRow().AppendValue(text).EndRow();
        }
    }
}
