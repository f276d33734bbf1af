namespace Activation;

/// <summary>The name a user gave a segment (see <see cref="EntityName"/>).</summary>
public readonly record struct SegmentId(string Value)
{
    public static bool TryParse(string? text, out SegmentId id)
    {
        id = EntityName.IsValid(text) ? new SegmentId(text ?? "") : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
