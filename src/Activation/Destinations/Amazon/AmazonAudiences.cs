using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Activation.Destinations.Amazon;

/// <summary>Makes audiences and looks at them. Amazon neither lists them nor changes their names.</summary>
/// <remarks>https://advertising.amazon.com/API/docs/en-us/guides/amazon-marketing-cloud/audiences/advertiser-audiences</remarks>
internal sealed class AmazonAudiences(AmazonClient client)
{
    private const int MinName = 10;
    private const int MaxName = 128;
    private const int MaxDescription = 1_000;
    private const string Padding = " audience";

    public async Task<EnsureAudienceResult> EnsureAsync(AmazonSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.KnownId is { } known)
        {
            var found = await GetAsync(settings, known, cancellationToken);
            return new EnsureAudienceResult(await ConfirmAsync(settings, found.Result, cancellationToken), found.Value is null ? null : known);
        }

        // The platform does not say whether an external id may be used again: each audience gets one of its own.
        var body = new AmazonCreateAudience(
            NameOf(spec.Name), Plain(spec.Description, MaxDescription), new AmazonTarget { AdvertiserId = settings.AdvertiserId, ConnectionId = settings.ConnectionId }, settings.CountryCode,
            new AmazonCreateMetadata($"{spec.Sync}-{Guid.NewGuid():N}"));
        var created = await client.SendAsync(
            settings, HttpMethod.Post, "amc/audiences/metadata", JsonSerializer.SerializeToUtf8Bytes(body, AmazonJson.Default.AmazonCreateAudience), AmazonJson.Default.AmazonAudience,
            a => a.AudienceId is not null, cancellationToken);
        return new EnsureAudienceResult(InAccount(created.Result), created.Value?.AudienceId?.ToString(CultureInfo.InvariantCulture));
    }

    public Task<PlatformReply<AmazonAudience>> GetAsync(AmazonSettings settings, string id, CancellationToken cancellationToken) =>
        client.SendAsync(settings, HttpMethod.Get, $"amc/audiences/metadata/{Uri.EscapeDataString(id)}", null, AmazonJson.Default.AmazonAudience, a => a.AudienceId is not null, cancellationToken);

    /// <summary>An audience that is not found is gone if the credentials are good otherwise.</summary>
    public async Task<DestinationResult> ConfirmAsync(AmazonSettings settings, DestinationResult result, CancellationToken cancellationToken) =>
        result.Outcome == DestinationOutcome.AudienceMissing && await client.CheckAsync(settings, cancellationToken) is { Outcome: not DestinationOutcome.Success } check ? check : result;

    /// <summary>A name is 10 to 128 letters, digits, spaces, hyphens and underscores.</summary>
    internal static string NameOf(string name)
    {
        var plain = Plain(name, MaxName - Padding.Length);
        return plain.Length < MinName ? plain + Padding : plain;
    }

    private static string Plain(string text, int maxLength)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : ' ');
        }

        var trimmed = plain.ToString().Trim();
        return trimmed.Length <= maxLength ? trimmed : trimmed[..maxLength];
    }

    private static DestinationResult InAccount(DestinationResult result) =>
        result.Outcome == DestinationOutcome.AudienceMissing
            ? result with { Outcome = DestinationOutcome.Stop, Message = "Amazon does not know the advertiser or connection. Check advertiserId, connectionId and region." }
            : result;
}
