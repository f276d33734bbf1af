using System.Globalization;

namespace Activation.Local.Sandbox;

/// <summary>
/// Everything the sandbox remembers. A change is an event: first appended to the journal, then applied. Thread-safe: a caller holds
/// <see cref="Gate"/> over look and change.
/// </summary>
internal sealed class SandboxState
{
    private const long FirstAudienceId = 120_200_000_000_000_001;

    private readonly SandboxJournal? journal;
    private readonly SortedDictionary<string, Audience> audiences = new(StringComparer.Ordinal);
    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);
    private readonly Dictionary<(string AdAccount, long Session), SessionProgress> sessions = [];
    private readonly Dictionary<string, SortedDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>> webhooks = new(StringComparer.Ordinal);
    private long nextId = FirstAudienceId;

    public SandboxState(SandboxJournal? journal)
    {
        this.journal = journal;
        foreach (var change in journal?.Read() ?? [])
        {
            Apply(change);
        }
    }

    public Lock Gate { get; } = new();

    public IEnumerable<Audience> Audiences => audiences.Values;

    public string NextAudienceId => nextId.ToString(CultureInfo.InvariantCulture);

    public Audience? Find(string id) => audiences.GetValueOrDefault(id);

    public bool IsDeleted(string id) => deleted.Contains(id);

    public SessionProgress? FindSession(string adAccount, long session) => sessions.GetValueOrDefault((adAccount, session));

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Members(string webhook) =>
        webhooks.TryGetValue(webhook, out var members) ? members : new SortedDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>(StringComparer.Ordinal);

    public void Commit(SandboxEvent change)
    {
        journal?.Append(change);
        Apply(change);
    }

    private void Apply(SandboxEvent change)
    {
        switch (change.Kind)
        {
            case SandboxEventKind.Create:
                audiences[change.Target] = new Audience(change.Target, change.AdAccount ?? "", change.Name ?? "", change.Description ?? "", change.HasValues);
                nextId = long.TryParse(change.Target, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Math.Max(nextId, id + 1) : nextId;
                break;
            case SandboxEventKind.Rename when Find(change.Target) is { } audience:
                audience.Name = change.Name ?? audience.Name;
                audience.Description = change.Description ?? audience.Description;
                break;
            case SandboxEventKind.Delete:
                audiences.Remove(change.Target);
                deleted.Add(change.Target);
                break;
            case SandboxEventKind.Add or SandboxEventKind.Remove or SandboxEventKind.Replace when Find(change.Target) is { } audience:
                ApplyRows(audience, change);
                break;
            case SandboxEventKind.WebhookAdd or SandboxEventKind.WebhookRemove:
                ApplyMembers(change);
                break;
            default:
                break;
        }
    }

    private void ApplyRows(Audience audience, SandboxEvent change)
    {
        if (change is { Kind: SandboxEventKind.Replace, Session: { } replacement })
        {
            audience.Replace(replacement);
        }

        for (var i = 0; i < change.Rows.Count; i++)
        {
            if (change.Kind != SandboxEventKind.Remove)
            {
                audience.People.Add(change.Rows[i]);
                audience.SetValue(change.Rows[i], change.Values?[i]);
            }
            else
            {
                audience.People.Remove(change.Rows[i]);
                audience.SetValue(change.Rows[i], null);
            }
        }

        if (change.Session is { } session)
        {
            var before = sessions.GetValueOrDefault((audience.AdAccount, session.Id));
            sessions[(audience.AdAccount, session.Id)] =
                new SessionProgress(session.Batch, session.IsLast, (before?.Received ?? 0) + change.Received, (before?.Invalid ?? 0) + change.Invalid);
        }
    }

    private void ApplyMembers(SandboxEvent change)
    {
        if (!webhooks.TryGetValue(change.Target, out var members))
        {
            webhooks[change.Target] = members = new(StringComparer.Ordinal);
        }

        foreach (var (id, identifiers) in change.Members ?? new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>(StringComparer.Ordinal))
        {
            if (change.Kind == SandboxEventKind.WebhookAdd)
            {
                members[id] = identifiers;
            }
            else
            {
                members.Remove(id);
            }
        }
    }
}

internal sealed class Audience(string id, string adAccount, string name, string description, bool hasValues)
{
    private readonly Dictionary<string, double> values = new(StringComparer.Ordinal);

    public string Id => id;

    public string AdAccount => adAccount;

    public string Name { get; set; } = name;

    public string Description { get; set; } = description;

    public People People { get; } = new();

    /// <summary>True of a value-based audience.</summary>
    public bool HasValues => hasValues;

    /// <summary>The session that replaces the audience and has not had its last batch; null: none.</summary>
    public long? Replacing { get; private set; }

    /// <summary>What was said last of each key's person.</summary>
    public IReadOnlyDictionary<string, double> Values => values;

    /// <summary>A batch of a replacement comes in: the first empties the audience.</summary>
    public void Replace(UploadSession session)
    {
        if (session.Batch == 1)
        {
            People.Clear();
            values.Clear();
        }

        Replacing = session.IsLast ? null : session.Id;
    }

    public void SetValue(IReadOnlyList<string> keys, double? value)
    {
        foreach (var key in keys)
        {
            if (value is { } known)
            {
                values[key] = known;
            }
            else
            {
                values.Remove(key);
            }
        }
    }
}

internal sealed record SessionProgress(int LastBatch, bool IsFinished, int Received, int Invalid);
