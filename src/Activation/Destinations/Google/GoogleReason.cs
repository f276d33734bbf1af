namespace Activation.Destinations.Google;

/// <summary>Google's reasons as codes of ours: `INVALID_SHA256_FORMAT` is `invalidSha256Format`.</summary>
internal static class GoogleReason
{
    public static string Of(string? reason, string fallback, string prefix = "")
    {
        if (reason is not { Length: > 0 and <= 120 } || !reason.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
        {
            return fallback;
        }

        var words = (reason.StartsWith(prefix, StringComparison.Ordinal) ? reason[prefix.Length..] : reason).ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? fallback : string.Concat(words.Select((w, i) => i == 0 ? w : $"{char.ToUpperInvariant(w[0])}{w[1..]}"));
    }
}
