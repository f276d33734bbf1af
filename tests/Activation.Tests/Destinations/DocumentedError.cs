using Activation.Destinations;

namespace Activation.Tests.Destinations;

/// <summary>An answer that the platform documents, and what it must mean to us.</summary>
/// <param name="Code">What the result must carry.</param>
internal sealed record DocumentedError(int Status, string Body, DestinationOutcome Outcome, string Code)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public TimeSpan? Wait { get; init; }
}
