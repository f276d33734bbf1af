namespace Activation.Destinations;

/// <summary>An identifier that a destination takes.</summary>
/// <param name="Name">One of <see cref="Profiles.Identifiers.Names"/>.</param>
/// <param name="Variant">The stored variant that is sent (see <see cref="Profiles.Identifiers.Variants"/>).</param>
/// <param name="Shape">What a value must look like to be sent.</param>
public sealed record AcceptedIdentifier(string Name, string Variant, IdentifierShape Shape)
{
    /// <summary>Demands the form in which the variant is stored.</summary>
    public AcceptedIdentifier(string name, string variant)
        : this(name, variant, IdentifierShapes.Of(variant))
    {
    }
}
