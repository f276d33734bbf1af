namespace Activation.Api.Profiles;

/// <summary>One identifier to find a profile by. Not a record: a generated ToString would print it.</summary>
internal sealed class LookupRequest
{
    public string? CustomerId { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>For a phone number without one: ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }
}
