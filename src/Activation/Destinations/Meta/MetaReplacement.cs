namespace Activation.Destinations.Meta;

/// <summary>
/// When an audience is replaced instead of added to: where all of its people are in the one call, for a replacement of several calls that stops leaves only those who were sent
/// so far. Whoever else is in the audience, as people whom others have put there, is out of it then. Pure.
/// </summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#replace-api</remarks>
internal static class MetaReplacement
{
    /// <summary>Attempts at a batch that replace. Those after them add, so that people get into an audience that Meta is never done with.</summary>
    public const int Tries = 2;

    /// <summary>Every error of a replacement has it.</summary>
    private const string Refusal = "2650";

    /// <summary>Meta replaces no audience that it still works on, as after the removes of the same run.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public static bool IsDue(DestinationBatch batch) => batch is { IsEverybody: true, Part: 0, Attempt: <= Tries };

    /// <summary>What the answer to a replacement means: one that is refused for what the audience is says nothing of the account, and is no reason to give the people up.</summary>
    public static DestinationResult Heed(DestinationResult result) =>
        result.Outcome is DestinationOutcome.Throttled or DestinationOutcome.Stop or DestinationOutcome.Retry && result.Code.Split('/')[0] == Refusal
            ? result with { Outcome = DestinationOutcome.Retry, Message = "Meta does not replace the audience now; this is tried once more, then its people are added.", Wait = Pause }
            : result;
}
