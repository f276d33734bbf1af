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

    private const int MemoryMegabytes = 256;

    private readonly DuckDbSession session;
    private bool anyCustomer;

    public SeenProfiles(ScratchFolder scratch)
    {
        session = new DuckDbSession(scratch, MemoryMegabytes);
        session.Execute("CREATE TABLE seen (pid UUID, part INTEGER); CREATE TABLE customers (email UUID, pid UUID)");
    }

    public void Add(IEnumerable<(ProfileId Profile, int Part)> profiles)
    {
        using var appender = session.Connection.CreateAppender("seen");
        foreach (var (profile, part) in profiles)
        {
            appender.CreateRow().AppendValue(profile.Value).AppendValue(part).EndRow();
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

    public void AddCustomers(IReadOnlyCollection<(string Email, ProfileId Customer)> customers)
    {
        anyCustomer |= customers.Count > 0;
        using var appender = session.Connection.CreateAppender("customers");
        foreach (var (email, customer) in customers)
        {
            appender.CreateRow().AppendValue(Key(email)).AppendValue(customer.Value).EndRow();
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

    public void Dispose() => session.Dispose();

    /// <summary>Half of the hash tells emails apart and takes a quarter of the room.</summary>
    private static Guid Key(string emailHash) => Guid.ParseExact(emailHash.AsSpan(0, 32), "N");
}
