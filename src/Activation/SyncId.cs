namespace Activation;

/// <summary>The name a user gave a sync (see <see cref="EntityName"/>).</summary>
public readonly record struct SyncId(string Value)
{
    public static bool TryParse(string? text, out SyncId id)
    {
        id = EntityName.IsValid(text) ? new SyncId(text ?? "") : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
