namespace Activation.Api.Health;

/// <summary>Each part is `ok` or `failing`.</summary>
internal sealed record HealthAnswer(string Status, string Storage, string Queue);
