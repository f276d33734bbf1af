namespace Activation.Sync.Members;

/// <summary>Which part of a run's list of people is asked for.</summary>
/// <param name="Outcome">Only these; null: all.</param>
/// <param name="Reason">Only these; null: all.</param>
/// <param name="After">The last member of the page before; null: from the beginning.</param>
public sealed record RunMemberQuery(RunMemberOutcome? Outcome, string? Reason, RunMember? After, int Limit)
{
    /// <summary>As lists, filters and places have it.</summary>
    public static string Text(RunMemberOutcome outcome) => outcome switch
    {
        RunMemberOutcome.Excluded => "excluded",
        RunMemberOutcome.Failed => "failed",
        _ => "candidate",
    };

    public static RunMemberOutcome? ParseOutcome(string? text) => text switch
    {
        "excluded" => RunMemberOutcome.Excluded,
        "failed" => RunMemberOutcome.Failed,
        "candidate" => RunMemberOutcome.Candidate,
        _ => null,
    };

    /// <summary>Reads <see cref="RunMember.Place"/>; null if it is none.</summary>
    public static RunMember? ParsePlace(string text) =>
        text.Split('|', 3) is [var outcome, var profile, var reason] && ParseOutcome(outcome) is { } known && ProfileId.TryParse(profile, out _)
            ? new RunMember(profile, known, reason)
            : null;
}
