namespace Activation.Governance.Privacy;

/// <summary>An identifier as a privacy request gives it. Not a record: a generated ToString would print it.</summary>
/// <param name="name">One of <see cref="Accepted"/>.</param>
/// <param name="value">In clear, or hashed as imports take it; also of a device id its hash.</param>
/// <param name="country">For a phone number without one: ISO 3166-1 alpha-2.</param>
public sealed class GivenIdentifier(string name, string value, string? country)
{
    /// <summary>The identifiers that tell a person.</summary>
    public static readonly IReadOnlyList<string> Accepted =
    [
        Profiles.Identifiers.CustomerId, Profiles.Identifiers.ExternalId, Profiles.Identifiers.Email, Profiles.Identifiers.Phone,
        Profiles.Identifiers.MobileAdId, Profiles.Identifiers.Idfa, Profiles.Identifiers.Gaid, Profiles.Identifiers.Ecid,
    ];

    public string Name => name;

    public string Value => value;

    public string? Country => country;
}
