using Activation.Destinations;

namespace Activation.Api.Destinations;

/// <summary>How the platform took the credentials.</summary>
/// <param name="Code">The platform's code or ours; empty if all is well.</param>
/// <param name="Message">What it means and what to do.</param>
internal sealed record CheckAnswer(bool Ok, string Code, string Message)
{
    public static CheckAnswer Of(DestinationResult result) =>
        result.Outcome == DestinationOutcome.Success ? new(true, "", result.Message is { Length: > 0 } remark ? remark : "The platform accepts the credentials.") : new(false, result.Code, result.Message);
}
