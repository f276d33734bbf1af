using System.Globalization;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.Import.Apply;

/// <summary>
/// What an import has met so far: profiles, with the part in which each was last written, and customers' emails. In DuckDB, so that
/// memory does not grow with the file.
/// </summary>
internal sealed class SeenProfiles : IDisposable
{
    /// <summary>The part of a profile that was met and had not changed.</summary>
    public const int NotWritten = -1;

    /// <summary>The "part" of a profile that was merged into another one.</summary>
    public const int Merged = int.MaxValue;

    /// <summary>What is beyond it is spilled. It bounds how much more memory a large file takes than a small one.</summary>
    private const int MemoryMegabytes = 64;

    private static readonly int Email = Identifiers.Position("email");

    private readonly DuckDbSession session;
    private bool anyCustomer;
    private int span;

    public SeenProfiles(ScratchFolder scratch)
    {
        session = new DuckDbSession(scratch, MemoryMegabytes);
        session.Execute("CREATE TABLE seen (pid UUID, part INTEGER, span INTEGER); CREATE TABLE customers (email UUID, pid UUID, span INTEGER)");
    }

    public void Add(IEnumerable<(ProfileId Profile, int Part)> profiles)
    {
        using var appender = session.Connection.CreateAppender("seen");
        foreach (var (profile, part) in profiles)
        {
            appender.CreateRow().AppendValue(profile.Value).AppendValue(part).AppendValue(span).EndRow();
        }
    }

    /// <summary>Those of the profiles that were met, with their parts.</summary>
    public Dictionary<ProfileId, int> Find(IEnumerable<ProfileId> profiles)
    {
        var found = new Dictionary<ProfileId, int>();
        session.FillProfiles("wanted", profiles);
        using var command = session.Command("SELECT s.pid, max(s.part) FROM seen s JOIN wanted w ON w.pid = s.pid GROUP BY s.pid");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found[new ProfileId(reader.GetGuid(0))] = reader.GetInt32(1);
        }

        return found;
    }

    /// <summary>The profiles of a shard that were met, one at a time.</summary>
    public IEnumerable<ProfileId> InShard(int shard)
    {
        using var command = session.Command($"SELECT DISTINCT pid FROM seen WHERE {LookupTables.InShard("pid", shard)}");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new ProfileId(reader.GetGuid(0));
        }
    }

    /// <summary>Notes the customers' emails.</summary>
    public void AddCustomers(IEnumerable<ParsedRow> rows)
    {
        using var appender = session.Connection.CreateAppender("customers");
        foreach (var row in rows)
        {
            foreach (ref readonly var email in row.Identifiers.Values(Email))
            {
                anyCustomer = true;
                appender.CreateRow().AppendValue(Key(IdentifierValue.HashOf(in email))).AppendValue(row.Profile.Value).AppendValue(span).EndRow();
            }
        }
    }

    public List<(string Email, ProfileId Customer)> Customers(IReadOnlyCollection<string> emails)
    {
        var found = new List<(string, ProfileId)>();
        if (!anyCustomer)
        {
            return found;
        }

        var byKey = emails.ToDictionary(Key);
        session.FillProfiles("wanted", byKey.Keys.Select(key => new ProfileId(key)));
        using var command = session.Command("SELECT DISTINCT c.email, c.pid FROM customers c JOIN wanted w ON w.pid = c.email");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add((byKey[reader.GetGuid(0)], new ProfileId(reader.GetGuid(1))));
        }

        return found;
    }

    /// <summary>Writes the customers with their emails to a local Parquet file: `email` (its key), `pid`.</summary>
    /// <returns>False if there is none, and no file.</returns>
    public bool ExportCustomers(string path)
    {
        if (anyCustomer)
        {
            session.Execute($"COPY (SELECT DISTINCT email, pid FROM customers) TO {DuckDbSession.Quote(path)} (FORMAT parquet)");
        }

        return anyCustomer;
    }

    /// <summary>Uploads the profiles that were met, as a <see cref="SeenFile"/> has them.</summary>
    /// <returns>How many they are.</returns>
    public async Task<long> UploadAsync(ActivationStorage storage, ScratchFolder scratch, DateTimeOffset at, string container, string blobName, CancellationToken cancellationToken)
    {
        var profiles = string.Create(CultureInfo.InvariantCulture, $"SELECT pid FROM seen GROUP BY pid HAVING max(part) < {Merged}");
        var query = $"SELECT pid, {DuckDbSession.Quote(at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture))}::TIMESTAMP AS seen_at FROM ({profiles}) ORDER BY pid";
        await ParquetUpload.CopyAsync(session, storage, scratch, query, container, blobName, cancellationToken);
        return session.ScalarInt64($"SELECT count(*) FROM ({profiles})");
    }

    /// <summary>Writes what was met since the last call.</summary>
    public async Task SaveAsync(ActivationStorage storage, ScratchFolder scratch, string container, string blobName, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"SELECT pid, part, NULL::UUID AS email FROM seen WHERE span = {span} UNION ALL SELECT pid, NULL, email FROM customers WHERE span = {span}");
        await ParquetUpload.CopyAsync(session, storage, scratch, query, container, blobName, cancellationToken);
        span++;
    }

    /// <summary>Adds what <see cref="SaveAsync"/> wrote.</summary>
    public async Task LoadAsync(ActivationStorage storage, ScratchFolder scratch, string container, string blobName, CancellationToken cancellationToken)
    {
        var local = scratch.NewFile(".parquet");
        try
        {
            await storage.Blob(container, blobName).DownloadToAsync(local, cancellationToken);
            var file = $"read_parquet({DuckDbSession.Quote(local)})";
            session.Execute($"INSERT INTO seen SELECT pid, part, -1 FROM {file} WHERE email IS NULL");
            anyCustomer |= session.Execute($"INSERT INTO customers SELECT email, pid, -1 FROM {file} WHERE email IS NOT NULL") > 0;
        }
        finally
        {
            File.Delete(local);
        }
    }

    public void Dispose() => session.Dispose();

    /// <summary>Half of the hash tells emails apart and takes a quarter of the room.</summary>
    private static Guid Key(ReadOnlySpan<byte> emailHash) => new(emailHash[..16], bigEndian: true);

    private static Guid Key(string emailHash) => Guid.ParseExact(emailHash.AsSpan(0, 32), "N");
}
