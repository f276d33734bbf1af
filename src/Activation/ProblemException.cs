namespace Activation;

/// <summary>
/// A request that cannot be carried out as asked. Hosts translate it into RFC 9457 problem details with <see cref="Code"/>
/// as the stable `code`. The message says what is wrong, where (field, line or node path) and what to do; never an input value
/// that could be personal data.
/// </summary>
public sealed class ProblemException(int status, string code, string message) : Exception(message)
{
    /// <summary>HTTP status: 400 invalid, 404 missing, 409 conflict, 413 too large, 503 a dependency is down.</summary>
    public int Status { get; } = status;

    /// <summary>Stable camelCase code for scripts.</summary>
    public string Code { get; } = code;

    /// <summary>Where in the request the fault is (`rule.all[1].op`, `settings.adAccountId`); null where that does not apply.</summary>
    public string? Path { get; init; }

    public static ProblemException Invalid(string code, string path, string message) =>
        new(400, code, message) { Path = path };

    public static ProblemException NotFound(string what, string id) =>
        new(404, $"{what}NotFound", $"There is no {what} '{id}'.");

    public static ProblemException Conflict(string code, string message) => new(409, code, message);
}
