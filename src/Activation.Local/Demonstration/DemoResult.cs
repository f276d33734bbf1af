namespace Activation.Local.Demonstration;

/// <summary>What the demo came to.</summary>
/// <param name="Profiles">People in the store.</param>
internal sealed record DemoResult(IReadOnlyList<DemoImport> Imports, long Profiles, IReadOnlyList<DemoAudience> Audiences);

/// <summary>A file's receipt in short.</summary>
internal sealed record DemoImport(string File, long Read, long Accepted, long Rejected);

/// <param name="Members">Of the segment.</param>
/// <param name="Run">How the sync's run ended.</param>
/// <param name="AudienceSize">People in the audience as the sandbox has them; null if there is none.</param>
internal sealed record DemoAudience(string Name, long Members, string Run, long? AudienceSize);
