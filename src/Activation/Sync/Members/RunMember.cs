using System.Text.Json.Serialization;

namespace Activation.Sync.Members;

/// <summary>A person behind a run's counts.</summary>
/// <param name="Profile">Id of the profile.</param>
/// <param name="Reason">One of the codes of <see cref="RunRecord.Reasons"/>, or of <see cref="RunRecord.NotRemovedReasons"/>.</param>
public sealed record RunMember(string Profile, RunMemberOutcome Outcome, string Reason)
{
    /// <summary>The place of the member in its list; see <see cref="RunMemberQuery.After"/>.</summary>
    [JsonIgnore]
    public string Place => $"{RunMemberQuery.Text(Outcome)}|{Profile}|{Reason}";
}

[JsonConverter(typeof(NamedEnumConverter<RunMemberOutcome>))]
public enum RunMemberOutcome
{
    /// <summary>Not sent.</summary>
    [JsonStringEnumMemberName("excluded")] Excluded,

    /// <summary>Sent and refused, or not delivered.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>To be taken out, and refused or not delivered: in the audience still, as far as is known.</summary>
    [JsonStringEnumMemberName("notRemoved")] NotRemoved,

    /// <summary>Sent, and one of those among whom the platform refused some without saying whom: as many as the run's reasons count. In none of its counts.</summary>
    [JsonStringEnumMemberName("candidate")] Candidate,
}
