using System.Globalization;
using System.Text.RegularExpressions;

namespace Activation.Destinations.Google;

/// <summary>The audience members that an error names. Nothing of a call is applied if one member is at fault, so the others are sent again without them.</summary>
/// <remarks>https://developers.google.com/data-manager/api/devguides/concepts/understand-errors#fast-fail</remarks>
internal static partial class GoogleViolations
{
    /// <summary>Index of each member at fault with its reason; none if the error names anything else too.</summary>
    public static IReadOnlyDictionary<int, string> Of(byte[] body, int members)
    {
        var faults = new Dictionary<int, string>();
        var error = PlatformClient.Read(body, GoogleJson.Default.GoogleErrorEnvelope)?.Error;
        foreach (var violation in error is null ? [] : GoogleErrors.Violations(error))
        {
            if (MemberOf(violation) is not { } index || index >= members)
            {
                return new Dictionary<int, string>();
            }

            faults.TryAdd(index, GoogleReason.Of(violation.Reason, RejectedRow.ByPlatform));
        }

        return faults;
    }

    /// <summary>The member's index in the call; null if the field is none of a member.</summary>
    public static int? MemberOf(GoogleFieldViolation violation) =>
        Member().Match(violation.Field ?? "") is { Success: true } match && int.TryParse(match.Groups["index"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>As documented: `audience_members.audience_members[0].user_data.user_identifiers`.</summary>
    [GeneratedRegex("(^|\\.)(audience_members|audienceMembers)\\[(?<index>[0-9]{1,6})\\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Member();
}
