using Activation.Profiles;

namespace Activation.Destinations.Google;

/// <summary>An audience member as Google takes it, and the row that it comes from.</summary>
internal sealed record GoogleMember(int Row, GoogleAudienceMember Content)
{
    /// <summary>
    /// Rows as audience members. Whoever has more identifiers than a member may have becomes several. An address is matched as a whole: it is
    /// there if all four parts are, each with its first value.
    /// </summary>
    /// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/UserData</remarks>
    public static List<GoogleMember> Of(IReadOnlyList<MemberRow> rows)
    {
        var members = new List<GoogleMember>(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var part in Identify(rows[row]).Chunk(GoogleType.MaxIdentifiers))
            {
                members.Add(new GoogleMember(row, new GoogleAudienceMember(new GoogleComposite(new GoogleUserData(part)))));
            }
        }

        return members;
    }

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
