namespace Activation.Sync.Members;

/// <summary>The list of people that was written last for a sync.</summary>
/// <param name="Name">Of the blob.</param>
/// <param name="Digest">Of its rows.</param>
public sealed record MemberListState(string Name, string Digest, DateTimeOffset At);
