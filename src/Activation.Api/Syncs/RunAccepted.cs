namespace Activation.Api.Syncs;

internal sealed record RunAccepted(string RunId);
