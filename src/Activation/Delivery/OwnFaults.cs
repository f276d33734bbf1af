using System.Text.Json;
using Activation.Destinations;

namespace Activation.Delivery;

/// <summary>
/// What is made of an error of a destination's own code: a refusal of what it was given, so that a member whom it cannot put into a call, or whose answer it cannot read, is looked for and listed as one whom
/// the platform refuses, and keeps nobody else from being delivered. Where every member is at fault, the batch is in the dead letters. Pure.
/// </summary>
internal static class OwnFaults
{
    public const string Code = "notSendable";

    public static readonly SendResult Refusal = SendResult.Failure(new DestinationResult(
        DestinationOutcome.Refused, Code, "The app could not put this into a call to the destination, or read its answer, for a reason of its own; its log has the error under the batch's id."));

    /// <summary>False of what is about the world around: it may be otherwise a moment later.</summary>
    public static bool Is(Exception exception) => exception is ArgumentException or FormatException or JsonException or NotSupportedException or KeyNotFoundException or IndexOutOfRangeException
        or NullReferenceException or InvalidCastException or ArithmeticException
        || exception is InvalidOperationException and not ObjectDisposedException;
}
