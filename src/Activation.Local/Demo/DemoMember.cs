namespace Activation.Local.Demo;

/// <summary>An invented person as the airline knows them, before the way it is written down. Not a record: it stands for personal data.</summary>
internal sealed class DemoMember
{
    /// <summary>`FF000123`; empty for a person without a membership.</summary>
    public required string MemberId { get; init; }

    /// <summary>Trimmed and in lower case; null if unknown.</summary>
    public string? Email { get; set; }

    public DemoPhone? Phone { get; init; }

    public required string Country { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string Street { get; init; }

    public required string Tier { get; set; }

    public required int Miles { get; set; }

    public required DateOnly LastFlight { get; set; }

    public required bool WebLogin { get; init; }

    public required string HomeAirport { get; init; }

    public required string Newsletter { get; init; }

    /// <summary>How the email is written: the same member's row is written the same way in every file.</summary>
    public required DemoEmailWriting EmailWriting { get; init; }

    public required int PhoneWriting { get; init; }
}
