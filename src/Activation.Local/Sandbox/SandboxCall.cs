namespace Activation.Local.Sandbox;

/// <summary>One call that the sandbox received. Never holds a value of a row.</summary>
/// <param name="Operation">`add`, `remove`, `replace`, `clear`, `create`, `rename`, `delete`, `list`, `get`, `check`, `session` or `unknown`.</param>
/// <param name="Audience">The audience's id (a webhook's name), if the call names one.</param>
/// <param name="Rows">Rows in the body.</param>
/// <param name="Status">The HTTP status answered; 0 while it runs and where no answer was given.</param>
/// <param name="Fault">The fault that was injected, if any.</param>
public sealed record SandboxCall(
    int Number, string Method, string Path, string Operation, string? Audience, int Rows, int Status = 0, SandboxFault? Fault = null)
{
    /// <summary>The trace that the caller was in; null if it sent none.</summary>
    public string? TraceParent { get; init; }

    public bool IsWebhook => Path.StartsWith("/sandbox/webhook/", StringComparison.Ordinal);
}
