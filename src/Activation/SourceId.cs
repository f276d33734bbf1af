namespace Activation;

/// <summary>The name a user gave a source (see <see cref="EntityName"/>).</summary>
public readonly record struct SourceId(string Value)
{
    public static bool TryParse(string? text, out SourceId id)
    {
        id = EntityName.IsValid(text) ? new SourceId(text ?? "") : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
