namespace Activation.Destinations;

/// <summary>An identifier that a destination takes.</summary>
/// <param name="Name">One of <see cref="Profiles.Identifiers.Names"/>.</param>
/// <param name="Variant">The stored variant that is sent (see <see cref="Profiles.Identifiers.Variants"/>).</param>
public sealed record AcceptedIdentifier(string Name, string Variant);
