using System.Globalization;

namespace Activation.Api;

/// <summary>Reads instants out of queries.</summary>
internal static class Instants
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <param name="name">Of the parameter.</param>
    public static DateTimeOffset? Read(string? text, string name) => text is null ? null
        : DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw ProblemException.Invalid("invalidInstant", name, $"{name} is an instant in ISO 8601, such as 2026-11-02T09:00:00Z.");
}
