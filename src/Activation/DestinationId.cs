namespace Activation;

/// <summary>The name a user gave a destination (see <see cref="EntityName"/>).</summary>
public readonly record struct DestinationId(string Value)
{
    public static bool TryParse(string? text, out DestinationId id)
    {
        id = EntityName.IsValid(text) ? new DestinationId(text ?? "") : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
