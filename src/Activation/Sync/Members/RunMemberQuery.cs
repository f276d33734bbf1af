namespace Activation.Sync.Members;

/// <summary>Which part of a run's list of people is asked for.</summary>
/// <param name="Outcome">Only these; null: all.</param>
/// <param name="Reason">Only these; null: all.</param>
/// <param name="After">The last member of the page before; null: from the beginning.</param>
public sealed record RunMemberQuery(RunMemberOutcome? Outcome, string? Reason, RunMember? After, int Limit)
{
    private const string Excluded = "excluded";
    private const string Failed = "failed";
    private const string NotRemoved = "notRemoved";
    private const string Candidate = "candidate";

    /// <summary>As lists, filters and places have it.</summary>
    public static string Text(RunMemberOutcome outcome) => outcome switch
    {
        RunMemberOutcome.Excluded => Excluded,
        RunMemberOutcome.NotRemoved => NotRemoved,
        RunMemberOutcome.Candidate => Candidate,
        _ => Failed,
    };

    public static RunMemberOutcome? ParseOutcome(string? text) => text switch
    {
        Excluded => RunMemberOutcome.Excluded,
        Failed => RunMemberOutcome.Failed,
        NotRemoved => RunMemberOutcome.NotRemoved,
        Candidate => RunMemberOutcome.Candidate,
        _ => null,
    };

    /// <summary>Reads <see cref="RunMember.Place"/>; null if it is none.</summary>
    public static RunMember? ParsePlace(string text) =>
        text.Split('|', 3) is [var outcome, var profile, var reason] && ParseOutcome(outcome) is { } known && ProfileId.TryParse(profile, out _)
            ? new RunMember(profile, known, reason)
            : null;
}
