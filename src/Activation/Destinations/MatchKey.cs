namespace Activation.Destinations;

/// <summary>
/// What the platform can find a person by when it removes: one identifier, or several together (a composite, such as first name + last name +
/// postcode). Identifiers that are in no key never decide a remove.
/// </summary>
public sealed record MatchKey(params IReadOnlyList<string> Identifiers)
{
    public bool IsComposite => Identifiers.Count > 1;
}
