using Activation.Profiles;

namespace Activation.Governance.Privacy;

/// <summary>
/// Somebody whom a request is about: under one profile id, or, of a given identifier, under none yet. Not a record: a generated ToString would print the values.
/// </summary>
internal sealed class Person(ProfileId? profile, IEnumerable<int> groups, IEnumerable<StrongValue> values, IEnumerable<string>? redditEmails = null)
{
    public ProfileId? Profile => profile;

    /// <summary>The numbers of the given identifiers that led here.</summary>
    public IReadOnlyList<int> Groups { get; } = [.. groups.Distinct().Order()];

    /// <summary>The identifiers that nobody else has, and those that were given.</summary>
    public IReadOnlyList<StrongValue> Values { get; } = [.. values.Distinct()];

    /// <summary>Of a given email, Reddit's form, by which somebody may be found whom only an audience still has; others may have it too.</summary>
    public IReadOnlyList<string> RedditEmails { get; } = [.. (redditEmails ?? []).Distinct(StringComparer.Ordinal)];
}
