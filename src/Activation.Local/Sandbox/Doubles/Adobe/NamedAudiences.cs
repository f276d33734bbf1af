namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>Audiences of a platform on which one begins when it is first named.</summary>
internal sealed class NamedAudiences(DoubleAudiences audiences)
{
    private const string Account = "sandbox";

    private readonly Lock gate = new();

    public void Add(string name, IReadOnlyList<IReadOnlyList<string>> rows) => audiences.Add(IdOf(name), rows);

    public void Remove(string name, IReadOnlyList<IReadOnlyList<string>> rows) => audiences.Remove(IdOf(name), rows);

    public bool Refuses(IReadOnlyList<string> keys) => audiences.Refuses(keys);

    private string IdOf(string name)
    {
        lock (gate)
        {
            return audiences.List(Account).FirstOrDefault(a => a.Name == name)?.Id ?? audiences.Create(Account, name, null);
        }
    }
}
