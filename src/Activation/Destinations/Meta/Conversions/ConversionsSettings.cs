namespace Activation.Destinations.Meta.Conversions;

/// <summary>A Conversions API destination's settings and credentials, parsed. Not a record: it holds the token.</summary>
internal sealed class ConversionsSettings(DestinationAccount account, DateTimeOffset now) : MetaAccess(account, now)
{
    public string Pixel { get; } = PixelOf(account);

    public string ActionSource { get; } = account.Setting("actionSource") ?? ConversionsType.DefaultActionSource;

    /// <summary>Meta recommends it.</summary>
    public bool HashesExternalIds { get; } = account.Setting("externalIds") != ConversionsType.Clear;

    internal static string PixelOf(DestinationAccount account) =>
        account.Setting("pixelId") ?? throw ProblemException.Invalid("invalidDestination", "settings.pixelId", "settings.pixelId is missing.");
}
