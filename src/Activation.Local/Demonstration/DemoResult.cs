namespace Activation.Local.Demonstration;

/// <summary>What the demo came to.</summary>
/// <param name="Profiles">People in the store.</param>
internal sealed record DemoResult(string File, long Read, long Accepted, long Rejected, long Profiles, IReadOnlyList<DemoAudience> Audiences);

/// <param name="Members">Of the segment.</param>
/// <param name="Run">How the sync's run ended.</param>
/// <param name="AudienceSize">People in the audience as the sandbox has them; null if there is none.</param>
internal sealed record DemoAudience(string Name, long Members, string Run, long? AudienceSize);
