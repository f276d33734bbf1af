using System.Globalization;
using Activation.Destinations;

namespace Activation.Tests.Destinations.Adobe;

/// <summary>Conformance of a platform that knows an audience by a name alone and a person by one identity at a time.</summary>
public abstract class NamedAudienceConformanceTests : PlatformConformanceTests
{
    private protected override bool HasAudiences => false;

    /// <summary>Members take turns with the identifiers, one each: the platform cannot know two identities for one person.</summary>
    private protected override MemberRow Row(int number)
    {
        var identifiers = Destination.Type.Identifiers;
        return Member.Of(number, [identifiers[number % identifiers.Count]]);
    }

    private protected override async Task<IReadOnlyList<string>> HeldAsync(string audienceId) =>
        Sandbox.Platform.Audiences.FirstOrDefault(a => a.Name == audienceId) is { } audience ? await base.HeldAsync(audience.Id) : [];

    private protected static string Ecid(int number) => number.ToString("D38", CultureInfo.InvariantCulture);
}
