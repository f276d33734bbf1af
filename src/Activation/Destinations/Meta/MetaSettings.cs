namespace Activation.Destinations.Meta;

/// <summary>A Meta destination's settings and credentials, parsed. Not a record: it holds the token.</summary>
internal sealed class MetaSettings(DestinationAccount account, DateTimeOffset now) : MetaAccess(account, now)
{
    public const string DefaultFileSource = "USER_PROVIDED_ONLY";

    /// <summary>`act_{number}`.</summary>
    public string AdAccount { get; } = AdAccountOf(account);

    public string FileSource { get; } = account.Setting("customerFileSource") ?? DefaultFileSource;

    internal static string AdAccountOf(DestinationAccount account)
    {
        var number = account.Setting("adAccountId") ?? throw ProblemException.Invalid("invalidDestination", "settings.adAccountId", "settings.adAccountId is missing.");
        return number.StartsWith("act_", StringComparison.Ordinal) ? number : $"act_{number}";
    }
}
