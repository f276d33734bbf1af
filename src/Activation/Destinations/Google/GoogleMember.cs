using Activation.Profiles;

namespace Activation.Destinations.Google;

/// <summary>An audience member as Google takes it, and the row that it comes from.</summary>
internal sealed record GoogleMember(int Row, GoogleAudienceMember Content)
{
    /// <summary>
    /// Rows as audience members. Whoever has more identifiers than a member may have becomes several. An address is matched as a whole: it is
    /// there if all four parts are, each with its first value.
    /// </summary>
    /// <param name="mobile">Whose mobile ids they are; null: contacts.</param>
    /// <param name="stated">See <see cref="GoogleSettings.StatedConsents"/>.</param>
    /// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/AudienceMember, …/UserData and …/MobileData</remarks>
    public static List<GoogleMember> Of(IReadOnlyList<MemberRow> rows, GoogleMobileList? mobile, IReadOnlyList<string> stated)
    {
        var members = new List<GoogleMember>(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            var consent = ConsentOf(rows[row], stated);
            members.AddRange((mobile is null ? Contacts(rows[row]) : MobileIds(rows[row], mobile)).Select(content => new GoogleMember(row, content with { Consent = consent })));
        }

        return members;
    }

    /// <summary>Only a consent that was given is ever said. Of people outside of the area in which Google asks for it, it may be neither given nor refused.</summary>
    /// <returns>Null: nothing is said.</returns>
    private static GoogleConsent? ConsentOf(MemberRow row, IReadOnlyList<string> stated)
    {
        var given = row.Enrichment.Consents.Intersect(stated, StringComparer.Ordinal).ToList();
        return given.Count == 0 ? null : new GoogleConsent(Status(GoogleType.UserData), Status(GoogleType.Personalization));

        string? Status(string consent) => given.Contains(consent, StringComparer.Ordinal) ? "CONSENT_GRANTED" : null;
    }

    private static IEnumerable<GoogleAudienceMember> Contacts(MemberRow row) =>
        Identify(row).Chunk(GoogleType.MaxIdentifiers).Select(part => new GoogleAudienceMember(CompositeData: new GoogleComposite(new GoogleUserData(part))));

    private static IEnumerable<GoogleAudienceMember> MobileIds(MemberRow row, GoogleMobileList list) =>
        row[Identifiers.MobileAdId].Select(list.Spell).Chunk(GoogleType.MaxIdentifiers).Select(part => new GoogleAudienceMember(MobileData: new GoogleMobileData(part)));

    private static IEnumerable<GoogleIdentifier> Identify(MemberRow row)
    {
        foreach (var email in row[Identifiers.Email])
        {
            yield return new GoogleIdentifier(EmailAddress: email);
        }

        foreach (var phone in row[Identifiers.Phone])
        {
            yield return new GoogleIdentifier(PhoneNumber: phone);
        }

        if (row[Identifiers.FirstName] is [var given, ..] && row[Identifiers.LastName] is [var family, ..]
            && row[Identifiers.Country] is [var region, ..] && row[Identifiers.Zip] is [var postal, ..])
        {
            yield return new GoogleIdentifier(Address: new GoogleAddress(given, family, region, postal));
        }
    }
}
