namespace Activation.Local.Sandbox;

/// <summary>How far an account has used up its limits.</summary>
/// <param name="Minutes">Until it has regained access.</param>
public sealed record SandboxUsage(int Percent, int Minutes);
