using System.Globalization;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>The audiences of a stand-in: people who are known by keys such as `EMAIL:…`. Every method locks; the answers are copies.</summary>
internal sealed class DoubleAudiences(string platform, SandboxState state, SandboxPlatform hooks)
{
    /// <summary>The audiences of an account in the order of their ids.</summary>
    public IReadOnlyList<SandboxAudience> List(string account)
    {
        lock (state.Gate)
        {
            return [.. state.Audiences.Where(a => a.AdAccount == Owner(account)).Select(View)];
        }
    }

    public SandboxAudience? Find(string id)
    {
        lock (state.Gate)
        {
            return Own(id) is { } audience ? View(audience) : null;
        }
    }

    /// <returns>The new audience's id: digits, unless given.</returns>
    public string Create(string account, string name, string? description, string? id = null)
    {
        lock (state.Gate)
        {
            id ??= state.NextAudienceId;
            state.Commit(new SandboxEvent { Kind = SandboxEventKind.Create, Target = id, AdAccount = Owner(account), Name = name, Description = description });
            return id;
        }
    }

    /// <summary>The audience of a platform on which it is no more than a name in each call: there from the first call that names it.</summary>
    public string Named(string name)
    {
        var id = $"{platform}.{name}";
        lock (state.Gate)
        {
            if (Own(id) is null)
            {
                state.Commit(new SandboxEvent { Kind = SandboxEventKind.Create, Target = id, AdAccount = Owner(""), Name = name });
            }
        }

        return id;
    }

    public void Rename(string id, string? name, string? description = null) =>
        Commit(new SandboxEvent { Kind = SandboxEventKind.Rename, Target = id, Name = name, Description = description });

    public void Delete(string id) => Commit(new SandboxEvent { Kind = SandboxEventKind.Delete, Target = id });

    /// <summary>A row joins everybody who has one of its keys; see <see cref="People"/>.</summary>
    public void Add(string id, IReadOnlyList<IReadOnlyList<string>> rows) => Commit(new SandboxEvent { Kind = SandboxEventKind.Add, Target = id, Rows = rows });

    /// <summary>A row takes everybody out who has one of its keys.</summary>
    public void Remove(string id, IReadOnlyList<IReadOnlyList<string>> rows) => Commit(new SandboxEvent { Kind = SandboxEventKind.Remove, Target = id, Rows = rows });

    public void Clear(string id)
    {
        lock (state.Gate)
        {
            if (Own(id) is { } audience)
            {
                state.Commit(new SandboxEvent { Kind = SandboxEventKind.Remove, Target = id, Rows = [.. audience.People.Keys.Select(k => (IReadOnlyList<string>)[k])] });
            }
        }
    }

    /// <summary>Whether somebody in the audience has this key.</summary>
    public bool Holds(string id, string key)
    {
        lock (state.Gate)
        {
            return Own(id)?.People.Keys.Contains(key) == true;
        }
    }

    /// <summary>The people of an audience, each as its keys.</summary>
    public IReadOnlyList<IReadOnlyList<string>> People(string id)
    {
        lock (state.Gate)
        {
            return [.. (Own(id)?.People.All ?? []).Select(p => p.ToList())];
        }
    }

    /// <summary>True of a row that a test wants refused though it is well-formed.</summary>
    public bool Refuses(IReadOnlyList<string> keys) => hooks.RefusesRow?.Invoke(keys) == true;

    /// <summary>True of a row for which a test wants the whole call refused.</summary>
    public bool RefusesCall(IReadOnlyList<string> keys) => hooks.RefusesCallFor?.Invoke(keys) == true;

    /// <summary>True of a row that a test wants refused after its call was taken.</summary>
    public bool RefusesLater(IReadOnlyList<string> keys) => hooks.RefusesLater?.Invoke(keys) == true;

    private void Commit(SandboxEvent change)
    {
        lock (state.Gate)
        {
            state.Commit(change);
        }
    }

    private string Owner(string account) => string.Create(CultureInfo.InvariantCulture, $"{platform}:{account}");

    private Audience? Own(string id) =>
        state.Find(id) is { } audience && audience.AdAccount.StartsWith($"{platform}:", StringComparison.Ordinal) ? audience : null;

    private static SandboxAudience View(Audience audience) =>
        new(audience.Id, audience.Name, audience.Description, audience.AdAccount[(audience.AdAccount.IndexOf(':', StringComparison.Ordinal) + 1)..], audience.People.Count, audience.People.Keys.Count);
}
