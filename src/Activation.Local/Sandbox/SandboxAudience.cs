namespace Activation.Local.Sandbox;

/// <summary>An audience of the sandbox as it stands: `GET /sandbox/audiences`.</summary>
/// <param name="AdAccount">The ad account's number.</param>
/// <param name="Keys">Matching keys of all people together.</param>
public sealed record SandboxAudience(string Id, string Name, string Description, string AdAccount, int People, int Keys);
